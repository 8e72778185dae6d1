// A machine of somebody's: a copy of this project in a folder of its own, started as its owner
// starts it, by some user, with some Node, in some zone. Packages are shared with this project and
// everything that is written is not.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Ended } from './program'

export type Identity = { uid?: number; gid?: number }

export type Machine = {
  folder: string
  /** Its Node. */
  node: string
  identity: Identity
  /** Its environment, the rest of which is this process's. */
  env: Record<string, string>
}

export type Running = {
  ended: Promise<Ended>
  /** Resolves when its doors are open. @throws when it ended before */
  opened: Promise<void>
  stop: () => Promise<Ended>
}

/** What a clone has not, by its path from the project's root, and what of that a build made. */
const MADE = /^(node_modules|\.packages-.*|\.git|\.data|\.next.*|test-results|playwright-report)$/
const BUILT = new Set(['dist', join('prisma', 'client')])

/**
 * @param isBuilt whether it comes with what this project was built to, else as a clone with its
 *   packages
 */
export function copyProject(folder: string, { isBuilt }: { isBuilt: boolean }): void {
  const isTaken = (path: string) => !MADE.test(path) && (isBuilt || !BUILT.has(path))
  for (const name of readdirSync('.')) {
    if (isTaken(name)) cpSync(name, join(folder, name), { recursive: true, filter: isTaken })
  }
  const packages = join(folder, 'node_modules')
  linkTree('node_modules', packages, (name) => name.startsWith('.') && name !== '.bin')
  // What npm and our own start write is this copy's alone.
  for (const name of ['.package-lock.json', '.fanzhuo/packages']) copy(name)
  if (isBuilt) for (const name of readdirSync('node_modules/.fanzhuo')) copy(`.fanzhuo/${name}`)

  function copy(name: string) {
    if (!existsSync(join('node_modules', name))) return
    mkdirSync(dirname(join(packages, name)), { recursive: true })
    copyFileSync(join('node_modules', name), join(packages, name))
  }
}

/** The same files under another name, in folders of their own. */
function linkTree(from: string, to: string, isLeft: (name: string) => boolean = () => false): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (isLeft(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else link(source, target)
  }
}

function link(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch {
    copyFileSync(source, target)
  }
}

/** Makes a copy somebody's, but for the files that it shares. */
export function giveTo(path: string, { uid, gid }: Identity): void {
  const owner = lstatSync(path)
  const isShared = owner.isFile() && owner.nlink > 1
  if (uid !== undefined && gid !== undefined && !isShared) lchownSync(path, uid, gid)
  if (!owner.isDirectory()) return
  for (const name of readdirSync(path)) giveTo(join(path, name), { uid, gid } as Identity)
}

export function removeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** `npm start` there. */
export function startMachine(machine: Machine): Running {
  const child = launch(machine, ['setup/start.mjs'])
  child.stdin.end()
  const ended = endOf(child)
  const opened = new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said = (said + chunk).slice(-200)
      if (said.includes('Ctrl-C')) resolve()
    })
    ended.then(({ code, said }) => reject(new Error(`ended with ${code}:\n${said}`)))
  })
  opened.catch(() => {})
  return {
    ended,
    opened,
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
  }
}

/** A script of the project there, with what is piped into it. */
export function runOn(machine: Machine, words: string[], input = ''): Promise<Ended> {
  const child = launch(machine, words)
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return endOf(child)
}

function launch(
  { folder, node, identity, env }: Machine,
  words: string[],
): ChildProcessWithoutNullStreams {
  // As from a terminal, and not as from a test.
  const { VITEST: _, NODE_ENV: __, NODE_OPTIONS: ___, ...inherited } = process.env
  const outside = Object.fromEntries(
    Object.entries(inherited).filter(([name]) => !name.startsWith('npm_')),
  )
  const home = identity.uid === undefined ? {} : homeOf(identity, folder)
  const own = { DATABASE_URL: '', LOG_LEVEL: 'warn', ...home, ...env }
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`
  return spawn(node, words, {
    cwd: folder,
    ...identity,
    env: { ...outside, ...own, PATH } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  })
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let [said, complained] = ['', '']
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    said += chunk
    complained += chunk
  })
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, said, complained }))
  })
}

/** A folder whose whole path has this many characters. */
export function longPath(base: string, characters: number): string {
  const left = characters - base.length - 1
  if (left < 1) throw new Error(`${base} alone is longer than ${characters} characters`)
  return join(base, 'fanzhuo-'.repeat(characters).slice(0, left))
}

/** A folder that every user may pass through. */
export function openFolder(path: string): string {
  mkdirSync(path, { recursive: true })
  chmodSync(path, 0o755)
  return path
}

/**
 * Another user has a home of its own, where npm may write; what npm fetched for one row is there
 * for the next.
 */
function homeOf({ uid, gid }: Identity, folder: string): Record<string, string> {
  const cache = join(tmpdir(), `fanzhuo-npm-${uid}`)
  mkdirSync(cache, { recursive: true })
  if (uid !== undefined && gid !== undefined) lchownSync(cache, uid, gid)
  return { HOME: folder, npm_config_cache: cache }
}
