// The cart of a sitting, priced by the same rules and the same statement as the submit that will follow.

import type { Adjustment } from '@/domain/ordering'
import { type PricedLine, priceLines } from '@/domain/ordering'
import { Refusal, type RefusalCode } from '@/domain/refusal'
import { hashToken } from '../access/tokens'
import type { Ground } from '../ground'
import { LOAD_CART_ROUND, type RoundFacts, type RoundLine } from './load-round'
import { billWith } from './place-order'

export type CartLine = {
  id: number
  guestNumber: number | null
  guestName: string | null
  dishId: number
  name: string
  nameEn: string | null
  picture: string | null
  choices: RoundLine['choices']
  chosen: PricedLine<RoundLine>['chosen']
  unitCents: number
  /** Before any promotion. */
  listUnitCents: number
  totalCents: number
  quantity: number
  note: string
  /** Why this line cannot be had right now; it costs nothing then. */
  trouble: RefusalCode | null
}

export type Cart = {
  version: number
  lines: CartLine[]
  itemsCents: number
  /** What a submit adds to the bill, discounts and charges included: what `place` expects to be told. */
  owedCents: number
  /** The charges (+) and discounts (−) that this submit changes on the bill. */
  adjustments: Adjustment[]
}

/** The cart that the seat's sitting shares. Amounts in 分. @throws Refusal seat.expired */
export async function readCart(ground: Ground, seatToken: string): Promise<Cart> {
  const { rows } = await ground.pool.query<RoundFacts>({
    ...LOAD_CART_ROUND,
    values: [Buffer.from(hashToken(seatToken)), '', null],
  })
  const facts = rows[0]
  if (!facts || facts.isCleared) throw new Refusal('seat.expired')

  const priced = priceLines(facts.wanted, ground.now().getTime(), facts.store.timeZone)
  const { bill, addsCents } = billWith(facts, priced)
  const before = billWith(facts, []).bill.adjustments
  return {
    version: facts.cartVersion,
    lines: priced.map((line) => ({
      id: line.id,
      guestNumber: line.guestNumber,
      guestName: line.guestName,
      dishId: line.dish.id,
      name: line.dish.name,
      nameEn: line.dish.nameEn,
      picture: line.picture,
      choices: line.choices,
      chosen: line.chosen,
      unitCents: line.unitCents,
      listUnitCents: line.listUnitCents,
      totalCents: line.totalCents,
      quantity: line.quantity,
      note: line.note,
      trouble: line.trouble,
    })),
    itemsCents: priced.reduce((sum, line) => sum + line.totalCents, 0),
    owedCents: addsCents,
    adjustments: difference(before, bill.adjustments),
  }
}

function difference(before: readonly Adjustment[], after: readonly Adjustment[]): Adjustment[] {
  return after
    .map((each) => {
      const old = before.find(
        ({ kind, discountId }) => kind === each.kind && discountId === each.discountId,
      )
      return { ...each, amountCents: each.amountCents - (old?.amountCents ?? 0) }
    })
    .filter(({ amountCents }) => amountCents !== 0)
}
