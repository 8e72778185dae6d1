// Notes for the end of `npm test` what was thrown outside of any test: Vitest fails for it, and its
// JSON does not say so.

import { writeFileSync } from 'node:fs'

export default class Uncaught {
  onTestRunEnd(_modules, errors) {
    const path = process.env.UNCAUGHT
    if (!path || errors.length === 0) return
    const told = errors.map(
      ({ message, stack = '' }) => `outside of any test: ${message}\n${stack}`,
    )
    writeFileSync(path, told.join('\n'))
  }
}
