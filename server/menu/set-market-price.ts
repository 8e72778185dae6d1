// 时价: what a dish costs today, said by who knows; over with the business day, so that no price of
// yesterday is charged. What is ordered keeps the price it was ordered at.

import { businessDay, businessDaySpan } from '@/domain/calendar'
import { menuRoom } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { tell } from '../outbox'
import { readDish } from './read-dish'

/**
 * Saying the same again changes nothing.
 * @param request.seenCents the price that the person saw, in 分; null = none was said
 * @throws Refusal thing.not-found also for a dish of another kind of price, thing.changed when
 *   somebody else said another one meanwhile
 */
export async function setMarketPrice(
  deps: Deps,
  actor: Actor,
  request: { dishId: number; priceCents: number; seenCents: number | null },
): Promise<void> {
  const { storeId } = actor
  const { dishId, priceCents, seenCents } = request
  await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    await tx.$queryRaw`SELECT FROM dish WHERE id = ${dishId} AND store_id = ${storeId} FOR NO KEY UPDATE`
    const dish = await readDish(tx, storeId, dishId, at)
    const clock = await tx.store.findUniqueOrThrow({
      where: { id: storeId },
      select: { timeZone: true, dayEndsAtHour: true },
    })

    if (!dish?.isMarketPrice) throw new Refusal('thing.not-found')
    const { marketCents } = dish
    if (marketCents === priceCents) return
    if (marketCents !== seenCents) throw new Refusal('thing.changed')
    const { toMs } = businessDaySpan(businessDay(at.getTime(), clock), clock)

    const data = { marketCents: priceCents, marketUntil: new Date(toMs) }
    await tx.dish.update({ where: { id: dishId }, data })
    await writeAudit(tx, actor, {
      action: 'dish.market-price',
      subject: 'dish',
      subjectId: dishId,
      details: { cents: priceCents, before: marketCents },
    })

    const rooms = [`store:${storeId}`, menuRoom(storeId)]
    await tell(tx, { storeId, type: 'menu_changed', rooms, payload: { dish_id: dishId } })
  })
}
