// npm run test:postgres: all room tests on the server that DATABASE_URL names, else on both the one
// in the box and Debian's PostgreSQL 15.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { debianPostgres } from './debian-postgres.mjs'
import { installNginx } from './nginx.mjs'
import { installPgBouncer } from './pgbouncer.mjs'
import { checkNode, fail, generateClient, installPackages } from './ready.mjs'
import { installRedis } from './redis.mjs'

checkNode()
installPackages({ withTests: true })
generateClient()
installRedis()
installNginx()
installPgBouncer()
const given = process.env.DATABASE_URL
const debian = given ? null : debianPostgres()
if (!given && !debian) fail('Set DATABASE_URL, or install Debian’s postgresql-15.')
// Each file in both zones, one on each PostgreSQL.
const runs = given
  ? [{ DATABASE_URL: given }]
  : [{}, { DATABASE_URL: debian?.url, ROOMS_ZONES: 'swapped' }]
const statuses = runs.map((env) => {
  const { status } = spawnSync(
    join('node_modules', '.bin', 'vitest'),
    ['run', '--project', 'rooms*'],
    {
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    },
  )
  return status ?? 1
})
debian?.stop()
process.exit(Math.max(...statuses))
