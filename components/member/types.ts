// What the member page is made of, as the server answers it.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>

export type MemberCard = NonNullable<Outputs['membership']['mine']>
export type Reward = Outputs['membership']['myRewards'][number]
export type PointsEntry = Outputs['membership']['myPointsLog']['entries'][number]
export type MemberStore = Outputs['menu']['read']['store']
