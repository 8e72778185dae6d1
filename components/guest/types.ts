// What the guest's screen is made of, as the server answers it.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>

export type Menu = Outputs['menu']['read']
export type MenuStore = Menu['store']
export type MenuCategory = Menu['categories'][number]
export type MenuDish = MenuCategory['dishes'][number]
export type Party = Outputs['seating']['party']
export type Cart = Outputs['ordering']['cart']
export type CartLine = Cart['lines'][number]
export type Requests = Outputs['service']['requests']
export type SittingOrder = Outputs['ordering']['mine'][number]
export type OrderRound = SittingOrder['rounds'][number]
export type OrderLine = OrderRound['lines'][number]
