// What the reports' procedures answer, by name.

import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>['analytics']

export type Summary = Outputs['headline']['now']
export type Compared = NonNullable<Outputs['headline']['before']>
export type Exceptions = Outputs['exceptions']
export type ExceptionRow = Exceptions['rows'][number]
