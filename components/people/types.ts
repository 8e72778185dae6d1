// What the page of the people speaks of.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>['access']['people']

export type People = Outputs['list']
export type PersonFile = People['people'][number]
export type SharedDevice = Outputs['devices'][number]
