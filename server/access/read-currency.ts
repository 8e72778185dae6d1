// In which money a store counts.

import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../deps'
import { hashToken } from './tokens'

/**
 * The currency (ISO 4217) of a store, or of the store whose table has the code; CNY where there is
 * none.
 */
export async function readCurrency(
  { db }: Pick<Deps, 'db'>,
  of: { storeId: number } | { code: string },
): Promise<string> {
  const where = 'storeId' in of ? { id: of.storeId } : { tables: { some: withCode(of.code) } }
  const store = await db.store.findFirst({ where, select: { currency: true } })
  return store?.currency ?? 'CNY'
}

/** The table whose code this is, or was. */
const withCode = (code: string): Prisma.DiningTableWhereInput => ({
  OR: [{ code }, { endedCodes: { some: { codeHash: hashToken(code) } } }],
})
