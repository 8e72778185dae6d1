// The procedures of the reports, one for each that screens are told, by its name in one word:
// `hourly-sales` is `hourlySales`.

import { z } from 'zod'
import { MAXIMUM_PERIOD_DAYS, PERIODS } from '@/domain/analytics'
import { may } from '../access/procedures'
import { DIRECTIONS } from './ranks'
import { EXCEPTIONS } from './read-exceptions'
import { DISH_RANKS } from './read-menu-item-sales'
import { ORDER_RANKS } from './read-top-orders'
import { REPORTS, type Reports, type TellingOf, tell } from './reports'

const day = z.string().max(10).optional()
const request = z.object({
  period: z.enum(PERIODS).optional(),
  customStart: day,
  customEnd: day,
  days: z.int().min(1).max(MAXIMUM_PERIOD_DAYS).optional(),
  limit: z.int().min(1).max(200).optional(),
  by: z.enum([...DISH_RANKS, ...ORDER_RANKS]).optional(),
  direction: z.enum(DIRECTIONS).default('desc'),
  only: z.enum(EXCEPTIONS).nullable().default(null),
})

/** Refuses period.invalid. */
function procedureOf<Told>(report: { read: TellingOf<Told>; ranks?: readonly string[] }) {
  return may('report.see')
    .input(request)
    .query(({ ctx, input }) => tell(ctx, report, input))
}

type OneWord<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<OneWord<Rest>>}`
  : Name
type Told<Report> = Report extends { read: TellingOf<infer Rows> } ? Rows : never

export type ReportProcedures = {
  [Name in keyof Reports as Reports[Name] extends { read: unknown }
    ? OneWord<Name>
    : never]: ReturnType<typeof procedureOf<Told<Reports[Name]>>>
}

export function reportProcedures(): ReportProcedures {
  const made = Object.entries(REPORTS).flatMap(([name, report]) =>
    'read' in report ? [[oneWord(name), procedureOf<unknown>(report)]] : [],
  )
  return Object.fromEntries(made) as ReportProcedures
}

export function oneWord(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
