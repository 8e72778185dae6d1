// Writes the members: cards brought along from an older system as the first entry of their ledger,
// and what some bought with points.

import { hashPhone, sealPhone } from '@/server/membership/phone'
import type { Book } from './book'
import { rollDice } from './dice'
import type { Furnished } from './furnish'
import { DEMO_MEMBERS } from './people'
import type { Card } from './stay'

/** A member who comes again and again. */
export type Regular = { card: Card; level: 0 | 1 | 2 | 3; joinedAtMs: number }

const DAY = 86_400_000
const COUPON_DAYS = 90

export function enrol(
  book: Book,
  furnished: Furnished,
  { now, secret }: { now: Date; secret: Buffer },
): Regular[] {
  const dice = rollDice('members')
  const { brandId } = furnished
  return DEMO_MEMBERS.map(({ name, phone, level, openingPoints }) => {
    const daysAgo = openingPoints > 0 ? dice.between(100, 190) : dice.between(12, 40)
    const joinedAt = new Date(now.getTime() - daysAgo * DAY)
    const card = book.write('member', {
      brandId,
      phoneHash: hashPhone(secret, brandId, phone),
      phoneSealed: sealPhone(secret, brandId, phone),
      phoneTail: phone.slice(-4),
      name,
      points: 0,
      lifetimePoints: 0,
      totalSpentCents: 0,
      totalOrders: 0,
      consentedAt: joinedAt,
      createdAt: joinedAt,
    })
    if (openingPoints > 0) {
      card.points = openingPoints
      card.lifetimePoints = openingPoints
      writeEntry(book, card, openingPoints, '旧会员卡转入', joinedAt)
    }
    const offer = dice.pick(furnished.offers)
    if (card.points >= offer.points && dice.isLucky(0.5)) {
      redeem(book, card, offer, new Date(now.getTime() - dice.between(62, 85) * DAY))
    }
    return { card, level, joinedAtMs: joinedAt.getTime() }
  })
}

function redeem(book: Book, card: Card, offer: Furnished['offers'][number], at: Date): void {
  card.points -= offer.points
  writeEntry(book, card, -offer.points, offer.name, at)
  const coupon = book.rows.couponOffer.find(({ id }) => id === offer.id)
  if (coupon) coupon.issued = (coupon.issued ?? 0) + 1
  book.write('coupon', {
    offerId: offer.id,
    memberId: card.id,
    code: `DEMO${String(book.rows.coupon.length + 1).padStart(4, '0')}`,
    idempotencyKey: `demo-${card.id}`,
    issuedAt: at,
    expiresAt: new Date(at.getTime() + COUPON_DAYS * DAY),
  })
}

function writeEntry(book: Book, card: Card, delta: number, note: string, at: Date): void {
  const key = delta < 0 ? `demo-redeem-${card.id}` : null
  book.write('pointsEntry', {
    memberId: card.id,
    delta,
    reason: delta < 0 ? 'redeemed' : 'earned',
    note,
    paymentId: null,
    refundId: null,
    idempotencyKey: key,
    pointsAfter: card.points,
    createdAt: at,
  })
}
