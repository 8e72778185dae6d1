// What is changed about a person: name and login, password and PIN, whether they still come, and
// where they are signed in. All of it holds wherever they work.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Context } from '../../context'
import type { Deps } from '../../deps'
import { hashPassword, hashPin } from '../passwords'
import type { Actor } from '../procedures'
import { checkPassword, checkPin } from './add-person'
import {
  checkEverywhere,
  checkOwners,
  type HeldPerson,
  holdPerson,
  keepBrands,
} from './hold-people'
import { tellPeople } from './tell-people'

type Change = { action: string; details?: Prisma.InputJsonObject }

/** Saves what `save` does to the person; null = nothing changed, and nobody is told. */
function change(
  deps: Deps,
  actor: Actor,
  staffId: number,
  save: (tx: Prisma.TransactionClient, person: HeldPerson) => Promise<Change | null>,
): Promise<void> {
  return deps.db.$transaction(async (tx) => {
    const held = await holdPerson(tx, actor, staffId)
    checkEverywhere(held, actor.storeId)
    const { person } = held
    const changed = await save(tx, person)
    if (!changed) return
    await tellPeople(tx, actor, person.roles.keys(), { ...changed, personId: staffId })
  })
}

/**
 * @throws Refusal thing.not-found, person.beyond, person.elsewhere, login.taken
 */
export function renamePerson(
  deps: Deps,
  actor: Actor,
  { staffId, login, name }: { staffId: number; login: string; name: string },
): Promise<void> {
  return change(deps, actor, staffId, async (tx, person) => {
    if (person.login === login && person.name === name) return null
    const taken = await tx.staff.count({ where: { login, id: { not: staffId } } })
    if (taken > 0) throw new Refusal('login.taken', { name: login })
    await tx.staff.update({ where: { id: staffId }, data: { login, name } })
    const from = { login: person.login, name: person.name }
    return { action: 'person.renamed', details: { from, to: { login, name } } }
  })
}

/**
 * Every session of theirs ends. One's own password is changed by who knows it.
 * @throws Refusal thing.not-found, person.self, person.beyond, person.elsewhere, password.unfit
 */
export async function resetPassword(
  deps: Deps,
  actor: Actor,
  { staffId, password }: { staffId: number; password: string },
): Promise<void> {
  if (staffId === actor.staffId) throw new Refusal('person.self')
  const passwordHash = await hashPassword(password)
  return change(deps, actor, staffId, async (tx, { login }) => {
    checkPassword(password, login)
    // The database ends the sessions.
    await tx.staff.update({ where: { id: staffId }, data: { passwordHash } })
    return { action: 'password.set', details: { at: 'people' } }
  })
}

/**
 * Null takes it away. Sessions by the PIN before end.
 * @throws Refusal thing.not-found, person.beyond, person.elsewhere, pin.unfit
 */
export async function setPin(
  ctx: Context,
  actor: Actor,
  { staffId, pin }: { staffId: number; pin: string | null },
): Promise<void> {
  if (pin !== null) checkPin(pin)
  const pinHash = pin === null ? null : await hashPin(ctx, pin)
  return change(ctx, actor, staffId, async (tx) => {
    await tx.staff.update({ where: { id: staffId }, data: { pinHash } })
    await tx.staffSession.updateMany({
      where: { staffId, endedAt: null, deviceId: { not: null } },
      data: { endedAt: ctx.now() },
    })
    return { action: pin === null ? 'pin.removed' : 'pin.set' }
  })
}

/**
 * Who is disabled is out within a second, everywhere; who is enabled again signs in anew.
 * @throws Refusal thing.not-found, person.self, person.beyond, person.elsewhere, person.last-owner,
 *   brand.last
 */
export function setDisabled(
  deps: Deps,
  actor: Actor,
  { staffId, isDisabled }: { staffId: number; isDisabled: boolean },
): Promise<void> {
  return change(deps, actor, staffId, async (tx, person) => {
    const { disabledAt, roles } = person
    if (isDisabled === (disabledAt !== null)) return null
    if (isDisabled) {
      const owned = [...roles].filter(([, { role }]) => role === 'owner').map(([id]) => id)
      await checkOwners(tx, staffId, owned)
      if (staffId === actor.staffId) throw new Refusal('person.self')
    }
    // The database ends the sessions.
    const data = { disabledAt: isDisabled ? deps.now() : null }
    await tx.staff.update({ where: { id: staffId }, data })
    if (isDisabled) await keepBrands(tx, person)
    return { action: isDisabled ? 'person.disabled' : 'person.enabled' }
  })
}

/**
 * Wherever they are signed in, they are out within a second, their kitchen screens with them.
 * @throws Refusal thing.not-found, person.beyond, person.elsewhere
 */
export function endSessions(
  deps: Deps,
  actor: Actor,
  { staffId }: { staffId: number },
): Promise<void> {
  return change(deps, actor, staffId, async (tx) => {
    const at = deps.now()
    const ended = await tx.staffSession.updateManyAndReturn({
      where: { staffId, endedAt: null },
      data: { endedAt: at },
      select: { id: true },
    })
    // The kitchen screens of these sessions are off on purpose: nobody has to look for them.
    await tx.kitchenScreen.updateMany({
      where: { sessionId: { in: ended.map(({ id }) => id) } },
      data: { goneAt: null, offAt: at },
    })
    const count = ended.length
    return count === 0 ? null : { action: 'sessions.ended', details: { count } }
  })
}
