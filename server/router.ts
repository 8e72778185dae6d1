// The house at a glance: every room's door, in the order of the map.

import { accessRouter } from './access/router'
import { orderingRouter } from './ordering/router'
import { serviceRouter } from './service/router'
import { router } from './trpc'

export const appRouter = router({
  access: accessRouter,
  ordering: orderingRouter,
  service: serviceRouter,
})

export type AppRouter = typeof appRouter
