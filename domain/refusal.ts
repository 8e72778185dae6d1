// The expected "no" of every room: a code from this table, never a free text.
// Anything thrown that is not a Refusal is a bug.

/** Every code with the HTTP status it answers with (design.md §6: noun.reason). */
export const REFUSALS = {
  'input.invalid': 400,
  'input.too-often': 429,
  'request.foreign-origin': 403,
  'request.key-reused': 409,
  'request.wrong-method': 405,
  'request.wrong-type': 415,
  'request.too-large': 413,
  'request.malformed': 400,
  'request.too-long': 414,
  'request.too-slow': 408,
  'request.other-protocol': 426,
  'system.busy': 503,
  'session.missing': 401,
  'session.wrong-password': 401,
  'session.demo-password': 403,
  'session.wrong-pin': 401,
  'device.unknown': 403,
  'password.unfit': 400,
  'pin.unfit': 400,
  'login.taken': 409,
  'person.beyond': 403,
  'person.elsewhere': 403,
  'person.last-owner': 409,
  'person.last-role': 409,
  'person.self': 403,
  'right.not-yours': 403,
  'brand.not-yours': 403,
  'brand.last': 409,
  'setup.link-ended': 409,
  'setup.by-link': 403,
  'setup.done': 409,
  'setup.leaves-demo': 409,
  'setup.demo-in-use': 409,
  'setup.no-backup': 503,
  'permission.missing': 403,
  'thing.not-found': 404,
  'thing.changed': 409,
  'currency.fixed': 409,
  'store.closed': 409,
  'store.name-taken': 409,
  'key.beyond': 403,
  'key.too-many': 409,
  'table.unknown': 404,
  'table.occupied': 409,
  'table.full': 409,
  'table.code-ended': 404,
  'table.name-taken': 409,
  'table.pattern': 400,
  'table.too-many': 409,
  'area.has-tables': 409,
  'area.too-many': 409,
  'seat.expired': 401,
  'sitting.has-open-bill': 409,
  'people.changed': 409,
  'people.fewer': 403,
  'people.not-counted': 409,
  'dish.sold-out': 409,
  'dish.not-offered': 409,
  'dish.dine-in-only': 409,
  'dish.takeaway-only': 409,
  'dish.too-few-left': 409,
  'dish.count-needed': 409,
  'choice.invalid': 400,
  'menu.flawed': 409,
  'menu.unchanged': 409,
  'menu.draft-open': 409,
  'menu.file-unreadable': 400,
  'menu.too-large': 409,
  'menu.price-impossible': 409,
  'menu.shared': 409,
  'menu.not-at-leader': 409,
  'menu.not-to-follow': 409,
  'menu.flawed-there': 409,
  'currency.shared-menu': 409,
  'picture.unusable': 400,
  'cart.empty': 409,
  'cart.note-full': 409,
  'cart.too-full': 409,
  'cart.must-order': 409,
  'cart.changed': 409,
  'cart.line-changed': 409,
  'allergies.changed': 409,
  'price.changed': 409,
  'order.final': 409,
  'order.already-paid': 409,
  'order.nothing-owed': 409,
  'order.unpriced': 409,
  'order.not-paid': 409,
  'round.already-decided': 409,
  'line.moved-on': 409,
  'request.already-answered': 409,
  'request.already-seen': 409,
  'request.wordless': 400,
  'request.other-open': 409,
  'line.not-confirmed': 409,
  'line.paid': 409,
  'line.begun': 403,
  'line.closed': 409,
  'order.begun': 403,
  'order.being-corrected': 403,
  'reason.wordless': 400,
  'station.is-default': 409,
  'screen.code-unknown': 409,
  'printer.none': 409,
  'printer.forbidden-address': 400,
  'printer.no-address': 400,
  'printer.no-port': 400,
  'method.not-carried': 409,
  'payment.final': 409,
  'payment.expired': 409,
  'payment.amount-wrong': 400,
  'payment.unsigned': 401,
  'payment.other-pending': 409,
  'split.nothing-left': 409,
  'split.locked': 409,
  'split.too-much': 409,
  'provider.unreachable': 503,
  'provider.refused': 409,
  'provider.currency': 409,
  'provider.amount': 409,
  'account.settings-invalid': 400,
  'account.secret-missing': 409,
  'account.test-mode': 409,
  'account.secret-invalid': 409,
  'cash.too-little': 409,
  'card.slip-used': 409,
  'refund.too-much': 409,
  'refund.over-limit': 403,
  'refund.earlier-day': 403,
  'refund.not-failed': 409,
  'refund.amount-unknown': 409,
  'payment.no-answer': 503,
  'order.other-runs': 409,
  'order.still-open': 409,
  'order.too-large': 409,
  'member.unknown': 404,
  'member.exists': 409,
  'member.phone-invalid': 400,
  'member.unproven': 403,
  'member.confirmation-wrong': 409,
  'code.wrong': 409,
  'code.not-sent': 503,
  'points.too-few': 409,
  'coupon.ended': 409,
  'coupon.not-yet': 409,
  'coupon.per-member': 409,
  'coupon.all-given': 409,
  'coupon.not-in-hand': 409,
  'coupon.expired': 409,
  'coupon.other-member': 409,
  'coupon.one-per-bill': 409,
  'coupon.condition-unmet': 409,
  'discount.too-much': 409,
  'offer.invalid': 400,
  'offer.in-hands': 409,
  'levels.invalid': 400,
  'period.invalid': 400,
  'statement.not-yet': 409,
  'statement.unreadable': 503,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof REFUSALS

/**
 * What a sentence may need: names, counts, amounts in the smallest units of `currency` (分 without
 * one). Plain JSON, safe to show to whoever asked.
 */
export type RefusalDetails = Readonly<Record<string, unknown>>

/**
 * An expected refusal; changes nothing and is shown to the person as a sentence in their language.
 */
/** A person, and the store where they are known; a program has only a store. */
export type RefusedOne = { storeId: number; staffId: number | null }

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: RefusalDetails
  /** Who was refused, where that is known: for the house's own trace, never in an answer. */
  readonly by: RefusedOne | null

  constructor(code: RefusalCode, details: RefusalDetails = {}, by: RefusedOne | null = null) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
    this.by = by
  }

  /** HTTP status of this refusal. */
  get status(): number {
    return REFUSALS[this.code]
  }

  /** The same no where amounts are of this currency (ISO 4217). */
  inCurrency(currency: string): Refusal {
    return new Refusal(this.code, { ...this.details, currency }, this.by)
  }

  /** Whether it names an amount and not yet of what. */
  get lacksCurrency(): boolean {
    return (
      !('currency' in this.details) && Object.keys(this.details).some((key) => /Cents$/.test(key))
    )
  }
}
