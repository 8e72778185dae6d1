// In which money a store counts.

import type { Deps } from '../deps'

/**
 * The currency (ISO 4217) of a store, or of the store whose table has the code; CNY where there is
 * none.
 */
export async function readCurrency(
  { db }: Pick<Deps, 'db'>,
  of: { storeId: number } | { code: string },
): Promise<string> {
  const where = 'storeId' in of ? { id: of.storeId } : { tables: { some: { code: of.code } } }
  const store = await db.store.findFirst({ where, select: { currency: true } })
  return store?.currency ?? 'CNY'
}
