// What the stores of a brand are called together: guests read it where points count in all of them.

import type { Named } from '@/domain/language'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { type Versioned, versioned } from '../house/store-part'
import { lockBrand } from '../membership/lock-brand'

/** With in how many stores it is. */
export type Brand = Versioned<Named> & { stores: number }

export async function readBrand(
  { db }: { db: Pick<Prisma.TransactionClient, 'brand'> },
  storeId: number,
): Promise<Brand> {
  const brand = await db.brand.findFirstOrThrow({
    where: { stores: { some: { id: storeId } } },
    select: { name: true, names: true, _count: { select: { stores: true } } },
  })
  const { name, names, _count } = spoken(brand)
  return { ...versioned({ name, names }), stores: _count.stores }
}

/** @throws Refusal thing.changed when somebody else named it meanwhile */
export function nameBrand(
  deps: Deps,
  actor: Actor,
  { version, name, names }: Versioned<Named>,
): Promise<Brand> {
  return deps.db.$transaction(async (tx) => {
    const { id } = await lockBrand(tx, actor.storeId)
    const before = await readBrand({ db: tx }, actor.storeId)
    if (before.version !== version) throw new Refusal('thing.changed')
    await tx.brand.update({ where: { id }, data: { name, names } })
    const after = await readBrand({ db: tx }, actor.storeId)
    if (after.version === version) return after
    const said = (brand: Brand) => ({ name: brand.name, names: brand.names })
    await writeAudit(tx, actor, {
      action: 'brand.named',
      subject: 'brand',
      subjectId: id,
      details: { from: said(before), to: said(after) },
    })
    return after
  })
}
