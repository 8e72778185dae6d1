// The house at a glance: every room's door, in the order of the map.

import { accessRouter } from './access/router'
import { orderingRouter } from './ordering/router'
import { router } from './trpc'

export const appRouter = router({
  access: accessRouter,
  ordering: orderingRouter,
})

export type AppRouter = typeof appRouter
