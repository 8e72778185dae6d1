// The phone says that it was paid inside WeChat. That is no proof: WeChat is asked, now instead of
// at the next sweep.

import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import { askPayment } from './ask-payment'
import { type PayPage, readPayPage } from './read-pay-page'

/** However often a phone says so, WeChat is asked no more often than this. */
const ASKS_APART_MS = 3_000

/** @throws Refusal thing.not-found */
export async function askWechatNow(deps: Deps, token: string): Promise<PayPage> {
  const where = { token, provider: 'wechat', providerRef: { not: null } }
  const payment = await deps.db.payment.findFirst({ where })
  if (!payment) throw new Refusal('thing.not-found')
  const askableAt = (payment.askedAt?.getTime() ?? 0) + ASKS_APART_MS
  if (payment.state === 'pending' && deps.now().getTime() >= askableAt) {
    try {
      await askPayment(deps, payment.id)
      deps.nudge()
    } catch (error) {
      // The callback or the next sweep will tell.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return readPayPage(deps, token, 'wechat')
}
