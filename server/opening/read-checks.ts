// What is to be true before the first guests come, each by looking.

import type { OpeningCheck } from '@/domain/opening'
import type { Deps } from '../deps'

export async function readChecks(
  { db, backups, publicUrl }: Deps,
  storeId: number,
): Promise<{ check: OpeningCheck; isDone: boolean }[]> {
  const [[row], backedUpAt] = await Promise.all([
    db.$queryRaw<Record<Exclude<OpeningCheck, 'encrypted' | 'backup'>, boolean>[]>`
      SELECT EXISTS (SELECT FROM station WHERE store_id = ${storeId} AND is_default AND archived_at IS NULL) AS station,
             EXISTS (SELECT FROM dish WHERE store_id = ${storeId} AND archived_at IS NULL) AS menu,
             EXISTS (SELECT FROM dining_table WHERE store_id = ${storeId} AND archived_at IS NULL) AS tables,
             EXISTS (SELECT FROM payment_account
                      WHERE store_id = ${storeId} AND is_enabled AND archived_at IS NULL) AS payments,
             NOT EXISTS (SELECT FROM staff WHERE has_demo_password AND disabled_at IS NULL) AS passwords,
             -- In the order of its index, whatever the planner believes: the first one is enough.
             (SELECT true FROM print_job WHERE store_id = ${storeId} AND state = 'printed'
               ORDER BY next_at LIMIT 1) IS NOT NULL AS printer`,
    backups.newestAt(),
  ])
  if (!row) throw new Error('the checks are looked at')
  return [
    { check: 'station', isDone: row.station },
    { check: 'menu', isDone: row.menu },
    { check: 'tables', isDone: row.tables },
    { check: 'payments', isDone: row.payments },
    { check: 'passwords', isDone: row.passwords },
    { check: 'encrypted', isDone: publicUrl.startsWith('https:') },
    { check: 'printer', isDone: row.printer },
    { check: 'backup', isDone: backedUpAt !== null },
  ]
}
