// /healthz: the process answers. /readyz: it can do its work (with ?deep=1: and the books balance)
// and whether simulated money settles bills. /metrics: Prometheus figures.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { z } from 'zod'
import { counted } from '../counters'
import { ask, statement } from '../database/statement'
import type { Deps } from '../deps'
import type { Reconciler } from '../kitchen/reconcile'
import { simulatedStores } from '../platforms/carriers'
import { answerJson, answerRefusal } from './answer'
import { type Insiders, isInsider } from './insiders'

/** An event that waits longer than this was not sent: the relay is stuck. */
const UNSENT_ALARM_SECONDS = 60

export function healthDoor(deps: Deps, reconciler: Reconciler) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'fanzhuo_' })
  new Gauge({
    name: 'fanzhuo_outbox_unsent',
    help: 'Events committed and not yet sent',
    registers: [registry],
    async collect() {
      this.set((await unsentEvents(deps)).count)
    },
  })
  new Gauge({
    name: 'fanzhuo_database_connections_waiting',
    help: 'Calls waiting for a database connection',
    registers: [registry],
    collect() {
      this.set(deps.pool.waitingCount)
    },
  })

  new Gauge({
    name: 'fanzhuo_room_trouble',
    help: '1 while the disk is nearly full or refuses to be written to',
    registers: [registry],
    async collect() {
      this.set((await deps.room.look()) ? 1 : 0)
    },
  })

  new Gauge({
    name: 'fanzhuo_backup_trouble',
    help: '1 while the nightly backup failed or is overdue',
    registers: [registry],
    async collect() {
      this.set((await deps.backups.trouble()) ? 1 : 0)
    },
  })

  new Gauge({
    name: 'fanzhuo_backup_age_seconds',
    help: 'How old the newest backup is; absent while there is none',
    registers: [registry],
    async collect() {
      this.reset()
      const newest = await deps.backups.newestAt()
      if (newest) this.set((deps.now().getTime() - newest.getTime()) / 1_000)
      else this.remove()
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

  new Gauge({
    name: 'fanzhuo_books_broken',
    help: 'Rules of the books that were broken when each came to its end last; absent while none has',
    registers: [registry],
    collect() {
      this.reset()
      const broken = deps.books.broken()
      if (broken === null) this.remove()
      else this.set(broken)
    },
  })

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    if (url.pathname === '/healthz') return answerJson(res, 200, { status: 'alive' })
    const isDeep = url.searchParams.get('deep') === '1'
    if ((isDeep || url.pathname === '/metrics') && !isInsider(deps, req)) {
      return answerStranger(deps, req, res)
    }
    if (url.pathname === '/metrics') {
      res.setHeader('Content-Type', registry.contentType)
      res.end(await Registry.merge([registry, counted]).metrics())
      return
    }
    try {
      const { oldestSeconds } = await unsentEvents(deps)
      const room = await deps.room.look()
      const { broken, unfinished } = isDeep
        ? await deps.books.look()
        : { broken: [], unfinished: 0 }
      const isReady = oldestSeconds < UNSENT_ALARM_SECONDS && broken.length === 0 && !room
      const backup = isDeep ? await deps.backups.trouble() : null
      const invariants = broken.map(({ number, name }) => ({ number, name }))
      answerJson(res, isReady ? 200 : 503, {
        status: isReady ? 'ready' : 'not ready',
        invariants,
        simulatedMoney: (await simulatedStores(deps)).length > 0,
        ...(unfinished > 0 && { deep: 'unfinished', unfinished }),
        ...(room && { room }),
        ...(backup && { backup }),
      })
    } catch (error) {
      deps.log.warn({ err: error }, 'not ready: the database does not answer')
      answerJson(res, 503, { status: 'not ready' })
    }
  }
}

/** Without a token nobody learns that there is anything. */
function answerStranger(deps: Insiders, req: IncomingMessage, res: ServerResponse): void {
  const hasToken = deps.metricsToken !== undefined
  if (hasToken) res.setHeader('WWW-Authenticate', 'Bearer')
  answerRefusal(req, res, hasToken ? 'session.missing' : 'thing.not-found')
}

const COUNT_UNSENT = statement(
  'count-unsent',
  { count: z.int(), oldestSeconds: z.number() },
  `SELECT count(*)::int AS count,
                  COALESCE(EXTRACT(epoch FROM now() - min(created_at)), 0)::float8 AS "oldestSeconds"
             FROM outbox_event WHERE sent_at IS NULL AND parked_at IS NULL`,
)

async function unsentEvents(deps: Deps): Promise<{ count: number; oldestSeconds: number }> {
  const rows = await ask(deps.pool, COUNT_UNSENT)
  return rows[0] ?? { count: 0, oldestSeconds: 0 }
}
