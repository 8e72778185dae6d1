// The house at a glance: every room's door, in the order of the map.

import { accessRouter } from './access/router'
import { menuRouter } from './menu/router'
import { orderingRouter } from './ordering/router'
import { seatingRouter } from './seating/router'
import { serviceRouter } from './service/router'
import { router } from './trpc'

export const appRouter = router({
  access: accessRouter,
  menu: menuRouter,
  seating: seatingRouter,
  ordering: orderingRouter,
  service: serviceRouter,
})

export type AppRouter = typeof appRouter
