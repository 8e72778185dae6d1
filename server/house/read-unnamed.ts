// What guests and cooks read has a name in each language of the house, or is called as it was first
// called: how much of it lacks one.

import { z } from 'zod'
import { LANGUAGES, type Language } from '@/domain/language'
import type { Actor } from '../access/procedures'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

const PARTS = ['dish', 'category', 'option', 'area', 'station'] as const
type Part = (typeof PARTS)[number]

const UNNAMED = statement(
  'unnamed',
  { part: z.enum(PARTS), language: z.string(), all: z.int(), unnamed: z.int() },
  `
WITH named(part, names) AS (
  SELECT 'dish', names FROM dish WHERE store_id = $1 AND archived_at IS NULL
  UNION ALL SELECT 'category', names FROM category WHERE store_id = $1 AND archived_at IS NULL
  UNION ALL SELECT 'option', o.names FROM option o JOIN option_group g ON g.id = o.group_id
             WHERE g.store_id = $1 AND g.archived_at IS NULL AND o.archived_at IS NULL
  UNION ALL SELECT 'area', names FROM area WHERE store_id = $1 AND archived_at IS NULL
  UNION ALL SELECT 'station', names FROM station WHERE store_id = $1 AND archived_at IS NULL)
SELECT n.part, l.language, count(*)::int AS "all", (count(*) FILTER (WHERE COALESCE(n.names->>l.language, '') = ''))::int AS unnamed
  FROM named n CROSS JOIN unnest($2::text[]) AS l(language)
 GROUP BY n.part, l.language`,
)

/** For each language but the first, in which everything is called something. */
export async function readUnnamed(
  deps: Deps,
  { storeId }: Actor,
): Promise<{ language: Language; parts: { part: Part; all: number; unnamed: number }[] }[]> {
  const others = LANGUAGES.slice(1)
  const rows = await ask(deps.pool, UNNAMED, [storeId, others])
  return others.map((language) => ({
    language,
    parts: PARTS.flatMap((part) => {
      const row = rows.find((each) => each.part === part && each.language === language)
      return row ? [{ part, all: row.all, unnamed: row.unnamed }] : []
    }),
  }))
}
