// What there is to compare on a day: the store's books at the platforms, and what was taken by hand, which only a person can count.

import { businessDay } from '@/domain/calendar'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import type { AccountMethod } from './providers/registry'

export type BookView = {
  /** Null for the simulator. */
  accountId: number | null
  method: AccountMethod | null
  merchant: string
  isEnabled: boolean
}

export type ByHand = {
  provider: 'cash' | 'terminal'
  count: number
  amountCents: number
  refundedCents: number
}

/** The books that take money now come first. */
export type BooksView = { today: string; books: BookView[]; byHand: ByHand[] }

/** @param day the business day of what was taken by hand; without one, today. @throws Refusal thing.not-found */
export async function readBooks(
  ground: Ground,
  storeId: number,
  day: string | null,
): Promise<BooksView> {
  const store = await ground.db.store.findUnique({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  if (!store) throw new Refusal('thing.not-found')
  const today = businessDay(ground.now().getTime(), store)

  const accounts = await ground.db.paymentAccount.findMany({
    where: { storeId, OR: [{ archivedAt: null }, { payments: { some: {} } }] },
    orderBy: [{ isEnabled: 'desc' }, { method: 'asc' }, { id: 'desc' }],
    distinct: ['provider', 'merchant'],
  })
  const simulated = await ground.db.payment.findFirst({
    where: { storeId, provider: 'simulator' },
    select: { id: true },
  })
  const books: BookView[] = accounts.map(({ id, method, merchant, isEnabled }) => ({
    accountId: id,
    method: method as AccountMethod,
    merchant,
    isEnabled,
  }))
  if (simulated || books.length === 0) {
    const enabled = books.filter((each) => each.isEnabled).length
    books.splice(enabled, 0, { accountId: null, method: null, merchant: '', isEnabled: true })
  }
  return { today, books, byHand: await readByHand(ground, storeId, day ?? today) }
}

async function readByHand(ground: Ground, storeId: number, day: string): Promise<ByHand[]> {
  const { rows } = await ground.pool.query<ByHand>({
    name: 'taken-by-hand',
    text: `SELECT provider, sum(count)::int AS count, sum(taken)::float8 AS "amountCents",
                  sum(given)::float8 AS "refundedCents"
             FROM (SELECT provider, 1 AS count, amount_cents AS taken, 0 AS given
                     FROM payment
                    WHERE store_id = $1 AND business_day = $2 AND state = 'succeeded'
                   UNION ALL
                   SELECT p.provider, 0, 0, r.amount_cents
                     FROM refund r JOIN payment p ON p.id = r.payment_id
                    WHERE r.store_id = $1 AND r.business_day = $2 AND r.state = 'succeeded') moved
            WHERE provider IN ('cash', 'terminal')
            GROUP BY provider ORDER BY provider`,
    values: [storeId, day],
  })
  return rows
}
