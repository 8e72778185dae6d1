// Brings a clone to where it can run: packages, generated client, built pages, bundled server. Each
// step is done only when its inputs changed since it was last done, and says what it is doing. Runs
// before node_modules exists: no imports but Node's.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { checkNode, fail } from './sentence.mjs'
import { slim } from './slim.mjs'
import { isBuild } from './take-update.mjs'
import { writeLanguages } from './write-languages.mjs'

/** How programs say that they were given no more memory, or were ended for it. */
const NO_MEMORY = /heap out of memory|Cannot allocate memory|ENOMEM|SIGKILL|exit code:? 137/
const PACKAGES = 'node_modules'
/** Where new packages are installed until they are whole, with the number of the process behind. */
const NEW_PACKAGES = '.packages-'
const STAMPS = join(PACKAGES, '.fanzhuo')

export { checkNode, fail }

/**
 * Packages just as the lock file says, beside those that are there until they are whole: who has no
 * network keeps what she had.
 * @param {{ withTests?: boolean }} request what tests need stays once it is there
 */
export function installPackages({ withTests = existsSync(join(PACKAGES, 'vitest')) } = {}) {
  step(
    {
      says: 'Installing packages (a minute or a few, the first time)',
      stamp: join(STAMPS, 'packages'),
      isThere: () => !withTests || existsSync(join(PACKAGES, 'vitest')),
    },
    ['package-lock.json'],
    () => {
      removeDrafts('.', NEW_PACKAGES)
      const draft = `${NEW_PACKAGES}${process.pid}`
      process.once('exit', () => rmSync(draft, { recursive: true, force: true }))
      mkdirSync(draft)
      for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
        if (existsSync(name)) copyFileSync(name, join(draft, name))
      }
      const kinds = withTests ? ['--include=dev'] : ['--omit=dev']
      run('npm', ['ci', ...kinds, '--no-audit', '--no-fund', '--loglevel=error'], {}, draft)
      const come = join(draft, PACKAGES)
      if (!withTests) slim(come)
      if (existsSync(PACKAGES)) renameSync(PACKAGES, join(draft, 'before'))
      renameSync(come, PACKAGES)
      rmSync(draft, { recursive: true, force: true })
    },
  )
}

/**
 * What is written from other files: the list of languages, and the database client from the schema.
 */
export function generateClient() {
  writeLanguages()
  step(
    {
      says: 'Generating the database client',
      stamp: join(STAMPS, 'client'),
      isThere: () => existsSync('prisma/client/client.ts'),
    },
    ['prisma/schema', 'setup/generate-client.mjs'],
    () => run(process.execPath, ['setup/generate-client.mjs']),
  )
}

/**
 * Where builds are, each whole in a folder of its own; `main.mjs` beside them starts the newest.
 */
const BUILDS = 'dist'
const NEWEST = join(BUILDS, 'main.mjs')

/**
 * Next's pages, the server and the migrations it brings, beside every build before: whoever runs
 * from one of those goes on, and a build that fails leaves them as they are. Whole or not at all:
 * it appears under its name when it is done.
 */
export function build() {
  const id = digest(SOURCES).slice(0, 12)
  const home = join(BUILDS, id)
  if (!existsSync(home)) {
    timed('Building (about a minute)', () => {
      mkdirSync(BUILDS, { recursive: true })
      const draft = mkdtempSync(join(BUILDS, `${DRAFT}${process.pid}-`))
      chmodSync(draft, 0o755)
      process.once('exit', () => rmSync(draft, { recursive: true, force: true }))
      // Next writes into both: what it adds names this draft.
      writeFileSync(join(draft, 'tsconfig.json'), '{ "extends": "../../tsconfig.json" }\n')
      runTool('next', ['build'], {
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        NEXT_DIST_DIR: join(draft, 'pages'),
        NEXT_TSCONFIG: join(draft, 'tsconfig.json'),
      })
      rmSync('next-env.d.ts', { force: true })
      rmSync(join(draft, 'pages', 'cache'), { recursive: true, force: true })
      bundle('server/main.ts', join(draft, 'main.mjs'))
      cpSync('prisma/migrations', join(draft, 'migrations'), { recursive: true })
      cpSync('prisma/demo/pictures', join(draft, 'demo-pictures'), { recursive: true })
      putInPlace(draft, home)
    })
  }
  const start = `await import('./${id}/main.mjs')\n`
  if (existsSync(NEWEST) && readFileSync(NEWEST, 'utf8') === start) return
  const draft = `${NEWEST}-${process.pid}`
  writeFileSync(draft, start)
  renameSync(draft, NEWEST)
}

const SOURCES = [
  ...['app', 'components', 'domain', 'forms', 'server', 'prisma', 'public', 'text'],
  ...[
    'next.config.ts',
    'tailwind.config.ts',
    'postcss.config.mjs',
    'setup/css-for-older-browsers.mjs',
    '.browserslistrc',
    'tsconfig.json',
    'package-lock.json',
  ],
]

/** Of two who build the same at once the first one's stands. */
function putInPlace(draft, home) {
  try {
    renameSync(draft, home)
  } catch (error) {
    if (!existsSync(home)) throw error
  }
}

/** How many builds are kept beside those that somebody runs from: the newest and the one before. */
const KEPT_BUILDS = 2

/** Once the newest build answers: takes older ones that no process runs from. */
export function removeOldBuilds() {
  const builds = readdirSync(BUILDS)
    .filter(isBuild)
    .map((name) => join(BUILDS, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
  for (const home of builds.slice(KEPT_BUILDS)) {
    const users = readdirSync(home).filter((name) => name.startsWith(USED_BY))
    if (users.some((name) => isRunning(Number(name.slice(USED_BY.length))))) continue
    rmSync(home, { recursive: true, force: true })
  }
  removeDrafts(BUILDS, DRAFT)
}

/** What processes began in `folder` and did not finish, by their numbers behind `prefix`. */
function removeDrafts(folder, prefix) {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(prefix))) {
    if (isRunning(Number.parseInt(name.slice(prefix.length), 10))) continue
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

const USED_BY = 'used-by-'
const DRAFT = 'new-'

/**
 * Says for `removeOldBuilds` that this process runs from the newest build, which is the one to keep
 * longest.
 */
export function useNewestBuild() {
  const id = /\.\/([0-9a-f]{12})\//.exec(readFileSync(NEWEST, 'utf8'))?.[1]
  if (!id) return
  const home = join(BUILDS, id)
  for (const name of readdirSync(home)) {
    const isOver = name.startsWith(USED_BY) && !isRunning(Number(name.slice(USED_BY.length)))
    if (isOver) rmSync(join(home, name), { force: true })
  }
  writeFileSync(join(home, `${USED_BY}${process.pid}`), '')
  const now = new Date()
  utimesSync(home, now, now)
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/**
 * A tool of the terminal, such as `server/password.ts`, by itself: no pages are built for it. What
 * it was made of lies beside it: an update brings other packages, and the way back brings those of
 * before, while `dist` stays.
 */
export function bundleTool(name) {
  const tool = `dist/${name}.mjs`
  step(
    { says: 'Getting ready', stamp: `${tool}.of`, isThere: () => existsSync(tool) },
    ['domain', 'forms', 'server', 'prisma', 'text', 'package-lock.json'],
    () => bundle(`server/${name}.ts`, tool),
  )
}

function bundle(source, outfile) {
  runTool('esbuild', [
    ...[source, '--bundle', '--packages=external', '--platform=node', '--format=esm'],
    ...['--target=node20', '--sourcemap', `--outfile=${outfile}`, '--log-level=warning'],
  ])
}

/** Does `work` unless the stamp says it was done for just these inputs. */
function step({ says, stamp, isThere = () => true }, inputs, work) {
  const wanted = digest(inputs)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && isThere()) return
  timed(says, work)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function timed(says, work) {
  const startedMs = Date.now()
  console.log(`${says} …`)
  work()
  console.log(`  done in ${Math.round((Date.now() - startedMs) / 1000)} s`)
}

function runTool(tool, args, env = {}) {
  run(join('node_modules', '.bin', tool), args, env)
}

function run(command, args, env = {}, cwd = '.') {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  const words = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`
  console.error(words)
  if (signal === 'SIGKILL' || NO_MEMORY.test(words)) {
    fail(
      'There was too little memory to get ready: that takes 1 GB, running takes half of it. Close other programs, add swap, or raise ' +
        '--max-old-space-size where NODE_OPTIONS sets it low; a folder that was made ready on another machine of this kind can be copied.',
    )
  }
  const before = existsSync(NEWEST) ? ` The build before is whole: node ${NEWEST} starts it.` : ''
  fail(`"${command} ${args.join(' ')}" failed; its own words are above.${before}`)
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
