// What is known of a member and their coupons, as the server answers it.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>

export type MemberCard = Outputs['membership']['find']
export type Coupon = Outputs['membership']['myCoupons'][number]
export type Offer = Coupon['offer']
