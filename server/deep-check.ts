// Whether the books balance, added up apart from the house's work: on a connection of its own, each
// rule for a bounded time and all of them for one, at most once a minute and never twice at once,
// whoever asks, and every few hours by itself. What it could not finish is no breach; what it did
// not come to is first the next time, so that with years of history every rule has its turn.

import pg from 'pg'
import type { Deps } from './deps'
import { type Breach, breachOf, INVARIANTS, type Invariant } from './invariants'

const EVERY_MS = 60_000
/** It rests so many times as long as it took: what costs much is seldom asked for. */
const REST_TIMES = 10
const RULE_MS = 15_000
const LOOK_MS = 60_000
const CONNECT_MS = 5_000
/** Whoever asks waits so long for one that runs. */
const PATIENCE_MS = 3_000
/**
 * How long after a look the next one is due by itself: where all was well, and where something was
 * found.
 */
const CALM_MS = 6 * 3_600_000
const AGAIN_MS = 10 * 60_000
const TIMED_OUT = '57014'

export type DeepCheck = {
  /**
   * What is broken by what every rule said last, and how many rules have not said anything in the
   * latest look, or yet.
   */
  look: () => Promise<{ broken: Breach[]; unfinished: number }>
  /** How much it found; null while no rule has come to its end. */
  broken: () => number | null
  /** A look where one is due. */
  run: () => Promise<void>
  /**
   * What a rule found both of the last two times that it came to its end: no event or payment that
   * was just on its way.
   */
  told: () => Breach[]
}

export function openDeepCheck(
  deps: Pick<Deps, 'pool' | 'log' | 'now'>,
  { patienceMs = PATIENCE_MS, ruleMs = RULE_MS, lookMs = LOOK_MS } = {},
): DeepCheck {
  /** What each rule said last, and before that. */
  const said = new Map<Invariant, { last: Breach | null; before: Breach | null }>()
  let queue: readonly Invariant[] = INVARIANTS
  let unfinished = INVARIANTS.length
  let running: Promise<void> | null = null
  let begunAtMs = Number.NEGATIVE_INFINITY
  let tookMs = 0

  const broken = () => [...said.values()].flatMap(({ last }) => last ?? [])

  const askAll = async (client: pg.Client) => {
    const endMs = performance.now() + lookMs
    const finished = new Map<Invariant, Breach | null>()
    const late: Invariant[] = []
    for (const rule of queue) {
      const leftMs = Math.floor(endMs - performance.now())
      if (leftMs <= 0) break
      const found = await askWithin(client, rule, Math.min(ruleMs, leftMs))
      if (found === 'late') late.push(rule)
      else finished.set(rule, found)
    }
    const missed = queue.filter((rule) => !finished.has(rule) && !late.includes(rule))
    queue = [...missed, ...finished.keys(), ...late]
    unfinished = missed.length + late.length
    for (const [rule, last] of finished) {
      said.set(rule, { last, before: said.get(rule)?.last ?? null })
    }
  }

  const lookOnce = async () => {
    const beganMs = performance.now()
    const client = new pg.Client({ ...deps.pool.options, connectionTimeoutMillis: CONNECT_MS })
    client.on('error', () => {})
    try {
      await client.connect()
      await askAll(client)
      const invariants = broken().map(({ number, name }) => ({ number, name }))
      if (invariants.length > 0) deps.log.error({ invariants }, 'the books do not balance')
      if (unfinished > 0) deps.log.warn({ unfinished }, 'the deep check did not come to its end')
    } catch (error) {
      unfinished = INVARIANTS.length
      deps.log.warn({ err: error }, 'the deep check did not come to its end')
    } finally {
      await client.end().catch(() => {})
      tookMs = performance.now() - beganMs
    }
  }

  const look = async () => {
    const nowMs = deps.now().getTime()
    if (!running && nowMs - begunAtMs >= Math.max(EVERY_MS, REST_TIMES * tookMs)) {
      begunAtMs = nowMs
      running = lookOnce().finally(() => {
        running = null
      })
    }
    if (running) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const patience = new Promise<void>((done) => {
        timer = setTimeout(done, patienceMs)
      })
      await Promise.race([running, patience])
      clearTimeout(timer)
    }
    return { broken: broken(), unfinished }
  }

  return {
    look,
    broken: () => (said.size > 0 ? broken().length : null),
    run: async () => {
      const restMs = broken().length > 0 ? AGAIN_MS : CALM_MS
      if (deps.now().getTime() - begunAtMs < restMs) return
      await look()
      await running
    },
    told: () => [...said.values()].flatMap(({ last, before }) => (last && before ? last : [])),
  }
}

/** What breaks a rule, or that it takes longer than it may. */
async function askWithin(
  client: pg.Client,
  rule: Invariant,
  mostMs: number,
): Promise<Breach | null | 'late'> {
  await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${mostMs}`)
  try {
    return await breachOf(client, rule, new Date())
  } catch (error) {
    if ((error as { code?: string }).code === TIMED_OUT) return 'late'
    throw error
  } finally {
    await client.query('ROLLBACK')
  }
}
