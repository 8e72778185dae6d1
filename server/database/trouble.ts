// Which errors mean "the database is away, too busy or without room for now": the caller may try
// again, nothing was decided.

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // PostgreSQL: shutting down, starting up, statement timeout, deadlock, serialization
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '40P01',
  '40001',
  // Prisma: cannot reach, timed out, pool or transaction wait timed out, connection closed
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
])

/**
 * What Prisma's adapter makes of the same, where its client passes it on as it is: around BEGIN,
 * COMMIT and ROLLBACK.
 */
const AWAY_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
])

/** Whole classes of PostgreSQL: connection, insufficient resources (disk, memory, connections). */
const AWAY_CLASSES = /^(08|53)[0-9A-Z]{3}$/

/**
 * Nothing more can be written: the disk is full, over its quota, failing or read-only, PostgreSQL's
 * or ours.
 */
const NO_ROOM = new Set(['53100', '58000', '58030', '25006', 'ENOSPC', 'EDQUOT', 'EIO', 'EROFS'])

const AWAY_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|Client was closed and is not queryable|Query read timeout|Server has closed the connection|Cannot use a pool after calling end/

type Trouble = {
  code?: unknown
  /** Where Prisma keeps PostgreSQL's own code. */
  originalCode?: unknown
  message?: unknown
  /** Which of the adapter's troubles it is. */
  kind?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

/** Whether an error, or any of its causes, is of that kind. */
export function isDatabaseAway(error: unknown): boolean {
  return (
    troublesOf(error).some(
      ({ code, originalCode, kind, message }) =>
        [code, originalCode].some(
          (each) => AWAY.has(String(each)) || AWAY_CLASSES.test(String(each)),
        ) ||
        AWAY_KINDS.has(String(kind)) ||
        AWAY_WORDS.test(String(message ?? '')),
    ) || isWithoutRoom(error)
  )
}

/** Whether it is because nothing more can be written. */
export function isWithoutRoom(error: unknown): boolean {
  return troublesOf(error).some(
    ({ code, originalCode }) => NO_ROOM.has(String(code)) || NO_ROOM.has(String(originalCode)),
  )
}

/** An error and its causes. */
function troublesOf(error: unknown): Trouble[] {
  const found: Trouble[] = []
  for (let at = error; at instanceof Object && found.length < 6; ) {
    const trouble: Trouble = at
    found.push(trouble)
    at = trouble.cause ?? trouble.meta?.driverAdapterError
  }
  return found
}

/**
 * The PostgreSQL error code (SQLSTATE) and constraint of an error of a raw statement, if it has
 * one.
 */
export function databaseErrorOf(
  error: unknown,
): { code: string; constraint: string | undefined } | null {
  if (!(error instanceof Error)) return null
  const { code, constraint } = error as { code?: unknown; constraint?: string }
  return typeof code === 'string' ? { code, constraint } : null
}
