// Which logins the demo's password opens now, here and from this network: what the terminal names
// and every staff page warns of.

import { z } from 'zod'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'

const READ_DEMO_LOGINS = statement(
  'read-demo-logins',
  { login: z.string() },
  `
SELECT s.login FROM staff s
 WHERE s.has_demo_password AND s.disabled_at IS NULL
   AND ($1::int IS NULL OR EXISTS (
     SELECT FROM staff_role p WHERE p.staff_id = s.id AND p.store_id = $1))
   AND NOT EXISTS (
     SELECT FROM staff_role p
       JOIN payment_account a ON a.store_id = p.store_id AND a.is_enabled AND a.archived_at IS NULL
      WHERE p.staff_id = s.id)
 ORDER BY s.id`,
)

/** @returns the logins in the order of the seed; of one store, or of the whole house */
export async function readDemoLogins(
  deps: Deps,
  { storeId }: { storeId?: number } = {},
): Promise<string[]> {
  if (!deps.takesDemoPasswords) return []
  const rows = await ask(deps.pool, READ_DEMO_LOGINS, [storeId ?? null])
  return rows.map(({ login }) => login)
}
