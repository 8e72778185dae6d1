// What a report is. One that stands in REPORTS (reports.ts) has a procedure for screens, a path of
// the spec's contract and a file by that.

import type { z } from 'zod'
import type { DaySpan } from '@/domain/analytics'
import type { Context } from '../context'
import type { Deps } from '../deps'
import type { CellKind } from '../write-xlsx'
import type { Outside } from './outside'
import type { Direction } from './ranks'
import type { ExceptionKind } from './read-exceptions'

/** What can be asked besides the days; each report takes what it knows of it. */
export type Asked = {
  limit?: number | undefined
  by?: string | undefined
  direction?: Direction | undefined
  only?: ExceptionKind | null | undefined
}

/** A row as it stands in a file: fields as they are called outside, some of them. */
export type FileRow = Readonly<Record<string, unknown>>

export type Report = {
  /** What screens and the contract are told, amounts in 分; left out where it is only a file. */
  read?: (deps: Deps, storeId: number, span: DaySpan, asked: Asked) => Promise<unknown>
  /** By what it may be sorted. */
  ranks?: readonly string[]
  /**
   * How the spec has it, by its names; `days` and `limit` are what it may be asked, and how much
   * that usually is.
   */
  contract?: { told: z.ZodType; days?: number; limit?: number }
  file: {
    /** In their order, by their names outside. */
    columns: Readonly<Record<string, CellKind>>
    /** Every row however many, some at a time, amounts in 分. */
    rows: (
      ctx: Context,
      storeId: number,
      span: DaySpan,
      signal: AbortSignal,
      asked: Asked,
    ) => AsyncGenerator<object[]>
  }
}

export type Columns<Row> = Partial<Record<keyof Outside<Row>, CellKind>>

/** The rows of a file that is short whatever the period. */
export function allAtOnce(
  read: (deps: Deps, storeId: number, span: DaySpan) => Promise<object[]>,
): Report['file']['rows'] {
  return async function* (ctx, storeId, span) {
    yield await read(ctx, storeId, span)
  }
}

/**
 * What is asked for where it is one of `keys`; what a report cannot be sorted by sorts it as usual.
 */
export function rankOf<Key extends string>(
  keys: readonly Key[],
  { by, direction = 'desc' }: Asked,
): { by: Key; direction: Direction } | undefined {
  const key = keys.find((each) => each === by)
  return key && { by: key, direction }
}
