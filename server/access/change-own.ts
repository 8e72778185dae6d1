// Somebody changes their own password or PIN, and proves by the password that it is them: a screen
// that was left open is not enough.

import { Refusal } from '@/domain/refusal'
import type { Context } from '../context'
import { countCommand, forgiveCommand } from '../limit'
import { hashPassword, hashPin, isPassword } from './passwords'
import { checkPassword, checkPin } from './people/add-person'
import { whoAsks } from './read-staff'
import { writeAudit } from './write-audit'

/**
 * With another password every session ends, this one too.
 * @throws Refusal session.missing, session.wrong-password, password.unfit, pin.unfit,
 *   input.too-often
 */
export async function changeOwn(
  ctx: Context,
  { password, next }: { password: string; next: { password: string } | { pin: string } },
): Promise<void> {
  const asks = await whoAsks(ctx)
  if (!asks?.id) throw new Refusal('session.missing')
  const { id } = asks
  const who = { person: id }
  await countCommand(ctx, 'access.changePassword', who)
  const staff = await ctx.db.staff.findUniqueOrThrow({ where: { id } })
  if (!(await isPassword(password, staff.passwordHash))) throw new Refusal('session.wrong-password')
  await forgiveCommand(ctx, 'access.changePassword', who, ['person'])

  if ('pin' in next) checkPin(next.pin)
  else checkPassword(next.password, staff.login)
  const data =
    'pin' in next
      ? { pinHash: await hashPin(ctx, next.pin) }
      : { passwordHash: await hashPassword(next.password) }
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.staff.updateMany({
      where: { id, passwordHash: staff.passwordHash, disabledAt: null },
      data,
    })
    if (count === 0) throw new Refusal('session.missing')
    const action = 'pin' in next ? 'pin.set' : 'password.set'
    const fact = { action, subject: 'staff', subjectId: id, details: { at: 'own' } }
    for (const { storeId } of asks.storeRoles) await writeAudit(tx, { storeId, staffId: id }, fact)
  })
}
