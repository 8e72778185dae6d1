// The whole number of a member, for who must call them: everywhere else only its last digits are
// shown. Each look is written down.

import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Context } from '../context'
import { memberIdOf } from './find-member'
import { openPhone } from './phone'

/** @throws Refusal member.unknown, input.too-often */
export async function revealPhone(
  ctx: Context,
  actor: Actor,
  sought: { memberId: number },
): Promise<{ phone: string }> {
  return ctx.db.$transaction(async (tx) => {
    const store = await tx.store.findUniqueOrThrow({ where: { id: actor.storeId } })
    const memberId = await memberIdOf(tx, ctx, store.brandId, sought)
    const { phoneSealed } = await tx.member.findUniqueOrThrow({ where: { id: memberId } })

    await writeAudit(tx, actor, {
      action: 'phone.revealed',
      subject: 'member',
      subjectId: memberId,
    })
    return { phone: openPhone(ctx.secret, store.brandId, phoneSealed) }
  })
}
