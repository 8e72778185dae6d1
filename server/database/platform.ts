// What only the operating system can say and do about the server on our folder. Linux says where a
// process works, unless it keeps that from us, as in a container for another user's; macOS says
// what it was started with; Windows says neither and knows no signals. Where a system does not say,
// the server itself is asked over its port (embedded.ts), and nothing is taken for dead or deleted
// on a guess.

import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Runner } from './runner'

/**
 * Whether the process of this number is the PostgreSQL on this folder; null where this system does
 * not say.
 */
export function servesFolder(pid: number, folder: string): boolean | null {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' || hasEnded(pid) ? false : null
    }
  }
  if (process.platform === 'win32') return null
  try {
    const command = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { stdio: 'pipe' })
    return command.toString().includes(`-D ${folder} `)
  } catch (error) {
    // It says 1 of a number that nobody has.
    return (error as { status?: number }).status === 1 ? false : null
  }
}

/** Whether a process is over and only not yet collected, which Linux says of everybody's. */
function hasEnded(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Whether it goes on, once it is known to be ours. */
export function isRunning(pid: number, folder: string): boolean {
  return servesFolder(pid, folder) ?? isTaken(pid)
}

/** Whether any process has this number, be it one that ended and was not yet collected. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

type Place = { folder: string; runner: Runner; binaries: { postgres: string } }

/** Asks it for a fast stop: nobody new, whoever is connected is put out, everything is written. */
export function askToStop(pid: number, { folder, runner, binaries }: Place): void {
  if (process.platform !== 'win32') return void process.kill(pid, 'SIGINT')
  const pgCtl = join(dirname(binaries.postgres), 'pg_ctl.exe')
  const stop = ['stop', '-D', folder, '-m', 'fast', '--no-wait']
  execFileSync(pgCtl, stop, { ...runner.identity, stdio: 'ignore' })
}
