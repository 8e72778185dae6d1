// The rows of a long statement, some at a time and all of one moment: memory holds one batch, and
// whoever stops listening ends it.

import type { Pool } from 'pg'
import type { Statement } from '../database/statement'

const ROWS_AT_ONCE = 500

/** @param signal ends the statement where it is, also in the middle of a batch */
export async function* readInBatches<Row extends object>(
  pool: Pool,
  { text }: Statement<Row>,
  values: readonly unknown[],
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  signal.throwIfAborted()
  const client = await pool.connect()
  // A connection that breaks is told of by the statement that it breaks in.
  const nothing = () => {}
  client.on('error', nothing)
  let cancel = nothing
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows: own } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    cancel = () => {
      pool.query('SELECT pg_cancel_backend($1)', [own[0]?.pid]).catch(nothing)
    }
    signal.addEventListener('abort', cancel)
    await client.query(`DECLARE report NO SCROLL CURSOR FOR ${text}`, [...values])
    for (;;) {
      signal.throwIfAborted()
      const { rows } = await client.query<Row>(`FETCH ${ROWS_AT_ONCE} FROM report`)
      yield rows
      if (rows.length < ROWS_AT_ONCE) return
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    const isWell = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    )
    client.off('error', nothing)
    // A cancelled connection is nobody's any more: the word may still be on its way to it.
    client.release(signal.aborted || !isWell)
  }
}
