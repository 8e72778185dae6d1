// An integer of eight bytes (money, points, ids that grow) is a number in this program, whoever
// reads it: a plain statement or Prisma. One that a number does not hold exactly is an error and
// never a rounded sum. The types that setup/generate-client.mjs writes say the same.

import pg from 'pg'
import type { PrismaClient } from '@/prisma/client/client'

/** @throws RangeError beyond 2^53 - 1 */
function exactInteger(value: bigint | string): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw new RangeError(`${value} is more than a number holds exactly`)
}

/** For connections whose statements are plain ones. */
export const EXACT_INTEGERS = new pg.TypeOverrides()
EXACT_INTEGERS.setTypeParser(pg.types.builtins.INT8, exactInteger)
/** `int8[]`, as `array_agg` gives it; pg's types do not know it. */
const INT8_LIST = 1016
const parserOf = pg.types.getTypeParser as (type: number) => (text: string) => (string | null)[]
const readList = parserOf(INT8_LIST)
EXACT_INTEGERS.setTypeParser(INT8_LIST, (text: string) =>
  readList(text).map((each) => (each === null ? null : exactInteger(each))),
)

/** The client, which reads such integers as numbers, alone and inside transactions. */
export function withExactIntegers(client: PrismaClient): PrismaClient {
  const extended = client.$extends({
    query: { $allOperations: async ({ args, query }) => withNumbers(await query(args)) },
  })
  return extended as unknown as PrismaClient
}

/** An answer is nobody else's yet, so it is changed where it lies. */
function withNumbers(answer: unknown): unknown {
  if (typeof answer === 'bigint') return exactInteger(answer)
  if (!isBranch(answer)) return answer
  for (const key of Object.keys(answer)) {
    const value = answer[key]
    if (typeof value === 'bigint') answer[key] = exactInteger(value)
    else if (isBranch(value)) withNumbers(value)
  }
  return answer
}

/** Not an instant, nor bytes. */
function isBranch(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
}
