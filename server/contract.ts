// The spec's HTTP contract, all rooms together: served at its paths and described by
// /api/openapi.json.

import { analyticsContract } from './analytics/contract'
import { membershipContract } from './membership/contract'
import { paymentContract } from './payment/contract'
import { router } from './trpc'

export const contractRouter = router({
  member: membershipContract,
  payment: paymentContract,
  analytics: analyticsContract,
})
