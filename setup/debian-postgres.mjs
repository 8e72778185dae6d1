// A throw-away PostgreSQL 15 from Debian's binaries, where they are present: the oldest version
// that Fanzhuo supports.

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BIN = '/usr/lib/postgresql/15/bin'

/**
 * @returns {{ url: string, stop: () => void } | null} null where Debian's PostgreSQL 15 is not
 *   installed
 */
export function debianPostgres() {
  if (!existsSync(join(BIN, 'initdb'))) return null
  const home = mkdtempSync(join(tmpdir(), 'fanzhuo-pg15-'))
  chmodSync(home, 0o777)
  const data = join(home, 'data')
  // Below the ports that the system gives away by itself.
  const port = 16_000 + (process.pid % 8_000)
  must('initdb', ['-D', data, '-U', 'fanzhuo', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'])
  const options = `-p ${port} -h 127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200`
  must('pg_ctl', ['-D', data, '-o', options, '-l', join(home, 'log'), '-w', 'start'])
  const stop = () => {
    process.off('exit', stop)
    must('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])
    rmSync(home, { recursive: true, force: true })
  }
  // Also where a failed test ends everything.
  process.once('exit', stop)
  return { url: `postgresql://fanzhuo@127.0.0.1:${port}/postgres`, stop }
}

/** PostgreSQL refuses to run as root; under root Debian's own user runs it. */
function must(program, args) {
  const isRoot = process.getuid?.() === 0
  const path = join(BIN, program)
  const [command, rest] = isRoot
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...args]]
    : [path, args]
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', cwd: tmpdir() })
  if (status !== 0) throw new Error(`${program} failed: ${stdout}${stderr}`)
}
