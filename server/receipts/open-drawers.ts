// The drawer opens when cash changes hands, at the store's first printer that has one: not for
// money on a phone or a card, not when a receipt is printed again, and not when nobody waits for it
// any more.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { registerDrawing } from '../printing/drawings'
import { queuePaper, wantedAt } from '../printing/queue-paper'

/** Nobody stands at the drawer longer than this. */
const WAITED_FOR_MS = 60_000
/** More than a store takes or gives back in a day. */
const MOST_MOVES = 5_000

const READ_CASH_MOVES = statement(
  'read-cash-moves',
  { printerId: z.int(), orderId: z.int(), key: z.string() },
  `
WITH till AS (
  SELECT DISTINCT ON (store_id) id, store_id, prints_from FROM printer
   WHERE purpose = 'receipt' AND opens_drawer AND archived_at IS NULL ORDER BY store_id, id)
SELECT till.id AS "printerId", move.order_id AS "orderId", move.key
  FROM till CROSS JOIN LATERAL (
    SELECT m.order_id, m.paid_at AS at, 'drawer-payment-' || m.id AS key
      FROM (SELECT * FROM payment WHERE store_id = till.store_id AND business_day >= $1::date - 2
             ORDER BY business_day DESC LIMIT ${MOST_MOVES}) m
     WHERE m.method = 'cash' AND m.state = 'succeeded' AND m.paid_at > $1::timestamptz - $2 * interval '1 ms'
    UNION ALL
    SELECT f.order_id, f.done_at, 'drawer-refund-' || f.id
      FROM (SELECT * FROM refund WHERE store_id = till.store_id AND business_day >= $1::date - 2
             ORDER BY business_day DESC LIMIT ${MOST_MOVES}) f
     WHERE f.state = 'succeeded' AND f.done_at > $1::timestamptz - $2 * interval '1 ms'
       AND (f.is_in_cash OR (SELECT m.method FROM payment m WHERE m.id = f.payment_id) = 'cash')) move
 WHERE move.at >= till.prints_from
   AND NOT EXISTS (SELECT FROM print_job j WHERE j.printer_id = till.id AND j.idempotency_key = move.key OFFSET 0)
 ORDER BY move.at`,
)

/** Cash that was taken or given back a moment ago. May run twice at once. */
export async function openDrawers(deps: Deps): Promise<void> {
  const rows = await ask(deps.pool, READ_CASH_MOVES, [deps.now(), WAITED_FOR_MS])
  for (const { printerId, orderId, key } of rows) {
    await deps.db.$transaction(async (tx) => {
      const printer = await tx.printer.findUniqueOrThrow({ where: { id: printerId } })
      await queuePaper(tx, printer, { kind: 'drawer', key, orderId, staffId: null }, deps.now())
    })
  }
}

registerDrawing('drawer', async ({ now }, _printer, job) =>
  now().getTime() - wantedAt(job).getTime() < WAITED_FOR_MS ? { paper: null } : null,
)
