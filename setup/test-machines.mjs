// npm run test:machines: the start matrix, every two values of its dimensions on one machine, see
// server/boot/machines.test.ts. The table at the end says how each machine did, and what could not
// be tried here.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installNginx } from './nginx.mjs'
import { installPgBouncer } from './pgbouncer.mjs'
import { build, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
installPackages({ withTests: true })
generateClient()
build()
for (const install of [installNginx, installPgBouncer]) {
  try {
    install()
  } catch (error) {
    console.log(error.message)
  }
}
const { status } = spawnSync(
  join('node_modules', '.bin', 'vitest'),
  ['run', '--project', 'boot', '--reporter=verbose', 'server/boot/machines.test.ts'],
  { stdio: 'inherit', env: { ...process.env, MACHINES: 'all' } },
)
process.exit(status ?? 1)
