// Which role a person has in which store, and what they may there beside it.

import { covers, may, type Permission, type Rights, type Role, rightsBeside } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../../deps'
import type { Actor } from '../procedures'
import { whoHasBrand } from '../who-may'
import { checkHere, checkOwners, type Held, holdPerson, keepBrands } from './hold-people'
import { tellPeople } from './tell-people'

/**
 * Roles in stores whose staff the actor manages; null = none there any more. A store that is not
 * named stays as it is, single rights in one that is named end with another role.
 * @throws Refusal thing.not-found (the person, a store), person.beyond, right.not-yours,
 *   person.last-owner, person.last-role, brand.last
 */
export function setRoles(
  deps: Deps,
  actor: Actor,
  { staffId, roles }: { staffId: number; roles: { storeId: number; role: Role | null }[] },
): Promise<void> {
  return deps.db.$transaction(async (tx) => {
    const held = await holdPerson(tx, actor, staffId)
    const { person, own } = held
    const wanted = new Map(roles.map(({ storeId, role }) => [storeId, role]))
    const changed = [...wanted].filter(
      ([storeId, role]) => (person.roles.get(storeId)?.role ?? null) !== role,
    )
    for (const [storeId, role] of changed) {
      const mine = own.get(storeId)
      if (!mine || !may(mine, 'staff.manage')) throw new Refusal('thing.not-found')
      checkHere(held, storeId)
      if (role !== null) checkGiven(mine, { role, given: [], taken: [] })
    }
    if (changed.length === 0) return
    const left = [...person.roles.keys()].filter((storeId) => wanted.get(storeId) !== null)
    const isSomewhere = left.length > 0 || [...wanted.values()].some((role) => role !== null)
    if (!isSomewhere) throw new Refusal('person.last-role')
    const given = changed.filter(([storeId]) => person.roles.get(storeId)?.role === 'owner')
    if (!person.disabledAt) {
      await checkOwners(
        tx,
        staffId,
        given.map(([storeId]) => storeId),
      )
    }

    for (const [storeId, role] of changed) {
      // The single rights go with the row.
      await tx.staffRole.deleteMany({ where: { staffId, storeId } })
      if (role !== null) await tx.staffRole.create({ data: { staffId, storeId, role } })
      const from = person.roles.get(storeId)?.role ?? null
      const details = { from, to: role }
      await tellPeople(tx, actor, [storeId], { action: 'role.set', personId: staffId, details })
    }
    await keepBrands(tx, person)
  })
}

/**
 * Just what a person may at this store, beside and against what the role says.
 * @throws Refusal thing.not-found, person.self, person.beyond, right.not-yours
 */
export function setRights(
  deps: Deps,
  actor: Actor,
  { staffId, permissions }: { staffId: number; permissions: Permission[] },
): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const held = await holdPerson(tx, actor, staffId)
    checkHere(held, storeId)
    if (staffId === actor.staffId) throw new Refusal('person.self')
    const before = rightsIn(held, storeId)
    const { role } = before
    const next: Rights = { role, ...rightsBeside(role, permissions) }
    const mine = held.own.get(storeId)
    if (!mine) throw new Refusal('thing.not-found')
    checkGiven(mine, next)
    if (isSame(before, next)) return

    await tx.staffRight.deleteMany({ where: { staffId, storeId } })
    await tx.staffRight.createMany({ data: rowsOf({ staffId, storeId }, next) })
    const details = { given: [...next.given], taken: [...next.taken] }
    await tellPeople(tx, actor, [storeId], { action: 'rights.set', personId: staffId, details })
  })
}

/**
 * Whether a person may change what belongs to the whole brand of this store; who has that says so.
 * @throws Refusal thing.not-found, person.beyond, brand.not-yours (people), brand.last
 */
export function setBrandRight(
  deps: Deps,
  actor: Actor,
  { staffId, hasBrand }: { staffId: number; hasBrand: boolean },
): Promise<void> {
  return deps.db.$transaction(async (tx) => {
    const held = await holdPerson(tx, actor, staffId)
    const { person, ownBrands, brandId } = held
    checkHere(held, actor.storeId)
    if (!ownBrands.has(brandId)) {
      throw new Refusal('brand.not-yours', { people: await whoHasBrand(deps, actor.storeId) })
    }
    if (person.brands.has(brandId) === hasBrand) return

    const right = { staffId, brandId }
    if (hasBrand) await tx.brandRight.create({ data: right })
    else await tx.brandRight.delete({ where: { staffId_brandId: right } })
    await keepBrands(tx, person)
    const details = { brandId, hasBrand }
    const stores = await tx.store.findMany({
      where: { brandId, id: { in: [...person.roles.keys()] } },
      select: { id: true },
    })
    await tellPeople(
      tx,
      actor,
      stores.map(({ id }) => id),
      { action: 'brand-right.set', personId: staffId, details },
    )
  })
}

/** Nobody gives what they do not have. */
function checkGiven(mine: Rights, next: Rights): void {
  if (!covers(mine, next)) throw new Refusal('right.not-yours')
}

function rightsIn({ person }: Held, storeId: number): Rights {
  const rights = person.roles.get(storeId)
  if (!rights) throw new Refusal('thing.not-found')
  return rights
}

const isSame = (a: Rights, b: Rights) =>
  [...a.given].sort().join() === [...b.given].sort().join() &&
  [...a.taken].sort().join() === [...b.taken].sort().join()

const rowsOf = (
  of: { staffId: number; storeId: number },
  { given, taken }: Rights,
): Prisma.StaffRightCreateManyInput[] => [
  ...given.map((permission) => ({ ...of, permission, isGiven: true })),
  ...taken.map((permission) => ({ ...of, permission, isGiven: false })),
]
