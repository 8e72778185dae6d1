// Whether there is room to write: free space where our data is, and what the database said when it
// was last written to. Red until a write works again, found out by writing.

import { statfs } from 'node:fs/promises'
import type { Pool } from 'pg'
import { isWithoutRoom } from './database/trouble'

/** Less than that does not last until somebody comes. */
const LEAST_FREE_BYTES = 100_000_000

/** `low`: soon full; `failed`: a write was refused for want of room, and still is. */
export type RoomTrouble = 'low' | 'failed'

export type Room = {
  /** Every error that a command ended with passes here. */
  note: (error: unknown) => void
  /** Null when all is well. */
  look: () => Promise<RoomTrouble | null>
}

/** @param folders where our own data is; none where somebody else keeps it */
export function watchRoom(
  pool: Pool,
  folders: readonly string[],
  leastFreeBytes = LEAST_FREE_BYTES,
): Room {
  let hasFailed = false
  return {
    note: (error) => {
      if (isWithoutRoom(error)) hasFailed = true
    },
    look: async () => {
      if (hasFailed) hasFailed = !(await canWrite(pool))
      if (hasFailed) return 'failed'
      for (const folder of folders) {
        const { bavail, bsize } = await statfs(folder)
        if (bavail * bsize < leastFreeBytes) return 'low'
      }
      return null
    },
  }
}

/** A megabyte on the database's own disk, gone again at once. */
async function canWrite(pool: Pool): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      'CREATE TEMPORARY TABLE room ON COMMIT DROP AS SELECT md5(n::text) FROM generate_series(1, 20000) n',
    )
    return true
  } catch (error) {
    if (isWithoutRoom(error)) return false
    throw error
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}
