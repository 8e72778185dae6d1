// A copy of a folder that takes no room: files are linked, but for those that are written in place.

import { copyFileSync, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} from
 * @param {string} to must not be there
 * @param {(name: string) => boolean} isCopied for what lies in `from` itself
 */
export function linkTree(from, to, isCopied = () => false) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [path, aim] = [join(from, entry.name), join(to, entry.name)]
    const isCopy = isCopied(entry.name)
    if (entry.isDirectory()) linkTree(path, aim, () => isCopy)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(path), aim)
    else if (isCopy) copyFileSync(path, aim)
    else linkOrCopy(path, aim)
  }
}

function linkOrCopy(path, aim) {
  try {
    linkSync(path, aim)
  } catch (error) {
    // Another disk, or one that knows no links.
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].includes(error.code)) throw error
    copyFileSync(path, aim)
  }
}
