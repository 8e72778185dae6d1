// The courier of the simulated platform: its callbacks are rows with the instant at which they
// reach us, so that a restart neither loses nor invents one. Each goes through the same signed door
// as any platform's.

import type { Deps } from '../deps'
import { callbackOf, simulator } from '../platforms/providers/simulator'
import { takeCallback } from './take-callback'

const AT_ONCE = 200

/**
 * Delivers what is due, the earliest first; a crash in between delivers again.
 * @param token only those of one payment
 */
export async function deliverCallbacks(deps: Deps, token?: string): Promise<number> {
  const due = await deps.db.simulatorCallback.findMany({
    where: { doneAt: null, dueAt: { lte: deps.now() }, ...(token ? { token } : {}) },
    include: { trade: true },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: AT_ONCE,
  })
  for (const { id, trade } of due) {
    const payment = await deps.db.payment.findUnique({
      where: { token: trade.token },
      select: { id: true },
    })
    await takeCallback(deps, simulator.name, callbackOf(deps, payment?.id ?? 1, trade))
    await deps.db.simulatorCallback.update({ where: { id }, data: { doneAt: deps.now() } })
  }
  return due.length
}
