// Other versions of Node for the tests of machines, from the npm registry, which has Node's own
// programs as packages.

import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * @param {number} major
 * @param {string} folder where it is put, so that other users reach it
 * @returns {string | null} the program; null where none can be had
 */
export function nodeOf(major, folder) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath
  const path = join(folder, `node-${major}`, 'node')
  if (existsSync(path)) return path
  const asked = ['--yes', '--package', `node@${major}`, 'node', '-p', 'process.execPath']
  const { status, stdout } = spawnSync('npx', asked, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const found = stdout?.trim().split('\n').at(-1)
  if (status !== 0 || !found || !existsSync(found)) return null
  mkdirSync(dirname(path), { recursive: true })
  copyFileSync(found, path)
  chmodSync(path, 0o755)
  return path
}
