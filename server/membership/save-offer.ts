// A manager makes a coupon offer or changes one. Saying the same new offer twice makes one; and
// what a coupon is worth does not change while somebody holds one.

import { isSameWorth, type OfferTerms, offerFlaw, onlyOfKind } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { lockBrand } from './lock-brand'
import { columnsOf, OFFER_FACTS, termsOf } from './offer'

/**
 * @throws Refusal offer.invalid (field), offer.in-hands, thing.not-found (also for a dish of
 *   another brand)
 */
export async function saveOffer(
  deps: Deps,
  actor: Actor,
  { offerId, terms: said }: { offerId: number | null; terms: OfferTerms },
): Promise<{ offerId: number }> {
  return deps.db.$transaction(async (tx) => {
    const { id: brandId } = await lockBrand(tx, actor.storeId)
    const terms = onlyOfKind(said)
    const columns = columnsOf(terms)
    const flaw = offerFlaw(terms)
    if (flaw) throw new Refusal('offer.invalid', { field: flaw })
    const { dishIds } = terms
    const known = await tx.dish.count({ where: { id: { in: [...dishIds] }, store: { brandId } } })
    if (known < dishIds.length) throw new Refusal('thing.not-found')
    const dishes = dishIds.map((dishId) => ({ dishId }))

    if (offerId === null) {
      const same = await tx.couponOffer.findFirst({
        where: {
          brandId,
          archivedAt: null,
          ...columns,
          names: { equals: columns.names },
          AND: dishes.map((dish) => ({ dishes: { some: dish } })),
          dishes: { every: { dishId: { in: [...dishIds] } } },
        },
        select: { id: true },
      })
      if (same) return { offerId: same.id }
      const made = await tx.couponOffer.create({
        data: { brandId, ...columns, dishes: { create: dishes } },
      })
      const fact = { action: 'offer.made', subject: 'offer', subjectId: made.id }
      await writeAudit(tx, actor, { ...fact, details: terms })
      return { offerId: made.id }
    }

    const [offer] = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM coupon_offer
       WHERE id = ${offerId} AND brand_id = ${brandId} AND archived_at IS NULL FOR UPDATE`
    if (!offer) throw new Refusal('thing.not-found')
    const before = spoken(
      await tx.couponOffer.findUniqueOrThrow({ where: { id: offerId }, select: OFFER_FACTS }),
    )
    if (before.issued > 0 && !isSameWorth(termsOf(before), terms)) {
      throw new Refusal('offer.in-hands')
    }
    if (terms.total !== null && terms.total < before.issued) {
      throw new Refusal('offer.invalid', { field: 'total' })
    }

    await tx.couponOffer.update({ where: { id: offerId, issued: before.issued }, data: columns })
    await tx.offerDish.deleteMany({ where: { offerId, dishId: { notIn: [...dishIds] } } })
    await tx.offerDish.createMany({
      data: dishes.map((dish) => ({ offerId, ...dish })),
      skipDuplicates: true,
    })

    const fact = { action: 'offer.changed', subject: 'offer', subjectId: offerId }
    await writeAudit(tx, actor, { ...fact, details: { from: termsOf(before), to: terms } })
    return { offerId }
  })
}
