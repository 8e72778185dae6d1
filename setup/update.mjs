// npm run update: brings the next version beside the one that runs: says what it changes, backs the
// house up, installs and builds in a folder of its own. Nothing of the running version is touched;
// the next start takes it. `npm run update -- FOLDER` takes the version that was unpacked there,
// `npm run update -- back` the one before.

import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { runningOn } from './ask-first.mjs'
import { readEnvFile } from './env-file.mjs'
import { linkTree } from './link-tree.mjs'
import { setting } from './meant.mjs'
import { bundleTool } from './ready.mjs'
import { checkNode, fail } from './sentence.mjs'
import { BEFORE, CAME_FROM, isBuild, KEPT, READY, TREE, UPDATE } from './take-update.mjs'

const MIGRATIONS = 'prisma/migrations'
/** What an unpacked folder may hold that is none of the version's. */
const NOT_SOURCES = new Set([
  '.git',
  '.data',
  '.update',
  '.before',
  'node_modules',
  'dist',
  '.next',
  '.env',
])

checkNode()
readEnvFile()
const [aim, ...more] = process.argv.slice(2)
if (more.length > 0) fail('Say one thing at most: npm run update, -- FOLDER, or -- back.')
if (existsSync(KEPT)) {
  fail(
    'A start was ended while it took an update. npm start takes the rest of it; then say this again.',
  )
}
const wasReady = existsSync(READY)
rmSync(UPDATE, { recursive: true, force: true })
if (aim === 'back' && wasReady) {
  console.log('What was made ready is dropped; the next start opens the version that is here.')
} else if (aim === 'back') goBack()
else await bring(aim ? fromFolder(resolve(aim)) : fromGit())

/** @param {{ from: string | null, to: string | null, gone: string[] }} step */
async function bring(step) {
  const version = versionIn(TREE)
  for (const folder of [dataDir(), backupDir()]) {
    const [first = ''] = relative('.', folder).split(sep)
    if (first !== '' && first !== '..' && existsSync(join(TREE, first))) {
      giveUp(
        `${folder} is where that version has a part of itself. Move it elsewhere first, and set DATA_DIR and BACKUP_DIR.`,
      )
    }
  }
  const [has, brings] = [migrationsIn('.'), migrationsIn(TREE)]
  const lost = has.find((name) => !brings.includes(name))
  if (lost) giveUp(`That version is older than this one: it does not know the migration ${lost}.`)
  const come = brings.filter((name) => !has.includes(name))
  console.log(`From ${versionIn('.')} to ${version}.`)
  console.log(
    come.length === 0
      ? 'The database stays as it is.'
      : `The database is changed at the next start:${come.map((name) => `\n  ${name}`).join('')}`,
  )
  backUp()
  makeReady()
  const came = readdirSync(TREE).filter((name) => !existsSync(name))
  writeFileSync(READY, JSON.stringify({ ...step, version, came }))
  const running = await runningOn(dataDir())
  console.log(
    running
      ? `\nReady. Fanzhuo goes on as it is (process ${running.pid}). The next start takes the new version, within seconds: stop it where it runs ` +
          '(Ctrl-C, or your supervisor’s restart), then npm start.\nBack to the version before: npm run update -- back\n'
      : '\nReady. npm start takes it. Back to the version before: npm run update -- back\n',
  )
}

// ── where it comes from ──

function fromGit() {
  const top = git('rev-parse', '--show-toplevel')
  const upstream =
    top && resolve(top) === resolve('.') ? git('rev-parse', '--abbrev-ref', '@{u}') : null
  if (!upstream) {
    fail(
      'This folder is not a git clone that follows another. Unpack the new version into a folder of its own, and say: npm run update -- FOLDER',
    )
  }
  if (git('fetch', '-q') === null)
    fail(`What is new at ${upstream} cannot be asked. Is the network there?`)
  if (git('status', '--porcelain', '--untracked-files=no') !== '') {
    fail('Files of Fanzhuo were changed here (git status). Commit or undo that, then update.')
  }
  const [from, to] = [git('rev-parse', 'HEAD'), git('rev-parse', '@{u}')]
  if (git('merge-base', '--is-ancestor', to, from) !== null) {
    console.log('This is the newest version already.')
    process.exit(0)
  }
  if (git('merge-base', '--is-ancestor', from, to) === null) {
    fail(`This version and ${upstream} went different ways. Bring them together in git first.`)
  }
  mkdirSync(TREE, { recursive: true })
  const index = { GIT_INDEX_FILE: resolve(UPDATE, 'index') }
  const isThere =
    gitWith(index, 'read-tree', to) !== null &&
    gitWith(index, 'checkout-index', '-a', `--prefix=${TREE}/`) !== null
  if (!isThere) giveUp('The new version could not be unpacked.')
  const ours = git('ls-tree', '--name-only', from)?.split('\n') ?? []
  return { from, to, gone: ours.filter((name) => !existsSync(join(TREE, name))) }
}

function fromFolder(folder) {
  if (!existsSync(join(folder, 'setup', 'start.mjs'))) fail(`There is no Fanzhuo in ${folder}.`)
  if (folder === resolve('.'))
    fail('Unpack the new version into a folder of its own, not over this one.')
  mkdirSync(TREE, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (!NOT_SOURCES.has(name)) cpSync(join(folder, name), join(TREE, name), { recursive: true })
  }
  return { from: null, to: null, gone: [] }
}

function goBack() {
  if (!existsSync(BEFORE)) fail('There is no version before this one here.')
  const version = versionIn(BEFORE)
  const known = migrationsIn(BEFORE)
  const brought = migrationsIn('.').some((name) => !known.includes(name))
  const changes = brought ? appliedMigrations().filter(({ name }) => !known.includes(name)) : []
  if (changes.length > 0) fail(noWayBack(version, changes))
  const { from, to, came = [] } = JSON.parse(readFileSync(join(BEFORE, CAME_FROM), 'utf8'))
  // It stays where it is until the start takes it, so that this can be taken back too.
  linkTree(BEFORE, TREE)
  rmSync(join(TREE, CAME_FROM))
  const comes = readdirSync(TREE).filter((name) => !existsSync(name))
  writeFileSync(READY, JSON.stringify({ from: to, to: from, version, gone: came, came: comes }))
  console.log(`Ready. The next start goes back to ${version}; what was ordered since stays.`)
}

/** What the database has: a version that never got so far as to change it can be left. */
function appliedMigrations() {
  if (!isHouse()) return []
  bundleTool('applied')
  const { status, stdout } = spawnSync(process.execPath, ['dist/applied.mjs'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) fail('Without knowing what the database has nothing is taken back.')
  return JSON.parse(stdout)
}

/** @param {string} version @param {{ name: string, at: string | null }[]} changes */
function noWayBack(version, changes) {
  const since = changes.map(({ at }) => at ?? '').sort()[0]
  const backup = lastBackupBefore(since) ?? 'FILE'
  const folder = resolve('..', `fanzhuo-${version}-before`)
  const secret = join(dataDir(), 'secret')
  const [program, data] = [typed(folder), typed(`${folder}-data`)]
  const isOther = Boolean(setting('DATABASE_URL'))
  return [
    `The database was changed since the version before (${version}), which cannot read it any more:`,
    ...changes.map(({ name }) => `  ${name}`),
    'Nothing is taken back. The house as it was before that opens from its backup, in folders of its own; what was ordered since is not in it:',
    `  cp -a ${BEFORE} ${program} && mkdir ${data}${existsSync(secret) ? ` && cp ${typed(secret)} ${data}/` : ''}`,
    `  cd ${program} && DATA_DIR=${data} npm run restore -- ${typed(backup)}`,
    `  DATA_DIR=${data} npm start`,
    ...(isOther ? ['both with DATABASE_URL naming an empty database.'] : []),
  ].join('\n')
}

/** As a shell takes it for one word. */
function typed(path) {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

/** By its name, which has the instant it was made. */
function lastBackupBefore(instant) {
  const folder = backupDir()
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const digits = instant.slice(0, 19).replaceAll(':', '-')
  const name = names.findLast(
    (each) => /^fanzhuo-.+\.tar\.gz$/.test(each) && each.slice(8, 27) <= digits,
  )
  return name && join(folder, name)
}

// ── the steps ──

/** By the version that is here, of the house as it is. */
function backUp() {
  if (setting('BACKUPS').toLowerCase() === 'off') return
  if (!isHouse()) return
  console.log('Backing up …')
  if (!node('.', 'setup/backup.mjs', 'before-update')) {
    giveUp('Without a backup nothing is updated. Mend what it says above, or set BACKUPS=off.')
  }
}

function isHouse() {
  const isThere = ['postgres', 'database-folder'].some((name) => existsSync(join(dataDir(), name)))
  return isThere || Boolean(setting('DATABASE_URL'))
}

function backupDir() {
  return resolve(setting('BACKUP_DIR') || join(dataDir(), 'backups'))
}

function dataDir() {
  return resolve(setting('DATA_DIR') || '.data')
}

function makeReady() {
  if (existsSync('node_modules') && hasSamePackages()) {
    // Written in place: npm's list, and what was done for these packages.
    linkTree('node_modules', join(TREE, 'node_modules'), (name) => name.startsWith('.'))
  }
  // A version whose program is the same as one that was built here is not built again.
  for (const name of existsSync('dist') ? readdirSync('dist').filter(isBuild) : []) {
    linkTree(join('dist', name), join(TREE, 'dist', name))
  }
  if (!node(TREE, 'setup/make-ready.mjs')) {
    giveUp(
      'The new version could not be made ready; its own words are above. Nothing was changed, the old one goes on.',
    )
  }
}

/** Other packages are installed anew, beside. */
function hasSamePackages() {
  const [here, there] = ['.', TREE].map((folder) => readFileSync(join(folder, 'package-lock.json')))
  return here.equals(there)
}

function giveUp(sentence) {
  rmSync(UPDATE, { recursive: true, force: true })
  fail(sentence)
}

function node(folder, ...words) {
  return spawnSync(process.execPath, words, { cwd: folder, stdio: 'inherit' }).status === 0
}

/** What git says, or null where it refuses. */
function git(...words) {
  return gitWith({}, ...words)
}

function gitWith(env, ...words) {
  const { status, stdout } = spawnSync('git', words, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return status === 0 ? stdout.trim() : null
}

function versionIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
}

function migrationsIn(folder) {
  const path = join(folder, MIGRATIONS)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
