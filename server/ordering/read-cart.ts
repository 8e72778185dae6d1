// The cart of a sitting, priced by the same rules and the same statement as the submit that will
// follow.

import type { Localized } from '@/domain/language'
import type { LineRate } from '@/domain/menu'
import type { Adjustment } from '@/domain/ordering'
import { missingAt, type PricedLine, priceLines } from '@/domain/ordering'
import { Refusal, type RefusalCode } from '@/domain/refusal'
import { hashToken } from '../access/tokens'
import { ask } from '../database/statement'
import type { Deps } from '../deps'
import { countCommand } from '../limit'
import { LOAD_CART_ROUND, type RoundLine } from './load-round'
import { billWith } from './place-order'

export type CartLine = {
  id: number
  guestNumber: number | null
  guestName: string | null
  dishId: number
  name: string
  names: Localized
  picture: string | null
  choices: RoundLine['choices']
  chosen: PricedLine<RoundLine>['chosen']
  unitCents: number
  /** Before any promotion. */
  listUnitCents: number
  totalCents: number
  /** False of a dish that is weighed, or whose price is asked: it is priced at the table. */
  isPriced: boolean
  rate: LineRate | null
  quantity: number
  /** What a portion is called; empty = not said. */
  unit: string
  units: Localized
  note: string
  /** Why this line cannot be had right now; it costs nothing then. */
  trouble: RefusalCode | null
}

export type Cart = {
  version: number
  /** What the party says to the kitchen with it. */
  note: string
  /** 叫起: the kitchen is to wait until somebody fires it. */
  isHeld: boolean
  lines: CartLine[]
  /** Categories of which the party has to order a dish before it submits. */
  missing: { id: number; name: string; names: Localized }[]
  itemsCents: number
  /**
   * What a submit adds to the bill, discounts and charges included: what `place` expects to be
   * told.
   */
  owedCents: number
  /** The charges (+) and discounts (−) that this submit changes on the bill. */
  adjustments: Adjustment[]
}

/** The cart that the seat's sitting shares. Amounts in 分. @throws Refusal seat.expired */
export async function readCart(deps: Deps, seatToken: string): Promise<Cart> {
  const token = Buffer.from(hashToken(seatToken))
  const [facts] = await ask(deps.pool, LOAD_CART_ROUND, [token, '', null])
  if (!facts || facts.isCleared) throw new Refusal('seat.expired')
  await countCommand(deps, 'ordering.cart', { table: facts.sittingId })

  const nowMs = deps.now().getTime()
  const { timeZone } = facts.store
  const { isTakeaway } = facts
  const priced = priceLines(facts.wanted, { atMs: nowMs, timeZone, isTakeaway })
  const { bill, addsCents } = billWith(facts, priced)
  const before = facts.running?.adjustments ?? []
  return {
    version: facts.cartVersion,
    note: facts.cartNote,
    isHeld: facts.isCartHeld,
    lines: priced.map((line) => ({
      id: line.id,
      guestNumber: line.guestNumber,
      guestName: line.guestName,
      dishId: line.dish.id,
      name: line.dish.name,
      names: line.dish.names,
      picture: line.picture,
      choices: line.choices,
      chosen: line.chosen,
      unitCents: line.unitCents,
      listUnitCents: line.listUnitCents,
      totalCents: line.totalCents,
      isPriced: line.isPriced,
      rate: line.rate,
      quantity: line.quantity,
      unit: line.dish.unit,
      units: line.dish.units,
      note: line.note,
      trouble: line.trouble,
    })),
    missing: missingAt(facts.missing, nowMs, timeZone).map(({ id, name, names }) => ({
      id,
      name,
      names,
    })),
    itemsCents: priced.reduce((sum, line) => sum + line.totalCents, 0),
    owedCents: addsCents,
    adjustments: adjustmentsAdded(before, bill.adjustments),
  }
}

function adjustmentsAdded(
  before: readonly Adjustment[],
  after: readonly Adjustment[],
): Adjustment[] {
  return after
    .map((each) => {
      const old = before.find(
        ({ kind, discountId }) => kind === each.kind && discountId === each.discountId,
      )
      return { ...each, amountCents: each.amountCents - (old?.amountCents ?? 0) }
    })
    .filter(({ amountCents }) => amountCents !== 0)
}
