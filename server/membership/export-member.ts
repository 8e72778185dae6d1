// Everything we hold about a member, to take along: for themselves, or for who asked at the
// counter. Written down either way.

import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Context } from '../context'
import { lockMember } from './lock-member'
import { openPhone } from './phone'

/** Amounts in 分, instants in UTC. @throws Refusal member.unknown */
export async function exportMember(
  ctx: Context,
  actor: Pick<Actor, 'storeId' | 'staffId'>,
  { memberId }: { memberId: number },
) {
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now()
    await lockMember(tx, actor.storeId, memberId)
    const { brandId, phoneSealed, ...member } = await tx.member.findUniqueOrThrow({
      where: { id: memberId },
      select: {
        id: true,
        brandId: true,
        phoneSealed: true,
        name: true,
        points: true,
        debtPoints: true,
        lifetimePoints: true,
        totalSpentCents: true,
        totalOrders: true,
        consentedAt: true,
        createdAt: true,
        entries: {
          select: {
            delta: true,
            debtDelta: true,
            reason: true,
            note: true,
            pointsAfter: true,
            createdAt: true,
          },
          orderBy: { id: 'asc' },
        },
        coupons: {
          select: {
            code: true,
            issuedAt: true,
            expiresAt: true,
            usedAt: true,
            voidedAt: true,
            offer: { select: { name: true, names: true } },
          },
          orderBy: { id: 'asc' },
        },
        guests: {
          select: {
            nickname: true,
            joinedAt: true,
            lastSeenAt: true,
            memberProvenAt: true,
            sitting: { select: { store: { select: { name: true } } } },
          },
          orderBy: { id: 'asc' },
        },
        orders: {
          select: {
            number: true,
            tableName: true,
            state: true,
            owedCents: true,
            placedAt: true,
            settledAt: true,
            store: { select: { name: true } },
            lines: { select: { name: true, quantity: true, totalCents: true, state: true } },
          },
          orderBy: { id: 'asc' },
        },
        payments: {
          select: {
            method: true,
            state: true,
            amountCents: true,
            paidAt: true,
            refunds: { select: { amountCents: true, state: true, createdAt: true } },
          },
          orderBy: { id: 'asc' },
        },
      },
    })

    await writeAudit(tx, actor, {
      action: 'member.exported',
      subject: 'member',
      subjectId: memberId,
    })
    const phone = openPhone(ctx.secret, brandId, phoneSealed)
    const totalSpentCents = Number(member.totalSpentCents)
    return { exportedAt: at, phone, ...member, totalSpentCents }
  })
}
