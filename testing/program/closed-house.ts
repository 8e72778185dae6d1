import { execFileSync } from 'node:child_process'
import { inject } from 'vitest'
import { freshFolder } from './program'

/**
 * The data folder of an empty house that was opened once and closed: one of the test's own, whose
 * start is no first one.
 */
export function closedHouse(): ReturnType<typeof freshFolder> {
  const folder = freshFolder()
  // With its owners and rights: under root the database is another user's.
  execFileSync('cp', ['-a', `${inject('closedHouse')}/.`, folder.path])
  return folder
}
