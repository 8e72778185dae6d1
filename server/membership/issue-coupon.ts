// One more coupon of an offer into a member's hand, inside the transaction that has locked the
// member: so the limit for each member holds by that lock, and the limit in all by compare-and-set
// on what was issued.

import { randomInt } from 'node:crypto'
import { couponEnd, issueHindrance } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import { spoken } from '../database/spoken'
import { issueFacts, OFFER_FACTS } from './offer'

export type Issuing = {
  /** The store that gives it: by its clock the coupon ends. */
  storeId: number
  offerId: number
  memberId: number
  staffId: number | null
  entryId: number | null
  key: string
  at: Date
}

/** @throws Refusal coupon.ended, coupon.not-yet, coupon.per-member, coupon.all-given */
export async function issueCoupon(
  tx: Prisma.TransactionClient,
  { storeId, offerId, memberId, staffId, entryId, key, at }: Issuing,
): Promise<{ id: number }> {
  const offer = await tx.couponOffer.findUniqueOrThrow({
    where: { id: offerId },
    select: OFFER_FACTS,
  })
  const held = await tx.coupon.count({ where: { offerId, memberId, voidedAt: null } })

  const hindrance = issueHindrance(issueFacts(spoken(offer)), held, at.getTime())
  if (hindrance) throw new Refusal(`coupon.${hindrance}`)
  const clock = await tx.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  const end = couponEnd(
    { validDays: offer.validDays, endsAtMs: offer.endsAt?.getTime() ?? null },
    at.getTime(),
    clock,
  )

  const taken = await tx.$executeRaw`
    UPDATE coupon_offer SET issued = issued + 1
     WHERE id = ${offerId} AND archived_at IS NULL AND (total IS NULL OR issued < total)`
  if (taken === 0) throw new Refusal('coupon.all-given')
  return tx.coupon.create({
    data: {
      offerId,
      memberId,
      staffId,
      entryId,
      code: newCouponCode(),
      issuedAt: at,
      expiresAt: end && new Date(end.atMs),
      lastDay: end && new Date(end.lastDay),
      idempotencyKey: key,
    },
    select: { id: true },
  })
}

/** Read aloud at the till: no 0, O, 1 or I; 50 bits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

function newCouponCode(): string {
  return Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
