// Brings a clone to where it can run: packages, generated client, built pages, bundled server. Each step is done only
// when its inputs changed since it was last done, and says what it is doing. Runs before node_modules exists: no imports but Node's.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const STAMPS = join('node_modules', '.fanzhuo')
const OLDEST_NODE = [20, 19]

/** Ends the process with one sentence. */
export function fail(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  fail(
    `Fanzhuo needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Get it from nodejs.org.`,
  )
}

/** Packages as the lock file says. */
export function installPackages() {
  step(
    'packages',
    ['package-lock.json'],
    'Installing packages (a few minutes the first time)',
    () => {
      // Not "npm ci": it refuses a lock file that lacks a package for some other platform, as a mirror may.
      run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
    },
  )
}

/** The database client, from the schema. */
export function generateClient() {
  step(
    'client',
    ['prisma/schema.prisma', 'prisma.config.ts'],
    'Generating the database client',
    () => {
      runTool('prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath })
    },
    () => existsSync('prisma/client/client.ts'),
  )
}

/** Next's pages into .next, the server into dist/main.mjs. */
export function build() {
  const sources = [
    ...['app', 'components', 'domain', 'server', 'prisma', 'public'],
    ...[
      'next.config.ts',
      'tailwind.config.ts',
      'postcss.config.mjs',
      'tsconfig.json',
      'package-lock.json',
    ],
  ]
  step(
    'build',
    sources,
    'Building (about a minute)',
    () => {
      rmSync('.next', { recursive: true, force: true })
      runTool('next', ['build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
      runTool('esbuild', [
        ...['server/main.ts', '--bundle', '--packages=external', '--platform=node', '--format=esm'],
        ...['--target=node20', '--sourcemap', '--outfile=dist/main.mjs', '--log-level=warning'],
      ])
    },
    () => existsSync('.next/BUILD_ID') && existsSync('dist/main.mjs'),
  )
}

/** Does `work` unless the stamp says it was done for just these inputs. */
function step(name, inputs, says, work, isThere = () => true) {
  const stamp = join(STAMPS, name)
  const wanted = digest(inputs)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && isThere()) return
  const startedMs = Date.now()
  console.log(`${says} …`)
  work()
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(stamp, wanted)
  console.log(`  done in ${Math.round((Date.now() - startedMs) / 1000)} s`)
}

function runTool(tool, args, env = {}) {
  run(join('node_modules', '.bin', tool), args, env)
}

function run(command, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
  fail(`"${command} ${args.join(' ')}" failed; its own words are above.`)
}

const SKIPPED = new Set(['node_modules', 'client', '.next', 'dist'])

function digest(paths) {
  const hash = createHash('sha256').update(process.version)
  for (const path of paths) add(hash, path)
  return hash.digest('hex')
}

function add(hash, path) {
  if (!existsSync(path)) return
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!SKIPPED.has(name)) add(hash, join(path, name))
  } else if (!path.includes('.test.')) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
}
