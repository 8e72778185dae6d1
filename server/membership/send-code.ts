// A guest asks for a one-time code to a phone. Members are not looked at: the work and the answer
// are the same whoever's number it is. A new code ends older ones; asking again within half a
// minute is the same request and sends nothing.

import { normalPhone, ONE_TIME_CODE } from '@/domain/membership'
import { Refusal } from '@/domain/refusal'
import type { Seat } from '../access/read-seat'
import type { Context } from '../context'
import { hashCode, newCode } from './one-time-code'
import { hashPhone } from './phone'

const MINUTE_MS = 60_000

export type CodeSent = { livesSeconds: number; againSeconds: number }

/** @throws Refusal member.phone-invalid, input.too-often, code.not-sent */
export async function sendCode(
  ctx: Context,
  seat: Pick<Seat, 'brandId' | 'sittingId'>,
  request: { phone: string },
): Promise<CodeSent> {
  const phone = normalPhone(request.phone)
  if (!phone) throw new Refusal('member.phone-invalid')
  const { livesMinutes, againSeconds, perPhoneAndHour } = ONE_TIME_CODE
  const { brandId } = seat
  const phoneHash = hashPhone(ctx.secret, brandId, phone)
  const code = newCode()

  const codeId = await ctx.db.$transaction(async (tx) => {
    const at = ctx.now()
    const ago = (ms: number) => new Date(at.getTime() - ms)
    // Requests for one phone are decided one after the other, in every process.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(encode(${phoneHash}, 'hex'), 7))`
    const recent = await tx.oneTimeCode.findMany({
      where: { brandId, phoneHash, createdAt: { gt: ago(60 * MINUTE_MS) } },
      select: { createdAt: true, usedAt: true },
    })

    const isSameRequest = recent.some(
      ({ createdAt, usedAt }) => !usedAt && createdAt > ago(againSeconds * 1_000),
    )
    if (isSameRequest) return null
    if (recent.length >= perPhoneAndHour) {
      const oldestMs = Math.min(...recent.map(({ createdAt }) => createdAt.getTime()))
      const retryAfterSeconds = Math.ceil((oldestMs + 60 * MINUTE_MS - at.getTime()) / 1_000)
      throw new Refusal('input.too-often', { retryAfterSeconds })
    }

    await tx.oneTimeCode.updateMany({
      where: { brandId, phoneHash, usedAt: null, expiresAt: { gt: at } },
      data: { expiresAt: at },
    })
    const made = await tx.oneTimeCode.create({
      data: {
        brandId,
        phoneHash,
        codeHash: hashCode(ctx.secret, phoneHash, code),
        createdAt: at,
        expiresAt: new Date(at.getTime() + livesMinutes * MINUTE_MS),
      },
    })
    return made.id
  })

  if (codeId !== null) await deliverCode(ctx, codeId, phone, code)
  return { livesSeconds: livesMinutes * 60, againSeconds }
}

/** After the commit; a code that nobody delivers is gone, so that asking again sends another. */
async function deliverCode(
  ctx: Context,
  codeId: number,
  phone: string,
  code: string,
): Promise<void> {
  try {
    await ctx.codeSender.send(phone, code, ctx.language)
  } catch (error) {
    ctx.log.warn({ err: error }, 'a one-time code could not be sent')
    await ctx.db.oneTimeCode.deleteMany({ where: { id: codeId } })
    throw new Refusal('code.not-sent')
  }
}
