// How orders come in: paid before or after, confirmed by a person or by themselves, and whether
// they come in at all just now.

import type * as z from 'zod'
import type { setOrdering as form } from '@/forms/house'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { readPart, setPart, type Versioned } from './store-part'

export type OrderingRules = z.output<typeof form>

const read = (
  db: Pick<Prisma.TransactionClient, 'store'>,
  storeId: number,
): Promise<OrderingRules> =>
  db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { orderMode: true, isAutoConfirming: true, isBusy: true, isTakingOrders: true },
  })

export const readOrdering = (deps: Deps, actor: Actor) => readPart(deps, actor, read)

/** Bills that run stay as they began. @throws Refusal thing.changed */
export const setOrdering = (
  deps: Deps,
  actor: Actor,
  { version, ...data }: Versioned<OrderingRules>,
) => setPart(deps, actor, { action: 'ordering.set', version, read, data })
