// The last step of an update, taken by the next start: what `npm run update` made ready beside is
// moved in, what was there is kept whole in `.before`. Only renames; one that was killed on the way
// is finished by the start after it.

import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fail } from './sentence.mjs'

/** What is being made ready; `update.json` in it is written last, and says that it is. */
export const UPDATE = '.update'
export const TREE = join(UPDATE, 'tree')
export const READY = join(UPDATE, 'update.json')
/** What the start that takes it has put aside so far. */
export const KEPT = join(UPDATE, 'before')
/**
 * The version before, whole: its sources and packages, and how it was left. Its build stays where
 * builds are.
 */
export const BEFORE = '.before'
export const CAME_FROM = 'came-from.json'

/** A build's folder in `dist` is named by what it was made of. */
export const isBuild = (name) => /^[0-9a-f]{12}$/.test(name)

export function takeUpdate() {
  if (!existsSync(READY)) return
  const { from, to, version, gone, came } = JSON.parse(readFileSync(READY, 'utf8'))
  const names = existsSync(TREE) ? readdirSync(TREE).filter((name) => name !== 'dist') : []
  // Ended when all was in place already, but for clearing up.
  if (names.length === 0 && !existsSync(KEPT))
    return rmSync(UPDATE, { recursive: true, force: true })
  console.log(`Taking the update to ${version} …`)
  mkdirSync(KEPT, { recursive: true })
  const putAside = (name) => {
    if (existsSync(name) && !existsSync(join(KEPT, name))) renameSync(name, join(KEPT, name))
  }
  for (const name of names) {
    putAside(name)
    renameSync(join(TREE, name), name)
  }
  for (const name of gone) putAside(name)
  takeBuilds()
  if (to) moveGit(to)
  writeFileSync(join(KEPT, CAME_FROM), JSON.stringify({ from, to, came }))
  rmSync(BEFORE, { recursive: true, force: true })
  renameSync(KEPT, BEFORE)
  rmSync(UPDATE, { recursive: true, force: true })
}

/** Those of both versions lie together. */
function takeBuilds() {
  const builds = join(TREE, 'dist')
  for (const name of existsSync(builds) ? readdirSync(builds) : []) {
    if (isBuild(name) && !existsSync(join('dist', name))) {
      mkdirSync('dist', { recursive: true })
      renameSync(join(builds, name), join('dist', name))
    }
  }
}

/** The files are there already; git is told so. */
function moveGit(commit) {
  const { status, stderr } = spawnSync('git', ['reset', '-q', commit], { encoding: 'utf8' })
  if (status !== 0) {
    fail(
      `The new version is in place, but git does not follow: ${stderr.trim()}. Mend that, and start again.`,
    )
  }
}
