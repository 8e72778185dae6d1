// /healthz: the process answers. /readyz: it can do its work (with ?deep=1: and the books balance). /metrics: Prometheus figures.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Ground } from '../ground'
import { type Breach, checkInvariants } from '../invariants'
import type { Reconciler } from '../kitchen/reconcile'
import { answerJson } from './answer'

/** An event that waits longer than this was not sent: the relay is stuck. */
const UNSENT_ALARM_SECONDS = 60
/** The books are added up at most this often, whoever asks: it reads every row. */
const DEEP_EVERY_MS = 60_000

export function healthDoor(ground: Ground, reconciler: Reconciler) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'fanzhuo_' })
  new Gauge({
    name: 'fanzhuo_outbox_unsent',
    help: 'Events committed and not yet sent',
    registers: [registry],
    async collect() {
      this.set((await unsent(ground)).count)
    },
  })
  new Gauge({
    name: 'fanzhuo_database_connections_waiting',
    help: 'Calls waiting for a database connection',
    registers: [registry],
    collect() {
      this.set(ground.pool.waitingCount)
    },
  })

  const arrivals = {
    fanzhuo_lines_without_ticket: [
      'Accepted dishes that stand on no screen of the kitchen',
      () => reconciler.figures().lostLines,
    ],
    fanzhuo_events_late: [
      'Messages that should long have been sent',
      () => reconciler.figures().unsent,
    ],
    fanzhuo_events_parked: [
      'Messages that could not be sent and were put aside lately',
      () => reconciler.figures().parked,
    ],
  } as const
  for (const [name, [help, read]] of Object.entries(arrivals)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }

  let added: { atMs: number; breaches: Promise<Breach[]> } | null = null
  const addUp = (): Promise<Breach[]> => {
    const atMs = ground.now().getTime()
    if (!added || atMs - added.atMs > DEEP_EVERY_MS) {
      added = { atMs, breaches: checkInvariants(ground.pool) }
      added.breaches.catch(() => {
        added = null
      })
    }
    return added.breaches
  }

  return async (_req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    if (url.pathname === '/healthz') return answerJson(res, 200, { status: 'alive' })
    if (url.pathname === '/metrics') {
      res.setHeader('Content-Type', registry.contentType)
      res.end(await registry.metrics())
      return
    }
    try {
      const { oldestSeconds } = await unsent(ground)
      const broken = url.searchParams.get('deep') === '1' ? await addUp() : []
      const isReady = oldestSeconds < UNSENT_ALARM_SECONDS && broken.length === 0
      const invariants = broken.map(({ number, name }) => ({ number, name }))
      answerJson(res, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', invariants })
    } catch (error) {
      ground.log.warn({ err: error }, 'not ready: the database does not answer')
      answerJson(res, 503, { status: 'not ready' })
    }
  }
}

async function unsent(ground: Ground): Promise<{ count: number; oldestSeconds: number }> {
  const { rows } = await ground.pool.query<{ count: number; oldestSeconds: number }>({
    name: 'count-unsent',
    text: `SELECT count(*)::int AS count,
                  COALESCE(EXTRACT(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
             FROM outbox_event WHERE sent_at IS NULL AND parked_at IS NULL`,
  })
  return rows[0] ?? { count: 0, oldestSeconds: 0 }
}
