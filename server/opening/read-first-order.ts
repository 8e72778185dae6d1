// The owner's own first order, as the page of the opening watches it: a phone sits down, orders,
// and the kitchen has it.

import type { Localized } from '@/domain/language'
import { tablePath } from '@/domain/paths'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'

export type FirstOrder = {
  /** Where to sit down; null = there is no table or no dish to order yet. */
  table: { name: string; path: string; url: string } | null
  isSeated: boolean
  order: {
    id: number
    /** `waiting`: for a person's yes; `unpaid`: for money; `cooking`: the kitchen has it. */
    stage: 'waiting' | 'unpaid' | 'cooking'
    /** The round to say yes to. */
    roundId: number | null
    table: string | null
    /** The first few dishes. */
    lines: { id: number; name: string; names: Localized; quantity: number }[]
  } | null
}

const LINES_SHOWN = 6

export async function readFirstOrder(deps: Deps, storeId: number): Promise<FirstOrder> {
  const { db, publicUrl } = deps
  const [table, dish, order] = await Promise.all([
    db.diningTable.findFirst({
      where: { storeId, archivedAt: null },
      orderBy: [{ area: { sort: 'asc' } }, { areaId: 'asc' }, { sort: 'asc' }, { id: 'asc' }],
      select: {
        name: true,
        code: true,
        sittings: {
          where: { untilAt: null, sitting: { guests: { some: {} } } },
          take: 1,
          select: { id: true },
        },
      },
    }),
    db.dish.findFirst({ where: { storeId, archivedAt: null }, select: { id: true } }),
    db.order.findFirst({
      where: { storeId, state: { not: 'cancelled' } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        mode: true,
        settledAt: true,
        sitting: {
          select: { tables: { take: 1, select: { table: { select: { name: true } } } } },
        },
        rounds: { orderBy: { id: 'asc' }, take: 1, select: { id: true, state: true } },
        lines: {
          orderBy: { id: 'asc' },
          take: LINES_SHOWN,
          select: { id: true, name: true, names: true, quantity: true },
        },
      },
    }),
  ])
  const path = table && tablePath(table.code)
  const [round] = order?.rounds ?? []
  return {
    table: table && path && dish ? { name: table.name, path, url: `${publicUrl}${path}` } : null,
    isSeated: (table?.sittings.length ?? 0) > 0,
    order: order && {
      id: order.id,
      stage:
        round?.state !== 'pending'
          ? 'cooking'
          : order.mode === 'pay_first' && !order.settledAt
            ? 'unpaid'
            : 'waiting',
      roundId: round?.id ?? null,
      table: order.sitting?.tables[0]?.table.name ?? null,
      lines: spoken(order.lines),
    },
  }
}
