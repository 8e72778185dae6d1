// What packages bring and nobody who only runs Fanzhuo reads: half of their files. Tests, types and
// a debugger of packages want them, so this is done where test tools are not.

import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const UNREAD = [
  // Source maps, and descriptions of types but for those that Next's build insists on.
  /\.map$/,
  /(?<!@types\/(node|react)\/index)\.d\.[cm]?ts$/,
  // Of Prisma's compilers, those for other databases, for edges of clouds, or for CommonJS.
  /^@prisma\/client\/runtime\/query_compiler_.*\.(cockroachdb|mysql|sqlite|sqlserver)\./,
  /^@prisma\/client\/runtime\/(query_compiler_.*wasm-base64\.js|wasm-compiler-edge.*)$/,
  // Next's handlers for development, its manual, and a checker of types.
  /^next\/dist\/compiled\/next-server\/.*\.dev\.js$/,
  /^next\/dist\/docs\//,
  /^@typescript\/[^/]+\/lib\//,
  // A browser for tests, which npm takes along because Next could drive it.
  /^(@playwright|playwright|playwright-core)\//,
]

/** @param {string} packages a node_modules that nobody uses yet */
export function slim(packages) {
  for (const entry of readdirSync(packages, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(packages.length + 1).replaceAll('\\', '/')
    if (UNREAD.some((each) => each.test(name))) rmSync(path)
  }
}
