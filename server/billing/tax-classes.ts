// Which dishes have the second rate of tax.

import { Refusal } from '@/domain/refusal'
import type { TaxClass } from '@/domain/taxes'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'

/** The dishes of a store that can still be ordered, by category as the menu has them. */
export async function readTaxClasses(deps: Deps, { storeId }: Actor) {
  const categories = await deps.db.category.findMany({
    where: { storeId, archivedAt: null },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      names: true,
      dishes: {
        where: { archivedAt: null },
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: { id: true, name: true, names: true, taxClass: true },
      },
    },
  })
  return spoken(categories).filter(({ dishes }) => dishes.length > 0)
}

/**
 * Gives these dishes the second rate and all others the first, for orders to come; what was ordered
 * keeps its own.
 * @throws Refusal thing.not-found for a dish that is not this store's
 */
export async function setTaxClasses(
  deps: Deps,
  actor: Actor,
  { reducedDishIds }: { reducedDishIds: readonly number[] },
): Promise<void> {
  const { storeId } = actor
  const ids = [...new Set(reducedDishIds)]
  await deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM store WHERE id = ${storeId} FOR UPDATE`
    const known = await tx.dish.count({ where: { storeId, id: { in: ids } } })
    if (known !== ids.length) throw new Refusal('thing.not-found')
    const put = (taxClass: TaxClass, id: { in: number[] } | { notIn: number[] }) =>
      tx.dish.updateMany({
        where: { storeId, id, taxClass: { not: taxClass } },
        data: { taxClass },
      })
    const { count: reduced } = await put('reduced', { in: ids })
    const { count: standard } = await put('standard', { notIn: ids })
    if (reduced + standard === 0) return
    await writeAudit(tx, actor, {
      action: 'tax-classes.set',
      subject: 'store',
      subjectId: storeId,
      details: { reducedDishIds: ids },
    })
  })
}
