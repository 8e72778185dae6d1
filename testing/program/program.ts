// The built program as an owner runs it, in a folder and on a port of its own, for tests of
// starting, dying and stopping. Only what was started here is ended here, by its id.

import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type Database, openDatabase } from '@/server/database/db'
import { freshPort } from '../ports'

/**
 * Bounded by its end, which comes first where something is wrong; a busy machine only takes longer.
 */
const PATIENCE_MS = 300_000

/** What it said, and what of that it said on stderr. */
export type Ended = { code: number | null; said: string; complained: string }

export type Program = {
  process: ChildProcess
  base: string
  /** Ends with its exit code and all it said. */
  ended: Promise<Ended>
  /** Resolves when its doors are open. @throws when it ended before */
  opened: Promise<void>
  kill: (signal: NodeJS.Signals) => void
}

export function freshFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'fanzhuo-boot-'))
  // Under root the database runs as a user of its own, who must be able to reach it.
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The newest build's pages. */
export function builtPages(): string {
  const [, build = ''] = /\.\/([0-9a-f]{12})\//.exec(readFileSync('dist/main.mjs', 'utf8')) ?? []
  return join('dist', build, 'pages')
}

/**
 * @param under a program that starts it, with what that is told
 * @param from another folder of Fanzhuo than this one, and another script of it, such as all of
 *   `npm start`
 */
export function startProgram(
  env: Record<string, string>,
  under: readonly string[] = [],
  { cwd, script = 'dist/main.mjs' }: { cwd?: string; script?: string } = {},
): Program {
  const port = env.PORT ?? String(freshPort())
  const [command, ...args] = [...under, process.execPath, '--enable-source-maps', script]
  const child = spawn(command ?? '', args, {
    cwd,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      VITEST: '',
      HOST: '127.0.0.1',
      DEMO: 'off',
      LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      ...env,
      PORT: port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, said, complained }))
  })
  const opened = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not open in time:\n${said}`)), PATIENCE_MS)
    const hear = (chunk: Buffer) => {
      said += chunk
      if (said.includes('Ctrl-C')) {
        clearTimeout(timer)
        resolve()
      }
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', (chunk) => {
      complained += chunk
      hear(chunk)
    })
    ended.then(({ code }) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code}:\n${said}`))
    })
  })
  opened.catch(() => {})
  return {
    process: child,
    base: `http://127.0.0.1:${port}`,
    ended,
    opened,
    kill: (signal) => child.kill(signal),
  }
}

/** What stands in the embedded database's own file about the running server. */
export function postmasterIn(folder: string): { pid: number; port: number } {
  const lines = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

/** The program's embedded database, looked into from outside. */
export function databaseIn(folder: string): Database {
  const password = readFileSync(join(folder, 'postgres-password'), 'utf8').trim()
  const { port } = postmasterIn(folder)
  const url = `postgresql://fanzhuo:${encodeURIComponent(password)}@127.0.0.1:${port}/fanzhuo`
  return openDatabase(url, 4, pino({ level: 'silent' }))
}

/** `npm run password -- LOGIN`, with the password piped in. */
export const runPassword = (
  words: readonly string[],
  password: string,
  env: Record<string, string>,
): Promise<Ended> => runCommand('password', words, env, { typed: password }).ended

/** A command of the terminal, such as `npm run backup`. */
export function runCommand(
  name: string,
  words: readonly string[],
  env: Record<string, string>,
  { typed = '', cwd }: { typed?: string; cwd?: string } = {},
): { process: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [`setup/${name}.mjs`, ...words], {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', VITEST: '', DATABASE_URL: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    complained += chunk
  })
  // Where it ends before it reads, as for an unknown login, the pipe is closed.
  child.stdin.on('error', () => {})
  child.stdin.end(`${typed}\n`)
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, said: said + complained, complained }))
  })
  return { process: child, ended }
}
