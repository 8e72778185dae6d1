// What our pay page asks WeChat's browser for: a signed request for the payment sheet. Made afresh for every tap, so that one
// that was cancelled can be tried again; whether it was paid only WeChat's server says.

import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import { accountOf } from './providers/account'
import { bridgeRequest, type WechatRequest } from './providers/wechat-inside'

/** @throws Refusal thing.not-found, payment.final (state), payment.expired, provider.unreachable */
export async function requestInWechat(ground: Ground, token: string): Promise<WechatRequest> {
  const payment = await ground.db.payment.findFirst({ where: { token, provider: 'wechat' } })
  if (!payment?.providerRef) throw new Refusal('thing.not-found')
  const { state, expiresAt, providerRef } = payment
  if (state !== 'pending') throw new Refusal('payment.final', { state })
  if (expiresAt <= ground.now()) throw new Refusal('payment.expired')

  try {
    return bridgeRequest(ground, await accountOf(ground, payment), providerRef)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    ground.log.error(
      { payment: payment.id, code: error.code, ...error.details },
      'account unusable',
    )
    throw new Refusal('provider.unreachable')
  }
}
