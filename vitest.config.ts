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
          exclude: ['server/boot/**'],
          globalSetup: ['server/testing/server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
        },
      },
      {
        // The built program: started, killed, stopped. One after the other, on the ports and the disk of this machine.
        resolve: { alias },
        test: {
          name: 'boot',
          include: ['server/boot/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
