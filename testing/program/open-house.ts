// Before the tests of the built program: a house is opened once and closed, for those to copy that
// are not about a first start.

import type { TestProject } from 'vitest/node'
import { freshFolder, startProgram } from './program'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The data folder of a house that was opened once, empty, and closed. */
    closedHouse: string
  }
}

export default async function setup(project: TestProject) {
  const { path, remove } = freshFolder()
  const program = startProgram({ DATA_DIR: path })
  await program.opened
  program.kill('SIGTERM')
  await program.ended
  project.provide('closedHouse', path)
  return remove
}
