// Every named statement, prepared on the migrated database: its columns are those that its row
// says, by name, type and, where the database knows, whether they may be null. No statement is run.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Connection, FieldDef, Submittable } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { z } from 'zod'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { knownStatements, NOT_NULL_HERE, type Statement } from './statement'

const SERVER = join(import.meta.dirname, '..')
let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
  const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
    .filter((path) => /\bstatement\(/.test(readFileSync(join(SERVER, path), 'utf8')))
  for (const path of sources)
    await import(/* @vite-ignore */ pathToFileURL(join(SERVER, path)).href)
})
afterAll(() => database.drop())

it('is prepared, and its row says what comes', async () => {
  const statements = knownStatements()
  expect(statements.length).toBeGreaterThan(50)
  const types = await typesOf()
  const lies: string[] = []
  for (const statement of statements) lies.push(...(await liesOf(statement, types)))
  expect(lies).toEqual([])
})

it('finds a row that says another name, type or nullness than the table has', async () => {
  const { statement } = await import('./statement')
  const { z } = await import('zod')
  const types = await typesOf()
  const text =
    'SELECT id, name, cashier_refund_limit_cents, mode, created_at FROM store s, (SELECT 1 AS mode) m'
  const liar = statement(
    'a-liar',
    {
      id: z.string(),
      name: z.string().nullable(),
      cashier_refund_limit_cents: z.int(),
      mode: z.int(),
      at: z.date(),
    },
    text,
  )
  expect(await liesOf(liar, types)).toEqual([
    'a-liar: "cashier_refund_limit_cents" may be null in its table, the row says never',
    'a-liar: "id" is int4, the row says string',
    'a-liar: nobody said "created_at"',
    'a-liar: there is no column "at"',
  ])
})

type Types = Map<number, { name: string; labels: string[]; element: number }>

async function typesOf(): Promise<Types> {
  const { rows } = await database.pool.query<{
    oid: number
    name: string
    element: number
    labels: string[]
  }>(`
    SELECT t.oid::int AS oid, t.typname AS name, CASE WHEN t.typcategory = 'A' THEN t.typelem::int ELSE 0 END AS element,
           ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
      FROM pg_type t`)
  return new Map(rows.map((row) => [row.oid, row]))
}

async function liesOf(statement: Statement, types: Types): Promise<string[]> {
  const columns = await columnsOf(statement)
  const said = Object.entries(statement.row.shape)
  const names = new Set(columns.map(({ name }) => name))
  const lies = said
    .filter(([name]) => !names.has(name))
    .map(([name]) => `there is no column "${name}"`)
  const nullable = await nullableOf(columns)
  for (const [index, column] of columns.entries()) {
    const schema = statement.row.shape[column.name] as z.ZodType | undefined
    if (!schema) {
      lies.push(`nobody said "${column.name}"`)
      continue
    }
    const wrong = wrongType(schema, column.dataTypeID, types)
    if (wrong) lies.push(`"${column.name}" is ${wrong}`)
    const mayBeNull = nullable[index] && schema.description !== NOT_NULL_HERE
    if (mayBeNull && !schema.safeParse(null).success) {
      lies.push(`"${column.name}" may be null in its table, the row says never`)
    }
  }
  return lies.map((lie) => `${statement.name}: ${lie}`).sort()
}

/**
 * What our pool makes of each type. int8 is an exact number (exact-integers.ts); numeric comes as
 * text, so that nothing is rounded.
 */
const KINDS: Record<string, string[]> = {
  bool: ['boolean'],
  int2: ['number'],
  int4: ['number'],
  float8: ['number'],
  int8: ['number'],
  numeric: ['string'],
  text: ['string', 'enum'],
  varchar: ['string', 'enum'],
  date: ['date'],
  timestamptz: ['date'],
  json: ['custom'],
  jsonb: ['custom'],
  bytea: ['custom'],
}

function wrongType(schema: z.ZodType, oid: number, types: Types): string | null {
  const inner = bare(schema)
  const kind = inner._zod.def.type
  const type = types.get(oid)
  if (!type) return `of type ${oid}, which nobody knows`
  if (type.element !== 0) {
    if (kind !== 'array') return `a list, the row says ${kind}`
    return wrongType((inner as z.ZodArray<z.ZodType>).element, type.element, types)
  }
  if (type.labels.length > 0) {
    if (kind !== 'enum') return `one of ${type.labels}, the row says ${kind}`
    const said = Object.values((inner as z.ZodEnum).enum)
    const isSame =
      said.length === type.labels.length && said.every((each) => type.labels.includes(String(each)))
    return isSame ? null : `one of ${type.labels}, the row says ${said}`
  }
  return KINDS[type.name]?.includes(kind) ? null : `${type.name}, the row says ${kind}`
}

/** A schema without its "or null". */
function bare(schema: z.ZodType): z.ZodType {
  return schema._zod.def.type === 'nullable'
    ? bare((schema as z.ZodNullable<z.ZodType>).unwrap())
    : schema
}

async function nullableOf(columns: FieldDef[]): Promise<boolean[]> {
  const { rows } = await database.pool.query<{ nullable: boolean }>(
    `SELECT NOT COALESCE(a.attnotnull, true) AS nullable
       FROM unnest($1::oid[], $2::int[]) WITH ORDINALITY AS asked(relation, number, nth)
       LEFT JOIN pg_attribute a ON a.attrelid = asked.relation AND a.attnum = asked.number
      ORDER BY nth`,
    [columns.map(({ tableID }) => tableID), columns.map(({ columnID }) => columnID)],
  )
  return rows.map((row) => row.nullable)
}

/** The columns that a statement would answer with, as the server describes them. */
async function columnsOf(statement: Statement): Promise<FieldDef[]> {
  const client = await database.pool.connect()
  try {
    return await new Promise((resolve, reject) =>
      client.query(describing(statement.text, resolve, reject)),
    )
  } finally {
    client.release()
  }
}

/** A query of the wire protocol that only parses and describes: parse, describe, sync. */
function describing(
  text: string,
  resolve: (fields: FieldDef[]) => void,
  reject: (error: Error) => void,
): Submittable {
  let fields: FieldDef[] = []
  const query = {
    submit(connection: Connection) {
      connection.parse({ name: '', text, types: [] }, true)
      connection.describe({ type: 'S', name: '' }, true)
      connection.sync()
    },
    handleRowDescription: (message: { fields: FieldDef[] }) => {
      fields = message.fields
    },
    handleReadyForQuery: () => resolve(fields),
    handleError: (error: Error) => reject(new Error(`${error.message}\n${text}`)),
  }
  return query
}
