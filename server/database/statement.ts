// Named statements as values: what is asked, and what a row of the answer has. PostgreSQL plans
// each once per connection. A test prepares every one on the migrated database and holds its
// columns against the row said here.

import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'

export type Statement<Row extends object = object> = {
  readonly name: string
  readonly text: string
  readonly row: z.ZodObject & z.ZodType<Row>
}

export type RowOf<S> = S extends Statement<infer Row> ? Row : never

const known = new Map<string, Statement>()

/**
 * @param name its own in the whole program, as PostgreSQL wants it
 * @param row a schema for each column of the answer; {} for a statement that answers none. It is
 *   not run over the rows.
 */
export function statement<Shape extends z.ZodRawShape>(
  name: string,
  row: Shape,
  text: string,
): Statement<z.infer<z.ZodObject<Shape>>> {
  if (known.has(name)) throw new Error(`two statements are called ${name}`)
  const made = { name, text, row: z.object(row) } as const
  known.set(name, made as unknown as Statement)
  return made as unknown as Statement<z.infer<z.ZodObject<Shape>>>
}

/** Every statement of the modules that were imported. */
export function knownStatements(): Statement[] {
  return [...known.values()]
}

/** Asks a statement. @param values for $1, $2 … */
export async function ask<Row extends object>(
  pool: Pool | PoolClient,
  { name, text }: Statement<Row>,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await pool.query<Row>({ name, text, values: [...values] })
  return rows
}

/** A column of JSON, made by the statement itself; its inside is not looked at. */
export function json<Inside>(): z.ZodType<Inside> {
  return z.custom<Inside>()
}

/**
 * A column that may be null in its table and is not in these rows: the statement leaves such rows
 * out, or whoever writes it fills it.
 */
export function notNullHere<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.describe(NOT_NULL_HERE)
}
export const NOT_NULL_HERE = 'not null here'
