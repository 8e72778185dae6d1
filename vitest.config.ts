import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// Nothing may hang on the machine's zone, so no test runs in UTC unless somebody wants it; the
// rooms choose one a file.
const zoneOfFile = process.env.TZ ? [] : ['testing/zone.ts']
process.env.TZ ??= 'Asia/Shanghai'

const alias = { '@': resolve(import.meta.dirname) }

const ALONE = ['server/boot/chaos.test.ts', 'server/boot/restarted.test.ts']

/** Replaces modules that all others stand on. */
const APART = ['server/third-language.test.ts']

/**
 * Bounded in work; a busy machine only takes longer. What a test promises in seconds it says
 * itself.
 */
const PATIENT = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
  retry: process.env.CI ? 1 : 0,
}

const rooms = (own: {
  name: string
  include: string[]
  exclude?: string[]
  isolate?: boolean
}) => ({
  resolve: { alias },
  test: {
    ...own,
    globalSetup: ['testing/server.ts'],
    setupFiles: zoneOfFile,
    ...PATIENT,
    maxWorkers: 3,
    // After the rules, where both are asked for: they have as many workers as there are cores.
    sequence: { groupOrder: 1 },
  },
})

export default defineConfig({
  test: {
    projects: [
      {
        // Rules: no database, no browser.
        resolve: { alias },
        test: {
          name: 'unit',
          include: [
            'domain/**/*.test.ts',
            'components/**/*.test.ts',
            'text/**/*.test.ts',
            '*.test.ts',
          ],
          // Bounded in work; a busy machine only takes longer.
          testTimeout: 300_000,
        },
      },
      // Rooms: on a real PostgreSQL, each file on a database of its own. No module keeps what one
      // test did, so that the files of a worker load the server once.
      rooms({
        name: 'rooms',
        include: ['server/**/*.test.ts', 'prisma/**/*.test.ts', 'testing/**/*.test.ts'],
        exclude: ['server/boot/**', ...APART],
        isolate: false,
      }),
      rooms({ name: 'rooms-apart', include: APART }),
      {
        // The built program: started, killed, stopped, each file on ports and in folders of its
        // own.
        resolve: { alias },
        test: {
          name: 'boot',
          include: ['server/boot/**/*.test.ts'],
          exclude: ALONE,
          globalSetup: ['testing/program/open-house.ts'],
          ...PATIENT,
          maxWorkers: 3,
        },
      },
      {
        // What loads the machine itself, or says how quick the house is.
        resolve: { alias },
        test: {
          name: 'boot-alone',
          include: ALONE,
          globalSetup: ['testing/program/open-house.ts'],
          ...PATIENT,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
