// What our pay page asks WeChat's browser for: a signed request for the payment sheet. Made afresh
// for every tap, so that one that was cancelled can be tried again; whether it was paid only
// WeChat's server says.

import { Refusal } from '@/domain/refusal'
import type { Deps } from '../deps'
import { accountOf } from '../platforms/providers/account'
import { bridgeRequest, type WechatRequest } from '../platforms/providers/wechat-inside'

/** @throws Refusal thing.not-found, payment.final (state), payment.expired, provider.unreachable */
export async function requestInWechat(deps: Deps, token: string): Promise<WechatRequest> {
  const payment = await deps.db.payment.findFirst({ where: { token, provider: 'wechat' } })
  if (!payment?.providerRef) throw new Refusal('thing.not-found')
  const { state, expiresAt, providerRef } = payment
  if (state !== 'pending') throw new Refusal('payment.final', { state })
  if (expiresAt <= deps.now()) throw new Refusal('payment.expired')

  try {
    return bridgeRequest(deps, await accountOf(deps, payment), providerRef)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    deps.log.error({ payment: payment.id, code: error.code, ...error.details }, 'account unusable')
    throw new Refusal('provider.unreachable')
  }
}
