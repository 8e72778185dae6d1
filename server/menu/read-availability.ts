// What is 沽清 or 限量 now, with who said so and since when: what one person marks, another finds and
// brings back.

import { z } from 'zod'
import { businessDay, businessDaySpan } from '@/domain/calendar'
import type { Localized } from '@/domain/language'
import { isSoldOut } from '@/domain/menu'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import { ask, json, statement } from '../database/statement'
import type { Deps } from '../deps'

export type MarkedDish = {
  id: number
  name: string
  names: Localized
  /** Whether nobody can order it at this moment. */
  isSoldOut: boolean
  /** Marked by hand; otherwise its portions are used up, or it is only limited. */
  isMarked: boolean
  /** ISO instant at which it comes back by itself; null = when somebody brings it back. */
  soldOutUntil: string | null
  /** Portions left; null = unlimited. */
  stock: number | null
  /** ISO instant of the change that made it so; null = nobody knows any more. */
  sinceAt: string | null
  /** Who changed it; null = it was sold, or a program did. */
  by: string | null
}

export type MarkedOption = {
  id: number
  name: string
  names: Localized
  groupName: string
  groupNames: Localized
  /** Whether nobody can order it at this moment. */
  isSoldOut: boolean
  /** Portions left; null = unlimited. */
  stock: number | null
  sinceAt: string | null
  by: string | null
}

/** 时价: what it costs today in 分; null = nobody has said it. */
export type MarketDish = {
  id: number
  name: string
  names: Localized
  unit: string
  units: Localized
  perGrams: number | null
  marketCents: number | null
}

export type MarkedNow = {
  /** ISO instant at which this business day ends. */
  dayEndsAt: string
  /** Those that nobody can order first, each group by name. */
  dishes: MarkedDish[]
  options: MarkedOption[]
  /** In the menu's order. */
  market: MarketDish[]
}

/** Who marked an option stands in the audit only; it is looked for this far back. */
const AUDIT_DAYS = 7

/**
 * `id + 0`, so that no plan walks back through all history for a row that is not there. A dish
 * without portions is so since the last was sold, one that was marked since its mark, one that is
 * counted since its count.
 */
const MARKED_DISHES = statement(
  'read-marked-dishes',
  {
    id: z.int(),
    name: z.string(),
    names: json<Localized>(),
    isMarked: z.boolean(),
    soldOutUntil: z.date().nullable(),
    stock: z.int().nullable(),
    sinceAt: z.date().nullable(),
    by: z.string().nullable(),
  },
  `
SELECT d.id, d.name, d.names, d.is_sold_out AS "isMarked", d.sold_out_until AS "soldOutUntil", d.stock,
       m.at AS "sinceAt", s.name AS by
  FROM dish d
  LEFT JOIN LATERAL (
    (SELECT at, staff_id FROM stock_move
      WHERE dish_id = d.id AND option_id IS NULL AND reason = CASE WHEN d.is_sold_out THEN 'sold_out' ELSE 'set' END::stock_reason
        AND (d.is_sold_out OR d.stock > 0)
      ORDER BY id + 0 DESC LIMIT 1)
    UNION ALL
    (SELECT at, staff_id FROM stock_move
      WHERE store_id = d.store_id AND dish_id = d.id AND option_id IS NULL AND NOT d.is_sold_out AND d.stock = 0
      ORDER BY id DESC LIMIT 1)) m ON true
  LEFT JOIN staff s ON s.id = m.staff_id
 WHERE d.store_id = $1 AND d.archived_at IS NULL
   AND (d.stock IS NOT NULL OR (d.is_sold_out AND (d.sold_out_until IS NULL OR d.sold_out_until > $2)))
 ORDER BY d.name, d.id`,
)

const MARKED_OPTIONS = statement(
  'read-marked-options',
  {
    id: z.int(),
    name: z.string(),
    names: json<Localized>(),
    groupName: z.string(),
    groupNames: json<Localized>(),
    isSoldOut: z.boolean(),
    stock: z.int().nullable(),
    sinceAt: z.date().nullable(),
    by: z.string().nullable(),
  },
  `
SELECT o.id, o.name, o.names, g.name AS "groupName", g.names AS "groupNames",
       o.is_sold_out OR o.stock IS NOT DISTINCT FROM 0 AS "isSoldOut", o.stock,
       a.at AS "sinceAt", s.name AS by
  FROM option o
  JOIN option_group g ON g.id = o.group_id
  LEFT JOIN LATERAL (
    SELECT at, staff_id FROM audit_entry
     WHERE store_id = g.store_id AND action = CASE WHEN o.is_sold_out THEN 'option.sold-out' ELSE 'option.counted' END AND subject_id = o.id::text
       AND at > $2::timestamptz - interval '${AUDIT_DAYS} days'
     ORDER BY at DESC LIMIT 1) a ON true
  LEFT JOIN staff s ON s.id = a.staff_id
 WHERE g.store_id = $1 AND (o.is_sold_out OR o.stock IS NOT NULL) AND o.archived_at IS NULL AND g.archived_at IS NULL
 ORDER BY o.name, o.id`,
)

const MARKET_DISHES = statement(
  'read-market-dishes',
  {
    id: z.int(),
    name: z.string(),
    names: json<Localized>(),
    unit: z.string(),
    units: json<Localized>(),
    perGrams: z.int().nullable(),
    marketCents: z.int().nullable(),
  },
  `
SELECT d.id, d.name, d.names, d.unit, d.units, d.per_grams AS "perGrams",
       CASE WHEN d.market_until > $2 THEN d.market_cents END AS "marketCents"
  FROM dish d JOIN category c ON c.id = d.category_id
 WHERE d.store_id = $1 AND d.is_market_price AND d.archived_at IS NULL AND c.archived_at IS NULL
 ORDER BY c.sort, c.id, d.sort, d.id`,
)

export async function readAvailability(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
): Promise<MarkedNow> {
  const now = deps.now()
  const values = [storeId, now]
  const [dishes, options, market, clock] = await Promise.all([
    ask(deps.pool, MARKED_DISHES, values),
    ask(deps.pool, MARKED_OPTIONS, values),
    ask(deps.pool, MARKET_DISHES, values),
    deps.db.store.findUniqueOrThrow({
      where: { id: storeId },
      select: { timeZone: true, dayEndsAtHour: true },
    }),
  ])
  const marked = dishes.map(({ soldOutUntil, sinceAt, ...dish }) => {
    const until = soldOutUntil?.toISOString() ?? null
    const asRule = { isSoldOut: dish.isMarked, soldOutUntil: until, stock: dish.stock }
    const isOver = soldOutUntil !== null && soldOutUntil <= now
    return {
      ...dish,
      isSoldOut: isSoldOut(asRule, now.getTime()),
      isMarked: dish.isMarked && !isOver,
      soldOutUntil: isOver ? null : until,
      sinceAt: sinceAt?.toISOString() ?? null,
    }
  })
  const { toMs } = businessDaySpan(businessDay(now.getTime(), clock), clock)
  return {
    dayEndsAt: new Date(toMs).toISOString(),
    dishes: [
      ...marked.filter((dish) => dish.isSoldOut),
      ...marked.filter((dish) => !dish.isSoldOut),
    ],
    options: options.map(({ sinceAt, ...option }) => ({
      ...option,
      sinceAt: sinceAt?.toISOString() ?? null,
    })),
    market,
  }
}

export type Markable = {
  dishes: { id: number; name: string; names: Localized; pinyin: string }[]
  options: {
    id: number
    name: string
    names: Localized
    group: { name: string; names: Localized }
  }[]
}

/** Every dish and option of the store that somebody may look for, in the menu's order. */
export async function readMarkable(
  deps: Deps,
  { storeId }: Pick<Actor, 'storeId'>,
): Promise<Markable> {
  const [dishes, options] = await Promise.all([
    deps.db.dish.findMany({
      where: { storeId, archivedAt: null, category: { archivedAt: null } },
      orderBy: [{ category: { sort: 'asc' } }, { sort: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, names: true, pinyin: true },
    }),
    deps.db.option.findMany({
      where: { archivedAt: null, group: { storeId, archivedAt: null } },
      orderBy: [{ groupId: 'asc' }, { sort: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        name: true,
        names: true,
        group: { select: { name: true, names: true } },
      },
    }),
  ])
  return { dishes: spoken(dishes), options: spoken(options) }
}
