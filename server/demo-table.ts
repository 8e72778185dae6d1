// The table that a visitor of the demo may sit down at from the front page. A house of its own has
// none: a table's code is for whoever sits there, so it is shown only while the demo's own staff,
// whose passwords anybody knows, still works there.

import { tablePath } from '@/domain/paths'
import type { Deps } from './deps'
import type { Env } from './env'

export type DemoTable = {
  name: string
  code: string
  /** The table's page as a guest's phone reaches it. */
  url: string
}

export async function readDemoTable(deps: Deps, env: Pick<Env, 'DEMO'>): Promise<DemoTable | null> {
  if (env.DEMO === 'off') return null
  const table = await deps.db.diningTable.findFirst({
    where: {
      archivedAt: null,
      store: { storeRoles: { some: { staff: { hasDemoPassword: true, disabledAt: null } } } },
    },
    orderBy: { id: 'asc' },
    select: { name: true, code: true },
  })
  return table && { ...table, url: `${deps.publicUrl}${tablePath(table.code)}` }
}
