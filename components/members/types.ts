// What the members' screen is made of, as the server answers it.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>

export type PointsEntry = Outputs['membership']['pointsLog']['entries'][number]
export type Rules = Outputs['membership']['rules']
