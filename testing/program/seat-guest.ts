// A restaurant in the program's own database, and a guest who may order there.

import { hashToken, newToken } from '@/server/access/tokens'
import { makeRestaurant } from '../restaurant'
import { databaseIn } from './program'

/** A guest's phone at a new table of a new restaurant. */
export async function seatGuest(dataDir: string) {
  const { db, close } = databaseIn(dataDir)
  const { store } = await makeRestaurant(db, { now: new Date() })
  await db.store.update({ where: { id: store.id }, data: { orderMode: 'pay_first' } })
  const { id: tableId, code } = store.tables[0]
  const token = newToken()
  await db.sitting.create({
    data: {
      storeId: store.id,
      tables: { create: { tableId } },
      guests: { create: { number: 1, tokenHash: hashToken(token) } },
    },
  })
  await close()
  return { code, token, dishId: store.dishes.rice.id }
}
