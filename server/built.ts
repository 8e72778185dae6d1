// What was built together lies together: pages, migrations and the demo's pictures beside the
// bundled server, so that a build goes on as it is while newer sources lie around it. Run from its
// sources, a server takes theirs.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const beside = (name: string) => join(import.meta.dirname, name)

/** The migrations that this server knows. */
export function migrationsFolder(): string {
  return existsSync(beside('migrations')) ? beside('migrations') : resolve('prisma/migrations')
}

/** The pictures of the demo's dishes, ready-made. */
export function demoPicturesFolder(): string {
  return existsSync(beside('demo-pictures'))
    ? beside('demo-pictures')
    : resolve('prisma/demo/pictures')
}

/** The built pages; null where they are built on the way, as in development. */
export function pagesFolder(): string | null {
  return existsSync(beside('pages')) ? beside('pages') : null
}
