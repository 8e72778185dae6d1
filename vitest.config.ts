import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': resolve(import.meta.dirname) }

export default defineConfig({
  test: {
    projects: [
      {
        // Rules: no database, no browser.
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['domain/**/*.test.ts', 'components/**/*.test.ts', '*.test.ts'],
        },
      },
      {
        // Rooms: on a real PostgreSQL, each file on a database of its own.
        resolve: { alias },
        test: {
          name: 'rooms',
          include: ['server/**/*.test.ts', 'prisma/**/*.test.ts'],
          globalSetup: ['server/testing/server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
        },
      },
    ],
  },
})
