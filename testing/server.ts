// One PostgreSQL for a run of the room tests: the embedded one in a folder of its own, or the one
// DATABASE_URL names. It holds a migrated template; every test file copies it. fsync is off here:
// tests of durability start their own server.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '@/server/database/embedded'
import { migrate } from '@/server/database/migrate'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server's maintenance database. */
    serverUrl: string
    template: string
  }
}

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'fanzhuo-test-'))
  await chmod(folder, 0o755)
  const embedded = process.env.DATABASE_URL
    ? null
    : await startEmbedded(folder, pino({ level: 'silent' }))
  const serverUrl = process.env.DATABASE_URL ?? embedded?.url ?? ''
  const template = `fanzhuo_template_${process.pid}_${project.name.replace('-', '_')}`

  const admin = new pg.Client(serverUrl)
  await admin.connect()
  if (embedded) await admin.query('ALTER SYSTEM SET fsync = off')
  if (embedded) await admin.query('SELECT pg_reload_conf()')
  await admin.query(`CREATE DATABASE ${template}`)
  const url = new URL(serverUrl)
  url.pathname = `/${template}`
  await migrate(url.href, 'prisma/migrations')

  project.provide('serverUrl', serverUrl)
  project.provide('template', template)
  return async () => {
    await admin.query(`DROP DATABASE ${template} WITH (FORCE)`)
    await admin.end()
    await embedded?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
