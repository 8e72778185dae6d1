// Where a station works from paper, its dishes are made as soon as their slip is printed, as far as
// the printer confirms it: the station's own printer's, or where it has none, that of a printer for
// all. Once for each dish: who recalls it has it back.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import { lockOrders } from '../ordering/lock-order'
import { bumpLocked } from './bump-lines'
import { isSlipOf, openLines } from './open-lines'

/** What stands in the history of such a dish. */
const PRINTED = 'printed'
/** Dishes of one run; the next run takes the others. */
const BATCH = 500

type Printed = { storeId: number; orderId: number; stationId: number; lineIds: number[] }

/** `$1` null, or the order to look at once more. */
const PRINTED_DISHES = statement(
  'read-printed-dishes',
  { storeId: z.int(), orderId: z.int(), stationId: z.int(), lineIds: z.array(z.int()) },
  `
SELECT l.store_id AS "storeId", l.order_id AS "orderId", s.id AS "stationId", array_agg(l.id ORDER BY l.id) AS "lineIds"
  FROM (SELECT * FROM station WHERE is_made_when_printed AND archived_at IS NULL) s
 CROSS JOIN ${openLines('s.store_id', ['queued', 'cooking'], 's.id = ANY (station_ids) AND ($1::int IS NULL OR order_id = $1)')} l
 WHERE (SELECT r.state FROM round r WHERE r.id = l.round_id) = 'confirmed'
   AND EXISTS (
     SELECT FROM print_job j JOIN printer p ON p.id = j.printer_id
      WHERE ${isSlipOf('l')} AND j.kind = 'slip' AND p.purpose = 'kitchen'
        AND j.state = 'printed' AND j.last_error IS NULL
        AND (p.station_id = s.id OR (p.station_id IS NULL AND NOT EXISTS (
              SELECT FROM printer own WHERE own.station_id = s.id AND own.purpose = 'kitchen' AND own.archived_at IS NULL)))
     OFFSET 0)
   AND NOT EXISTS (SELECT FROM line_part d WHERE d.line_id = l.id AND d.station_id = s.id OFFSET 0)
   AND NOT EXISTS (SELECT FROM line_move m WHERE m.line_id = l.id AND m.reason = '${PRINTED}' AND m.to_state = 'ready' OFFSET 0)
 GROUP BY l.store_id, l.order_id, s.id
 ORDER BY l.order_id, s.id LIMIT ${BATCH}`,
)

/** May run twice at once. @returns how many dishes it found printed */
export async function finishPrinted(deps: Deps): Promise<number> {
  const rows = await ask(deps.pool, PRINTED_DISHES, [null])
  let made = 0
  for (const orderId of new Set(rows.map((row) => row.orderId))) {
    made += await deps.db.$transaction(async (tx) => {
      const storeId = rows.find((row) => row.orderId === orderId)?.storeId ?? 0
      await lockOrders(tx, storeId, [orderId])
      const now = await tx.$queryRawUnsafe<Printed[]>(PRINTED_DISHES.text, orderId)
      const by = { staffId: null, at: deps.now() }
      for (const { stationId, lineIds } of now) {
        const orders = await lockOrders(tx, storeId, [orderId])
        await bumpLocked(tx, orders, by, { lineIds, to: 'ready', stationId, reason: PRINTED })
      }
      return now.reduce((sum, { lineIds }) => sum + lineIds.length, 0)
    })
  }
  return made
}
