// The phone says that it was paid inside WeChat. That is no proof: WeChat is asked, now instead of at the next sweep.

import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { askPayment } from './ask-payment'
import { type PayPage, readPayPage } from './read-pay-page'

/** However often a phone says so, WeChat is asked no more often than this. */
const ASKS_APART_MS = 3_000

/** @throws Refusal thing.not-found */
export async function askWechatNow(ground: Ground, token: string): Promise<PayPage> {
  const where = { token, provider: 'wechat', providerRef: { not: null } }
  const payment = await ground.db.payment.findFirst({ where })
  if (!payment) throw new Refusal('thing.not-found')
  const askableAt = (payment.askedAt?.getTime() ?? 0) + ASKS_APART_MS
  if (payment.state === 'pending' && ground.now().getTime() >= askableAt) {
    try {
      await askPayment(ground, payment.id)
      ground.nudge()
    } catch (error) {
      // The callback or the next sweep will tell.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return readPayPage(ground, token, 'wechat')
}
