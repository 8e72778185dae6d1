// A phone is proved by the code that was sent to it: a try is taken before the code is compared, so
// that guesses sent at once count too; the right one is used up once. Whoever proved a new number
// and consents becomes its member.

import { normalPhone, ONE_TIME_CODE } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Seat } from '../access/read-seat'
import type { Context } from '../context'
import { memberIdOf } from './find-member'
import { hashCode, isSameHash } from './one-time-code'
import { hashPhone } from './phone'
import { saveMember } from './register-member'

export type ProofRequest = { phone: string; digits: string; name: string; hasConsented: boolean }

/** A code that fits, or a guest who has proved this phone before: then `codeId` is null. */
export type Proof = { codeId: number | null }

/**
 * Whether the digits are those sent to the phone. Takes one of its tries, whatever comes after.
 * @throws Refusal code.wrong, member.phone-invalid, input.too-often
 */
export async function tryCode(
  ctx: Context,
  seat: Seat,
  request: Pick<ProofRequest, 'phone' | 'digits'>,
): Promise<Proof> {
  const phone = normalPhone(request.phone)
  if (!phone) throw new Refusal('member.phone-invalid')
  const { brandId } = seat
  const phoneHash = hashPhone(ctx.secret, brandId, phone)
  const at = ctx.now()
  const [code] = await ctx.db.oneTimeCode.updateManyAndReturn({
    where: {
      brandId,
      phoneHash,
      usedAt: null,
      expiresAt: { gt: at },
      tries: { lt: ONE_TIME_CODE.maximumTries },
    },
    data: { tries: { increment: 1 } },
    select: { id: true, codeHash: true },
  })

  const given = hashCode(ctx.secret, phoneHash, request.digits)
  const isRight = isSameHash(given, code?.codeHash ?? new Uint8Array(given.length))
  if (code && isRight) return { codeId: code.id }

  // The answer to the right code may have been lost: the same guest saying it again has proved it.
  if (seat.memberId && seat.isMemberProven) {
    const own = await ctx.db.oneTimeCode.findFirst({
      where: { brandId, phoneHash, codeHash: given, usedAt: { not: null }, expiresAt: { gt: at } },
    })
    const member = await ctx.db.member.findFirst({ where: { id: seat.memberId, phoneHash } })
    if (own && member) return { codeId: null }
  }
  throw new Refusal('code.wrong')
}

/**
 * Makes the guest the phone's member, once per code.
 * @throws Refusal code.wrong when another took the code meanwhile, member.unknown (without
 *   consent): then the code stays good
 */
export async function provePhone(
  tx: Prisma.TransactionClient,
  ctx: Pick<Context, 'secret' | 'now'>,
  seat: Seat,
  request: ProofRequest,
  { codeId }: Proof,
): Promise<{ memberId: number }> {
  if (codeId === null && seat.memberId) return { memberId: seat.memberId }
  const at = ctx.now()
  const used = await tx.oneTimeCode.updateMany({
    where: { id: codeId ?? 0, usedAt: null },
    data: { usedAt: at },
  })
  if (used.count === 0) throw new Refusal('code.wrong')

  const memberId = request.hasConsented
    ? (await saveMember(tx, ctx, seat.brandId, request)).memberId
    : await memberIdOf(tx, ctx, seat.brandId, request)

  await tx.guest.update({ where: { id: seat.guestId }, data: { memberId, memberProvenAt: at } })
  return { memberId }
}
