// The table that a visitor of the demo may sit down at from the front page. A house of its own has none: a table's code is
// for whoever sits there, so it is shown only while the demo's own staff, whose passwords anybody knows, still works there.

import { DEMO_LOGINS } from '@/prisma/demo/seed'
import type { Env } from './env'
import type { Ground } from './ground'

export type DemoTable = {
  name: string
  code: string
  /** The table's page as a guest's phone reaches it. */
  url: string
}

export async function readDemoTable(
  ground: Ground,
  env: Pick<Env, 'DEMO'>,
): Promise<DemoTable | null> {
  if (env.DEMO === 'off') return null
  const logins = DEMO_LOGINS.map(({ login }) => login)
  const table = await ground.db.diningTable.findFirst({
    where: {
      archivedAt: null,
      store: { posts: { some: { staff: { login: { in: logins }, disabledAt: null } } } },
    },
    orderBy: { id: 'asc' },
    select: { name: true, code: true },
  })
  return table && { ...table, url: `${ground.publicUrl}/t/${table.code}` }
}
