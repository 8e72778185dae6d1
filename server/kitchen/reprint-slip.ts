// A round once more on paper, because the first slip was lost: at every printer of the kitchen that
// it concerns, marked as a reprint.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { queuePaper } from '../printing/queue-paper'
import { printerScreens } from './print-slips'
import { IS_HERE } from './read-tickets'

/** @returns at how many printers @throws Refusal thing.not-found, printer.none */
export async function reprintSlip(
  deps: Deps,
  actor: Actor,
  { roundId, key }: { roundId: number; key: string },
): Promise<{ printers: number }> {
  const { storeId, staffId } = actor
  const at = deps.now()
  return deps.db.$transaction(async (tx) => {
    const where = { id: roundId, storeId, state: 'confirmed' as const }
    const round = await tx.round.findFirst({ where })
    if (!round) throw new Refusal('thing.not-found')
    const concerned = await tx.$queryRawUnsafe<{ printerId: number; lineIds: number[] }[]>(
      `
WITH ${printerScreens('p.store_id = $2')}
SELECT screen.printer_id AS "printerId", array_agg(l.id) AS "lineIds"
  FROM screen JOIN order_line l ON l.round_id = $3 AND l.state <> 'voided' AND ${IS_HERE}
 GROUP BY screen.printer_id ORDER BY screen.printer_id`,
      at,
      storeId,
      roundId,
    )
    if (concerned.length === 0) throw new Refusal('printer.none')

    for (const { printerId, lineIds } of concerned) {
      await tx.$queryRaw`SELECT id FROM printer WHERE id = ${printerId} FOR UPDATE`
      const printer = await tx.printer.findUniqueOrThrow({ where: { id: printerId } })
      const { _max } = await tx.printJob.aggregate({
        where: { orderId: round.orderId, printerId, roundId, kind: 'slip' },
        _max: { copy: true },
      })
      const copy = (_max.copy ?? 1) + 1
      const about = { slip: 'round', lineIds }
      const facts = { kind: 'slip', key, about, orderId: round.orderId, roundId, copy } as const
      await queuePaper(tx, printer, { ...facts, staffId }, at)
    }
    await writeAudit(tx, actor, {
      action: 'slip.reprinted',
      subject: 'round',
      subjectId: roundId,
    })
    return { printers: concerned.length }
  })
}
