// What the 对账 screen shows, as the wire carries it.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>['platforms']['reconcile']

export type Books = Outputs['books']
export type BookView = Books['books'][number]
export type Comparison = Outputs['read']
export type DifferenceView = Comparison['differences'][number]
