// The door of platforms: a store's accounts at them, and their statements beside our own rows.

import { router } from '../trpc'
import { accountsRouter } from './accounts-router'
import { reconcileRouter } from './reconcile-router'

export const platformsRouter = router({
  accounts: accountsRouter,
  reconcile: reconcileRouter,
})
