// npm run migration -- NAME: writes the migration from the last schema to this one, to be read and
// completed by hand.

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { startEmbedded } from '@/server/database/embedded'
import { schemaDiff } from './schema-diff'
import { schemaText } from './schema-text'

const FOLDER = 'prisma/migrations'
const LAST = join(FOLDER, 'last.prisma')

const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Say what it does: npm run migration -- add_table_position')
  process.exit(1)
}

const dataDir = mkdtempSync(join(tmpdir(), 'fanzhuo-migration-'))
chmodSync(dataDir, 0o755)
const embedded = await startEmbedded(dataDir, pino({ level: 'silent' }))
try {
  const schema = schemaText()
  const sql = await schemaDiff(readFileSync(LAST, 'utf8'), schema, embedded.url)
  if (/^\s*(-- This is an empty migration\.)?\s*$/.test(sql)) {
    console.log('The schema is as the last migration left it; nothing to write.')
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = join(FOLDER, `${stamp}_${name}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'migration.sql'), sql)
    writeFileSync(LAST, schema)
    console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`)
  }
} finally {
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
