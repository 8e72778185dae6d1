// Whether the books balance, added up apart from the house's work: on a connection of its own, each
// statement for a bounded time, at most once a minute and never twice at once, whoever asks, and
// every few hours by itself. What it could not finish is no breach.

import pg from 'pg'
import type { Deps } from './deps'
import { type Breach, checkInvariants } from './invariants'

const EVERY_MS = 60_000
const STATEMENT_MS = 15_000
const CONNECT_MS = 5_000
/** Whoever asks waits so long for one that runs. */
const PATIENCE_MS = 3_000
/**
 * How long after a look the next one is due by itself: where all was well, and where something was
 * found.
 */
const CALM_MS = 6 * 3_600_000
const AGAIN_MS = 10 * 60_000

export type DeepCheck = {
  /** What the latest one found that came to its end; null while none has. */
  look: () => Promise<Breach[] | null>
  /** How much it found; null while none has come to its end. */
  broken: () => number | null
  /** A look where one is due. */
  run: () => Promise<void>
  /**
   * What the last two that came to their end both found: no event or payment that was just on its
   * way.
   */
  told: () => Breach[]
}

export function openDeepCheck(
  deps: Pick<Deps, 'pool' | 'log' | 'now'>,
  patienceMs = PATIENCE_MS,
): DeepCheck {
  let latest: Breach[] | null = null
  let found: { before: Breach[]; last: Breach[] } = { before: [], last: [] }
  let running: Promise<void> | null = null
  let begunAtMs = Number.NEGATIVE_INFINITY

  const run = async () => {
    const client = new pg.Client({
      ...deps.pool.options,
      statement_timeout: STATEMENT_MS,
      connectionTimeoutMillis: CONNECT_MS,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      latest = await checkInvariants(client)
      found = { before: found.last, last: latest }
      if (latest.length > 0) {
        const invariants = latest.map(({ number, name }) => ({ number, name }))
        deps.log.error({ invariants }, 'the books do not balance')
      }
    } catch (error) {
      latest = null
      deps.log.warn({ err: error }, 'the deep check did not come to its end')
    } finally {
      await client.end().catch(() => {})
    }
  }

  const look = async () => {
    const nowMs = deps.now().getTime()
    if (!running && nowMs - begunAtMs >= EVERY_MS) {
      begunAtMs = nowMs
      running = run().finally(() => {
        running = null
      })
    }
    if (!running) return latest
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<void>((done) => {
      timer = setTimeout(done, patienceMs)
    })
    await Promise.race([running, patience])
    clearTimeout(timer)
    return latest
  }

  return {
    look,
    broken: () => latest?.length ?? null,
    run: async () => {
      const restMs = found.last.length > 0 ? AGAIN_MS : CALM_MS
      if (deps.now().getTime() - begunAtMs < restMs) return
      await look()
      await running
    },
    told: () => found.last.filter(({ name }) => found.before.some((each) => each.name === name)),
  }
}
