// What there is to compare on a day: the store's books at the platforms, and what was taken by
// hand, which only a person can count.

import { z } from 'zod'
import { businessDay } from '@/domain/calendar'
import type { OnlineMethod } from '@/domain/methods'
import { Refusal } from '@/domain/refusal'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

export type BookView = {
  /** Null for the simulator. */
  accountId: number | null
  method: OnlineMethod | null
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

/** `+ 0`, so that the simulator's payments are looked through, never all of a store's. */
const ANY_SIMULATED = statement(
  'any-simulated-payment',
  { id: z.int() },
  `SELECT id FROM payment WHERE provider = 'simulator' AND store_id + 0 = $1 LIMIT 1`,
)

/**
 * @param day the business day of what was taken by hand; without one, today. @throws Refusal
 *   thing.not-found
 */
export async function readBooks(
  deps: Deps,
  storeId: number,
  day: string | null,
): Promise<BooksView> {
  const store = await deps.db.store.findUnique({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  if (!store) throw new Refusal('thing.not-found')
  const today = businessDay(deps.now().getTime(), store)

  const accounts = await deps.db.paymentAccount.findMany({
    where: { storeId, OR: [{ archivedAt: null }, { payments: { some: {} } }] },
    orderBy: [{ isEnabled: 'desc' }, { method: 'asc' }, { id: 'desc' }],
    distinct: ['provider', 'merchant'],
  })
  const [simulated] = await ask(deps.pool, ANY_SIMULATED, [storeId])
  const books: BookView[] = accounts.map(({ id, method, merchant, isEnabled }) => ({
    accountId: id,
    method: method as OnlineMethod,
    merchant,
    isEnabled,
  }))
  if (simulated || books.length === 0) {
    const enabled = books.filter((each) => each.isEnabled).length
    books.splice(enabled, 0, { accountId: null, method: null, merchant: '', isEnabled: true })
  }
  return { today, books, byHand: await readByHand(deps, storeId, day ?? today) }
}

const TAKEN_BY_HAND = statement(
  'taken-by-hand',
  {
    provider: z.enum(['cash', 'terminal']),
    count: z.int(),
    amountCents: z.number(),
    refundedCents: z.number(),
  },
  `SELECT provider, sum(count)::int AS count, sum(taken)::bigint AS "amountCents",
                  sum(given)::bigint AS "refundedCents"
             FROM (SELECT provider, 1 AS count, amount_cents AS taken, 0 AS given
                     FROM payment
                    WHERE store_id = $1 AND business_day = $2 AND state = 'succeeded'
                   UNION ALL
                   SELECT CASE WHEN r.is_in_cash THEN 'cash' ELSE p.provider END, 0, 0, r.amount_cents
                     FROM refund r JOIN payment p ON p.id = r.payment_id
                    WHERE r.store_id = $1 AND r.business_day = $2 AND r.state = 'succeeded') moved
            WHERE provider IN ('cash', 'terminal')
            GROUP BY provider ORDER BY provider`,
)

async function readByHand(deps: Deps, storeId: number, day: string): Promise<ByHand[]> {
  const rows = await ask(deps.pool, TAKEN_BY_HAND, [storeId, day])
  return rows
}
