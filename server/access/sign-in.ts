// A person starts their shift: the right password makes a session and its cookie. An unknown login,
// a wrong password and a disabled person get the same answer after the same time. Tries are slowed
// down, for strangers and for a browser that signed this person in before each by itself: whatever
// strangers try, it never shuts that browser out.

import { Refusal } from '@/domain/refusal'
import type { Context } from '../context'
import { addressGroup } from '../http/proxies'
import { countCommand, forgiveCommand, type Who } from '../limit'
import { holdPassword } from './demo-password'
import { knownDevice, rememberDevice } from './known-device'
import { isPassword } from './passwords'
import { readShared } from './read-device'
import { startSession } from './start-session'
import { holdDevice } from './switch-person'

export type SignInInput = { login: string; password: string }

/**
 * @returns the person and their roles, to know where their day starts; @throws Refusal
 *   session.wrong-password, session.demo-password, input.too-often
 */
export async function signIn(ctx: Context, { login, password }: SignInInput) {
  const staff = await ctx.db.staff.findUnique({
    where: { login },
    select: {
      id: true,
      name: true,
      passwordHash: true,
      hasDemoPassword: true,
      disabledAt: true,
      storeRoles: {
        select: {
          storeId: true,
          role: true,
          store: { select: { timeZone: true, dayEndsAtHour: true } },
        },
      },
    },
  })

  const known = staff && knownDevice(ctx, staff.id)
  const who: Who = known
    ? { device: `${staff.id} ${known}` }
    : {
        'login here': `${addressGroup(ctx.ip)} ${login}`,
        login,
        'strangers here': addressGroup(ctx.ip),
      }
  await countCommand(ctx, 'access.signIn', who)
  const isRight = await isPassword(password, staff?.passwordHash ?? null)
  if (!staff || !isRight || staff.disabledAt) {
    const by = staff && { storeId: staff.storeRoles[0]?.storeId ?? 0, staffId: staff.id }
    throw new Refusal('session.wrong-password', {}, by)
  }

  const device = await readShared(ctx)
  await startSession(ctx, staff, device?.id ?? null, async (tx) => {
    await holdPassword(tx, ctx, staff)
    if (device) await holdDevice(tx, device.id)
  })
  await forgiveCommand(ctx, 'access.signIn', who, ['device', 'login here'])

  rememberDevice(ctx, staff.id)
  return { id: staff.id, name: staff.name, roles: staff.storeRoles.map(({ role }) => role) }
}
