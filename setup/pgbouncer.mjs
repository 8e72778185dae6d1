// A throw-away PgBouncer for the tests: the machine's own program, else Debian's where apt-get may
// be used.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Debian keeps it where only root's PATH looks. */
const find = () =>
  ['pgbouncer', '/usr/sbin/pgbouncer'].find((path) => spawnSync(path, ['--version']).status === 0)

export function installPgBouncer() {
  if (find()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing PgBouncer for the tests of machines …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    spawnSync('apt-get', ['update', '-qq'], { env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'pgbouncer'], { env })
  }
  if (!find()) throw new Error('Install pgbouncer: the tests of poolers need it.')
}

export const hasPgBouncer = () => find() !== undefined

/**
 * One in front of a database, with the settings that it has by itself but for the mode.
 * @param {string} url the database
 * @param {'session' | 'transaction'} mode
 * @param {number} port where it listens on loopback
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} the same database through it
 */
export async function throwAwayPgBouncer(url, mode, port) {
  const { hostname, port: to, username, password, pathname } = new URL(url)
  const secret = password && ` password=${decodeURIComponent(password)}`
  const home = mkdtempSync(join(tmpdir(), 'fanzhuo-pgbouncer-'))
  chmodSync(home, 0o755)
  writeFileSync(
    join(home, 'pgbouncer.ini'),
    `[databases]
* = host=${hostname} port=${to} user=${username}${secret}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`,
  )
  const program = find()
  if (!program) throw new Error('Install pgbouncer: the tests of poolers need it.')
  const config = join(home, 'pgbouncer.ini')
  // It refuses to be root; under root Debian's own user runs it.
  const [command, args] =
    process.getuid?.() === 0
      ? [
          'setpriv',
          ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, '-q', config],
        ]
      : [program, ['-q', config]]
  const log = []
  const running = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  running.stderr.on('data', (chunk) => log.push(chunk))
  while (!(await isOpen(port))) {
    if (running.exitCode !== null) throw new Error(`pgbouncer ended: ${log.join('')}`)
    await sleep(30)
  }
  return {
    url: `postgresql://${username}@127.0.0.1:${port}${pathname}`,
    stop: async () => {
      const ended = once(running, 'exit')
      running.kill('SIGTERM')
      if (running.exitCode === null && running.signalCode === null) await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function isOpen(port) {
  const socket = connect(port, '127.0.0.1')
  const opened = await new Promise((done) => {
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
  socket.destroy()
  return opened
}
