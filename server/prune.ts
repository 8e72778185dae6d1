// Takes what is past its lifetime, in small batches with a rest between, so that nothing that
// guests or staff do waits for it. Several processes may prune at once. Only rows that lifetimes.ts
// names go, and only inside of here: the tables that are append-only let go of none unless this
// says that it is pruning.

import { setTimeout as sleep } from 'node:timers/promises'
import { prunedRows } from './counters'
import type { Deps } from './deps'
import { LIFETIMES, type Prune } from './lifetimes'

/** Rows of one statement. */
const BATCH = 1_000
/** Statements of one table in one run: what is left is taken by the next. */
const BATCHES = 10
const REST_MS = 20

export type Pruner = {
  /** One run over all tables. @returns how many rows went, by table */
  run: () => Promise<Map<string, number>>
  /** A run under way ends after its batch. */
  leave: () => void
}

export function openPruner(deps: Deps): Pruner {
  const leaving = new AbortController()
  return {
    run: async () => {
      const gone = new Map<string, number>()
      for (const { tables, prune } of LIFETIMES) {
        if (!prune) continue
        try {
          const rows = await pruneTable(deps, prune, leaving.signal)
          gone.set(tables[0], rows)
          prunedRows.inc({ table: tables[0] }, rows)
        } catch (error) {
          deps.log.warn({ err: error, table: tables[0] }, 'was not pruned; tried again')
        }
      }
      return gone
    },
    leave: () => leaving.abort(),
  }
}

async function pruneTable(deps: Deps, prune: Prune, leaving: AbortSignal): Promise<number> {
  let gone = 0
  for (let nth = 0; nth < BATCHES && !leaving.aborted; nth += 1) {
    const taken = await pruneBatch(deps, prune)
    gone += taken
    if (taken < BATCH) break
    await sleep(REST_MS)
  }
  return gone
}

/** @returns how many rows went: fewer than a batch when no more are past their time */
export function pruneBatch(deps: Deps, { sql, days }: Prune): Promise<number> {
  const now = deps.now().getTime()
  const values = days === undefined ? [BATCH] : [BATCH, new Date(now - days * 86_400_000)]
  return deps.db.$transaction(async (tx) => {
    // Both last as long as this transaction.
    await tx.$queryRaw`SELECT set_config('fanzhuo.pruning', 'on', true), set_config('lock_timeout', '1s', true)`
    return tx.$executeRawUnsafe(sql, ...values)
  })
}

/** The lifetime of one table. */
export function lifetimeOf(table: string): Prune {
  const prune = LIFETIMES.find(({ tables }) => tables.includes(table))?.prune
  if (!prune) throw new Error(`${table} is not pruned`)
  return prune
}
