import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

export type PairedScreen = inferRouterOutputs<AppRouter>['kitchen']['screens']['list'][number]
export type Station = inferRouterOutputs<AppRouter>['kitchen']['stations'][number]
