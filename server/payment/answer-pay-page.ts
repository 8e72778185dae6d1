// Somebody confirms or declines on the simulated platform's page: the platform remembers it, then
// calls back through the same signed door as any platform. A repeated tap calls back again; a lost
// callback is found by asking.

import { randomBytes } from 'node:crypto'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import { isSimulatedAt } from '../platforms/carriers'
import { callbackTimes, openTrade } from '../platforms/providers/simulator'
import { closePayment } from './close-payment'
import { deliverCallbacks } from './deliver-callbacks'
import { type PayPage, readPayPage } from './read-pay-page'

/**
 * @throws Refusal thing.not-found, method.not-carried (method), payment.expired, payment.final when
 *   it was closed
 */
export async function answerPayPage(
  deps: Deps,
  request: { token: string; answer: 'pay' | 'decline' },
): Promise<PayPage> {
  const { token } = request
  const payment = await deps.db.payment.findFirst({ where: { token, provider: 'simulator' } })
  if (!payment) throw new Refusal('thing.not-found')
  if (!(await isSimulatedAt(deps, payment.storeId))) {
    // What was taken while it was allowed is counted; nothing is taken any more.
    const state = await closePayment(deps, payment.id, 'cancelled')
    if (state === 'succeeded') return readPayPage(deps, token)
    throw new Refusal('method.not-carried', { method: payment.method })
  }
  await openTrade(deps, payment)

  const now = deps.now()
  if (payment.state === 'pending' && payment.expiresAt <= now) throw new Refusal('payment.expired')

  await deps.db.$transaction(async (tx) => {
    await tx.simulatorTrade.updateMany({
      where: { token, state: 'open' },
      data: {
        state: request.answer === 'pay' ? 'paid' : 'declined',
        transactionId: `SIM${randomBytes(12).toString('hex').toUpperCase()}`,
        decidedAt: now,
      },
    })
    const trade = await tx.simulatorTrade.findUniqueOrThrow({ where: { token } })
    if (trade.state === 'closed' || trade.state === 'open') throw new Refusal('payment.final')
    await tx.simulatorCallback.createMany({
      data: callbackTimes(deps, payment.id).map((dueAt) => ({ token, dueAt })),
    })
  })

  await deliverCallbacks(deps, token)
  return readPayPage(deps, token)
}
