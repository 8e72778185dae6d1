// The house at a glance: every room's door, in the order of the map.

import { accessRouter } from './access/router'
import { analyticsRouter } from './analytics/router'
import { billingRouter } from './billing/router'
import { houseRouter } from './house/router'
import { kitchenRouter } from './kitchen/router'
import { membershipRouter } from './membership/router'
import { menuRouter } from './menu/router'
import { openingRouter } from './opening/router'
import { storesRouter } from './opening/stores-router'
import { orderingRouter } from './ordering/router'
import { paymentRouter } from './payment/router'
import { platformsRouter } from './platforms/router'
import { printingRouter } from './printing/router'
import { receiptsRouter } from './receipts/router'
import { refundsRouter } from './refunds/router'
import { seatingRouter } from './seating/router'
import { serviceRouter } from './service/router'
import { router } from './trpc'

export const appRouter = router({
  access: accessRouter,
  house: houseRouter,
  menu: menuRouter,
  seating: seatingRouter,
  membership: membershipRouter,
  ordering: orderingRouter,
  kitchen: kitchenRouter,
  billing: billingRouter,
  platforms: platformsRouter,
  refunds: refundsRouter,
  payment: paymentRouter,
  receipts: receiptsRouter,
  service: serviceRouter,
  analytics: analyticsRouter,
  opening: openingRouter,
  printing: printingRouter,
  stores: storesRouter,
})

export type AppRouter = typeof appRouter
