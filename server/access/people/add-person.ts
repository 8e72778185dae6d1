// A new person: an account with a role in one store, a password, and a PIN where that is wanted.

import { covers, may, passwordFault, pinFault, type Role, rightsOf } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Context } from '../../context'
import { hashPassword, hashPin, isPassword } from '../passwords'
import type { Actor } from '../procedures'
import { tellPeople } from './tell-people'

export type PersonInput = {
  login: string
  name: string
  password: string
  pin: string | null
  role: Role
}

/**
 * The very same request again finds the person it made. @throws Refusal right.not-yours,
 * login.taken, password.unfit, pin.unfit
 */
export async function addPerson(
  ctx: Context,
  actor: Actor,
  { login, name, password, pin, role }: PersonInput,
): Promise<{ staffId: number }> {
  checkPassword(password, login)
  if (pin !== null) checkPin(pin)
  const passwordHash = await hashPassword(password)
  const pinHash = pin === null ? null : await hashPin(ctx, pin)
  const { storeId } = actor
  return ctx.db.$transaction(async (tx) => {
    const mine = await holdActor(tx, actor)
    if (!covers(mine, rightsOf(role, []))) throw new Refusal('right.not-yours')
    const made = await tx.staff.createManyAndReturn({
      data: [{ login, name, passwordHash, pinHash, createdAt: ctx.now() }],
      skipDuplicates: true,
      select: { id: true },
    })
    const [person] = made
    if (!person) return again(tx, { storeId, login, name, role, password })
    await tx.staffRole.create({ data: { staffId: person.id, storeId, role } })
    const details = { login, name, role, hasPin: pin !== null }
    await tellPeople(tx, actor, [storeId], { action: 'person.added', personId: person.id, details })
    return { staffId: person.id }
  })
}

/** Somebody has this login: the one whom this very request made, or another. */
async function again(
  tx: Prisma.TransactionClient,
  { storeId, login, name, role, password }: Omit<PersonInput, 'pin'> & { storeId: number },
): Promise<{ staffId: number }> {
  const same = await tx.staff.findFirst({
    where: { login, name, disabledAt: null, storeRoles: { every: { storeId, role }, some: {} } },
  })
  if (same && (await isPassword(password, same.passwordHash))) return { staffId: same.id }
  throw new Refusal('login.taken', { name: login })
}

/** What the actor may here, by a row that nobody takes away meanwhile. */
async function holdActor(tx: Prisma.TransactionClient, { storeId, staffId }: Actor) {
  await tx.$queryRaw`SELECT id FROM staff WHERE id = ${staffId} AND disabled_at IS NULL FOR SHARE`
  const [row] = await tx.staffRole.findMany({
    where: { storeId, staffId: staffId ?? 0, staff: { disabledAt: null } },
    select: { role: true, rights: { select: { permission: true, isGiven: true } } },
  })
  const mine = row && rightsOf(row.role, row.rights)
  if (!mine || !may(mine, 'staff.manage')) {
    throw new Refusal('permission.missing', { roles: ['owner', 'manager'] })
  }
  return mine
}

/** @throws Refusal password.unfit (fault) */
export function checkPassword(password: string, login: string): void {
  const fault = passwordFault(password, login)
  if (fault) throw new Refusal('password.unfit', { fault })
}

/** @throws Refusal pin.unfit (fault) */
export function checkPin(pin: string): void {
  const fault = pinFault(pin)
  if (fault) throw new Refusal('pin.unfit', { fault })
}
