// Which errors mean "the database is away or too busy for now": the caller may try again, nothing was decided.

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  // PostgreSQL: shutting down, starting up, too many connections, statement timeout, deadlock
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
  '40P01',
  // Prisma: cannot reach, timed out, pool or transaction wait timed out, connection closed
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
])

const AWAY_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|Client was closed and is not queryable|Query read timeout|Server has closed the connection|Cannot use a pool after calling end/

type Trouble = {
  code?: unknown
  /** Where Prisma keeps PostgreSQL's own code. */
  originalCode?: unknown
  message?: unknown
  cause?: unknown
  meta?: { driverAdapterError?: unknown }
}

/** Whether an error, or any of its causes, is of that kind. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Object && depth < 6; depth += 1) {
    const { code, originalCode, message, cause, meta } = at as Trouble
    if (AWAY.has(String(code)) || AWAY.has(String(originalCode))) return true
    if (AWAY_WORDS.test(String(message ?? ''))) return true
    at = cause ?? meta?.driverAdapterError
  }
  return false
}

/** The PostgreSQL error code (SQLSTATE) and constraint of an error of a raw statement, if it has one. */
export function databaseErrorOf(
  error: unknown,
): { code: string; constraint: string | undefined } | null {
  if (!(error instanceof Error)) return null
  const { code, constraint } = error as { code?: unknown; constraint?: string }
  return typeof code === 'string' ? { code, constraint } : null
}
