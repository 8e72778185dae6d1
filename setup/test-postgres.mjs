// npm run test:postgres: the room tests on the server that DATABASE_URL names, else on Debian's PostgreSQL 15.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { debianPostgres } from './debian-postgres.mjs'
import { checkNode, fail, generateClient, installPackages } from './ready.mjs'
import { installRedis } from './redis.mjs'

checkNode()
installPackages()
generateClient()
installRedis()
const debian = process.env.DATABASE_URL ? null : debianPostgres()
const url = process.env.DATABASE_URL ?? debian?.url
if (!url) fail('Set DATABASE_URL, or install Debian’s postgresql-15.')
const { status } = spawnSync(
  join('node_modules', '.bin', 'vitest'),
  ['run', '--project', 'rooms'],
  { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } },
)
debian?.stop()
process.exit(status ?? 1)
