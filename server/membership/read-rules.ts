// What a manager sets for members of the brand: levels, points, offers and rewards that are not
// ended.

import type { Localized } from '@/domain/language'
import type { Level } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { LEVEL_FACTS } from './member-card'
import { OFFER_FACTS, type OfferView, offerView } from './offer'

export type Rules = {
  levels: Level[]
  pointsPerYuan: number
  offers: (OfferView & { perMember: number | null; total: number | null; issued: number })[]
  rewards: { id: number; name: string; names: Localized; points: number; offerId: number }[]
  /**
   * What a gift may be: dishes by their name, with those of the same name in the other stores of
   * the brand.
   */
  dishes: { ids: number[]; name: string; names: Localized }[]
}

/** @throws Refusal thing.not-found */
export async function readRules(deps: Deps, actor: Actor): Promise<Rules> {
  const brand = await deps.db.brand.findFirst({
    where: { stores: { some: { id: actor.storeId } } },
    select: {
      pointsPerYuan: true,
      levels: { select: LEVEL_FACTS, orderBy: { minimumPoints: 'asc' } },
      offers: { where: { archivedAt: null }, select: OFFER_FACTS, orderBy: { id: 'asc' } },
      rewards: {
        where: { archivedAt: null },
        select: { id: true, name: true, names: true, points: true, offerId: true },
        orderBy: [{ points: 'asc' }, { id: 'asc' }],
      },
    },
  })
  if (!brand) throw new Refusal('thing.not-found')
  const dishes = await deps.db.dish.findMany({
    where: { store: { brand: { stores: { some: { id: actor.storeId } } } }, archivedAt: null },
    select: { id: true, storeId: true, name: true, names: true },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
  })
  const here = spoken(dishes).filter(({ storeId }) => storeId === actor.storeId)
  const byName = new Map(here.map((dish) => [dish.name, dish]))
  const rules = spoken(brand)
  return {
    ...rules,
    offers: rules.offers.map((offer) => ({
      ...offerView(offer),
      perMember: offer.perMember,
      total: offer.total,
      issued: offer.issued,
    })),
    dishes: [...byName.values()].map(({ name, names }) => ({
      ids: dishes.filter((dish) => dish.name === name).map(({ id }) => id),
      name,
      names,
    })),
  }
}
