// The house at a glance: every room's door, in the order of the map.

import { router } from './trpc'
import { orderingRouter } from './ordering/router'

export const appRouter = router({
  ordering: orderingRouter,
})

export type AppRouter = typeof appRouter
