// What paying is made of, as the server answers it.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>

export type TableBill = Outputs['billing']['bill']
export type Bill = TableBill['bills'][number]
export type Payment = Bill['payments'][number]
export type SplitView = Outputs['billing']['split']
export type BillCoupon = Outputs['billing']['coupons'][number]
export type PayPage = Outputs['payment']['payPage']
export type MemberCard = NonNullable<Outputs['membership']['mine']>
