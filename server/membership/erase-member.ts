// A member's data go: phone, name, coupons in the hand, and which phones at tables were theirs.
// What was paid, a coupon that lies on a bill already, and the points ledger stay, as the books
// must, and stand on nobody's name. The last four digits of the number, typed, say that it is
// meant.

import { randomBytes } from 'node:crypto'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { lockMember } from './lock-member'

/** @throws Refusal member.unknown, member.confirmation-wrong */
export async function eraseMember(
  deps: Deps,
  actor: Pick<Actor, 'storeId' | 'staffId'>,
  { memberId, typedTail }: { memberId: number; typedTail: string },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const at = deps.now()
    const { brandId } = await lockMember(tx, actor.storeId, memberId)
    const { phoneHash, phoneTail } = await tx.member.findUniqueOrThrow({ where: { id: memberId } })

    if (typedTail !== phoneTail) throw new Refusal('member.confirmation-wrong')

    await tx.member.update({
      where: { id: memberId, erasedAt: null },
      data: {
        erasedAt: at,
        name: '',
        phoneTail: '',
        // Nobody's number hashes to this: the phone may join again, as somebody new.
        phoneHash: new Uint8Array(randomBytes(32)),
        phoneSealed: new Uint8Array(),
        consentedAt: null,
      },
    })
    await tx.oneTimeCode.deleteMany({ where: { brandId, phoneHash } })
    await tx.coupon.updateMany({
      where: { memberId, usedAt: null, orderId: null, voidedAt: null },
      data: { voidedAt: at },
    })
    await tx.guest.updateMany({
      where: { memberId },
      data: { memberId: null, memberProvenAt: null, nickname: null },
    })

    await writeAudit(tx, actor, { action: 'member.erased', subject: 'member', subjectId: memberId })
  })
}
