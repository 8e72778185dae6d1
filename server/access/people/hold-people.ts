// Nobody changes what a person is or may but who has all of that themselves, as it stands when the
// change is written: their brands, who changes it, whom it is about and the owners of their stores
// are locked first, so that of two owners who take each other's role one finds that they may not
// any more.

import { covers, may, type Rights, rightsOf } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../procedures'

export type HeldPerson = {
  id: number
  name: string
  login: string
  disabledAt: Date | null
  passwordHash: string
  /** Everywhere they work. */
  roles: Map<number, Rights>
  /** Those of which they may change everything. */
  brands: ReadonlySet<number>
}

export type Held = {
  person: HeldPerson
  /** What the one who changes it may, in every store. */
  own: Map<number, Rights>
  ownBrands: ReadonlySet<number>
  /** Of the store where it is changed. */
  brandId: number
}

/** @throws Refusal thing.not-found where they do not work at the actor's store */
export async function holdPerson(
  tx: Prisma.TransactionClient,
  { storeId, staffId: actorId }: Actor,
  personId: number,
): Promise<Held> {
  if (actorId === null) throw new Refusal('permission.missing', { roles: ['owner', 'manager'] })
  // First of all, as who opens a further store does.
  await tx.$queryRaw`
    SELECT id FROM brand
     WHERE id IN (
       SELECT s.brand_id FROM store s JOIN staff_role r ON r.store_id = s.id
        WHERE r.staff_id = ${personId})
     ORDER BY id FOR NO KEY UPDATE`
  await tx.$queryRaw`
    SELECT id FROM staff
     WHERE id IN (${actorId}, ${personId}) OR id IN (
       SELECT o.staff_id FROM staff_role o
        WHERE o.role = 'owner' AND o.store_id IN (
          SELECT store_id FROM staff_role WHERE staff_id = ${personId}))
     ORDER BY id FOR UPDATE`
  const [person, actor, { brandId }] = await Promise.all([
    readHeld(tx, personId),
    readHeld(tx, actorId),
    tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { brandId: true } }),
  ])
  if (!person?.roles.has(storeId)) throw new Refusal('thing.not-found')
  const mine = actor?.roles.get(storeId)
  if (!actor || actor.disabledAt || !mine || !may(mine, 'staff.manage')) {
    throw new Refusal('permission.missing', { roles: ['owner', 'manager'] })
  }
  return { person, own: actor.roles, ownBrands: actor.brands, brandId }
}

/** @throws Refusal person.beyond: they have rights here that the one who changes it has not */
export function checkHere({ person, own, ownBrands, brandId }: Held, storeId: number): void {
  const [theirs, mine] = [person.roles.get(storeId), own.get(storeId)]
  const hasLess = person.brands.has(brandId) && !ownBrands.has(brandId)
  if (hasLess || (theirs && (!mine || !covers(mine, theirs)))) {
    throw new Refusal('person.beyond', { name: person.name })
  }
}

/**
 * For what holds wherever they work: their password, their PIN, being disabled.
 * @throws Refusal person.beyond, person.elsewhere
 */
export function checkEverywhere(held: Held, storeId: number): void {
  checkHere(held, storeId)
  for (const [each, theirs] of held.person.roles) {
    const mine = held.own.get(each)
    if (!mine || !may(mine, 'staff.manage') || !covers(mine, theirs)) {
      throw new Refusal('person.elsewhere', { name: held.person.name })
    }
  }
  for (const each of held.person.brands) {
    if (!held.ownBrands.has(each)) {
      throw new Refusal('person.elsewhere', { name: held.person.name })
    }
  }
}

/**
 * Whether an owner is left at a store without this one. @throws Refusal person.last-owner
 */
export async function checkOwners(
  tx: Prisma.TransactionClient,
  personId: number,
  storeIds: readonly number[],
): Promise<void> {
  for (const storeId of storeIds) {
    const others = await tx.staffRole.count({
      where: { storeId, role: 'owner', staffId: { not: personId }, staff: { disabledAt: null } },
    })
    if (others === 0) throw new Refusal('person.last-owner')
  }
}

/**
 * After the change: who works nowhere in a brand any more has no say in it, and somebody has.
 * @throws Refusal brand.last
 */
export async function keepBrands(
  tx: Prisma.TransactionClient,
  { id, brands }: HeldPerson,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM brand_right r WHERE r.staff_id = ${id} AND NOT EXISTS (
      SELECT FROM staff_role p JOIN store s ON s.id = p.store_id
       WHERE p.staff_id = r.staff_id AND s.brand_id = r.brand_id)`
  for (const brandId of brands) {
    const left = await tx.brandRight.count({ where: { brandId, staff: { disabledAt: null } } })
    if (left === 0) throw new Refusal('brand.last')
  }
}

async function readHeld(tx: Prisma.TransactionClient, id: number): Promise<HeldPerson | null> {
  const person = await tx.staff.findUnique({
    where: { id },
    select: {
      id: true,
      name: true,
      login: true,
      disabledAt: true,
      passwordHash: true,
      brandRights: { select: { brandId: true } },
      storeRoles: {
        select: {
          storeId: true,
          role: true,
          rights: { select: { permission: true, isGiven: true } },
        },
      },
    },
  })
  if (!person) return null
  const { storeRoles, brandRights, ...facts } = person
  const roles = storeRoles.map(
    ({ storeId, role, rights }) => [storeId, rightsOf(role, rights)] as const,
  )
  const brands = new Set(brandRights.map(({ brandId }) => brandId))
  return { ...facts, roles: new Map(roles), brands }
}
