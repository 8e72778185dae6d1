// Who may do something at a store, for the sentence that refuses it to somebody else: by roles, as
// long as nobody there has rights of their own in it; else by name, because then roles would lie.

import { z } from 'zod'
import { type Permission, type Role, rolesWith } from '@/domain/access'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

/** @param storeId where the one who is refused works; none = they work nowhere */
export async function whoMay(
  deps: Pick<Deps, 'pool'>,
  storeId: number | undefined,
  permission: Permission,
): Promise<{ roles: readonly Role[] } | { people: string[] }> {
  const roles = rolesWith(permission)
  const rows = storeId ? await ask(deps.pool, WHO_MAY, [storeId, permission, roles]) : []
  return rows.length > 0 ? { people: rows.map(({ name }) => name) } : { roles }
}

const MOST_NAMED = 3

const WHO_MAY = statement(
  'who-may',
  { name: z.string() },
  `
SELECT s.name
  FROM staff_role p
  JOIN staff s ON s.id = p.staff_id AND s.disabled_at IS NULL
  LEFT JOIN staff_right r
    ON r.staff_id = p.staff_id AND r.store_id = p.store_id AND r.permission = $2
 WHERE p.store_id = $1
   AND (p.role = 'owner' OR COALESCE(r.is_given, p.role::text = ANY ($3::text[])))
   AND EXISTS (SELECT FROM staff_right x WHERE x.store_id = $1 AND x.permission = $2)
 ORDER BY p.role = 'owner', p.role, s.id LIMIT ${MOST_NAMED}`,
)

/** Who may change what belongs to the brand of a store, by name. */
export async function whoHasBrand(deps: Pick<Deps, 'pool'>, storeId: number): Promise<string[]> {
  return (await ask(deps.pool, WHO_HAS_BRAND, [storeId])).map(({ name }) => name)
}

const WHO_HAS_BRAND = statement(
  'who-has-brand',
  { name: z.string() },
  `
SELECT s.name
  FROM brand_right r
  JOIN staff s ON s.id = r.staff_id AND s.disabled_at IS NULL
 WHERE r.brand_id = (SELECT brand_id FROM store WHERE id = $1)
 ORDER BY s.id LIMIT ${MOST_NAMED}`,
)
