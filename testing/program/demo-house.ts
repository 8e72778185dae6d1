// The built server as an owner starts it, in a folder of its own with the demo restaurant, for as
// long as a worker runs tests. The demo is written once a run, and every worker has a copy of it.

import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshPort } from '../ports'
import { freshFolder, startProgram } from './program'

/** The machines' zones: one east of UTC, one west of it. */
const ZONES = ['Asia/Shanghai', 'America/New_York'] as const

/** Before all workers: the demo is written. @returns what takes it away again */
export default async function writeDemo(): Promise<() => void> {
  const { path, remove } = freshFolder()
  const program = startProgram({ DATA_DIR: path, DEMO: 'on' })
  await program.opened
  program.kill('SIGTERM')
  await program.ended
  process.env.FANZHUO_TEST_DEMO = path
  return remove
}

/** A folder with the demo restaurant in it, as after a start and a stop. */
export function demoFolder(): ReturnType<typeof freshFolder> {
  const folder = freshFolder()
  // With its owners and rights: under root the database is another user's.
  execFileSync('cp', ['-a', `${process.env.FANZHUO_TEST_DEMO}/.`, folder.path])
  return folder
}

/**
 * Starts a worker's own; `FANZHUO_TEST_DATA` says where its data is. @returns its port and how to
 * stop it
 */
export async function startServer(
  worker: number,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const { path, remove } = demoFolder()
  process.env.FANZHUO_TEST_DATA = path
  const port = freshPort()
  const server = startProgram({
    TZ: ZONES[worker % ZONES.length] ?? '',
    PORT: String(port),
    DATA_DIR: path,
    DEMO: 'on',
    // The printer of the test is on this machine.
    PRINTERS_ON_THIS_MACHINE: 'on',
  })
  // What the owner reads in the terminal: one-time codes too.
  server.process.stdout?.on('data', (chunk) => appendFileSync(join(path, 'terminal.txt'), chunk))
  server.process.stderr?.on('data', (chunk) => process.stderr.write(chunk))
  await server.opened
  return {
    port,
    stop: async () => {
      server.kill('SIGTERM')
      await server.ended
      remove()
    },
  }
}
