// Work that only one of several starting processes may do at a time.

import pg from 'pg'

/**
 * Runs work while no other process on this database does anything under the same number; waits for
 * its turn.
 */
export async function inTurn<T>(url: string, number: number, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(7, $1)', [number])
    return await work()
  } finally {
    await client.end()
  }
}
