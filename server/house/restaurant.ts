// Name, address, money and clock of a restaurant. What it counts in stays from its first bill on.

import type * as z from 'zod'
import { Refusal } from '@/domain/refusal'
import type { setRestaurant as form } from '@/forms/house'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { readPart, setPart, type Versioned } from './store-part'

export type Restaurant = z.output<typeof form>

async function read(
  db: Pick<Prisma.TransactionClient, 'store'>,
  storeId: number,
): Promise<Restaurant> {
  const store = await db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      name: true,
      names: true,
      address: true,
      phone: true,
      currency: true,
      timeZone: true,
      dayEndsAtHour: true,
    },
  })
  return spoken(store)
}

/** With whether its currency is fixed, because there are bills or points in it. */
export async function readRestaurant(
  deps: Deps,
  actor: Actor,
): Promise<Versioned<Restaurant> & { isCurrencyFixed: boolean }> {
  const [part, isCurrencyFixed] = await Promise.all([
    readPart(deps, actor, read),
    hasMoney(deps.db, actor.storeId),
  ])
  return { ...part, isCurrencyFixed }
}

/** @throws Refusal thing.changed, currency.fixed, currency.shared-menu */
export function setRestaurant(
  deps: Deps,
  actor: Actor,
  { version, ...data }: Versioned<Restaurant>,
): Promise<Versioned<Restaurant>> {
  return setPart(deps, actor, {
    action: 'restaurant.set',
    version,
    read,
    data,
    check: async (tx, before) => {
      if (before.currency === data.currency) return
      if (await hasMoney(tx, actor.storeId)) throw new Refusal('currency.fixed')
      if (await sharesMenu(tx, actor.storeId)) throw new Refusal('currency.shared-menu')
    },
  })
}

async function hasMoney(
  db: Pick<Prisma.TransactionClient, 'order'>,
  storeId: number,
): Promise<boolean> {
  return (await db.order.findFirst({ where: { storeId }, select: { id: true } })) !== null
}

async function sharesMenu(
  db: Pick<Prisma.TransactionClient, 'store'>,
  storeId: number,
): Promise<boolean> {
  const sharing = {
    OR: [{ menuFromStoreId: storeId }, { id: storeId, menuFromStoreId: { gt: 0 } }],
  }
  return (await db.store.count({ where: sharing })) > 0
}
