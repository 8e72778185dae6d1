// Somebody confirms or declines on the simulated platform's page: the platform remembers it, then calls back through the same
// signed door as any platform. A repeated tap calls back again; a lost callback is found by asking.

import { randomBytes } from 'node:crypto'
import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { deliverCallbacks } from './deliver-callbacks'
import { callbackTimes, openTrade } from './providers/simulator'
import { type PayPage, readPayPage } from './read-pay-page'

/** @throws Refusal thing.not-found, payment.expired, payment.final when it was closed */
export async function answerPayPage(
  ground: Ground,
  wish: { token: string; answer: 'pay' | 'decline' },
): Promise<PayPage> {
  const { token } = wish
  const payment = await ground.db.payment.findFirst({ where: { token, provider: 'simulator' } })
  if (!payment) throw new Refusal('thing.not-found')
  await openTrade(ground, payment)

  const now = ground.now()
  if (payment.state === 'pending' && payment.expiresAt <= now) throw new Refusal('payment.expired')

  await ground.db.$transaction(async (tx) => {
    await tx.simulatorTrade.updateMany({
      where: { token, state: 'open' },
      data: {
        state: wish.answer === 'pay' ? 'paid' : 'declined',
        transactionId: `SIM${randomBytes(12).toString('hex').toUpperCase()}`,
        decidedAt: now,
      },
    })
    const trade = await tx.simulatorTrade.findUniqueOrThrow({ where: { token } })
    if (trade.state === 'closed' || trade.state === 'open') throw new Refusal('payment.final')
    await tx.simulatorCallback.createMany({
      data: callbackTimes(ground, payment.id).map((dueAt) => ({ token, dueAt })),
    })
  })

  await deliverCallbacks(ground, token)
  return readPayPage(ground, token)
}
