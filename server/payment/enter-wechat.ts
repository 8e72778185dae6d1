// Where a phone that opens a payment's WeChat entry goes next: to WeChat's sign-in, with its answer
// to our pay page, or, where that cannot be, to WeChat's page for other browsers. An order at
// WeChat stays what it was opened as, so one way is chosen once.

import { Refusal } from '@/domain/refusal'
import type { Payment } from '@/prisma/client/client'
import type { Deps } from '../deps'
import { accountOf } from '../platforms/providers/account'
import type { PayerPhone, ProviderAccount } from '../platforms/providers/provider'
import { openH5, openJsapi } from '../platforms/providers/wechat'
import {
  entryOf,
  hasSignIn,
  isInWechat,
  isOwnState,
  payPageOf,
  signedInBy,
  signInUrl,
} from '../platforms/providers/wechat-inside'

export type WechatVisit = {
  token: string
  phone: PayerPhone
  /** What WeChat's sign-in sent along, when the phone comes back from it. */
  code: string | null
  state: string | null
}

/** @returns an address of WeChat's, or our pay page, which says what became of it */
export async function enterWechat(
  deps: Deps,
  { token, phone, code, state }: WechatVisit,
): Promise<string> {
  const payment = await deps.db.payment.findFirst({ where: { token, provider: 'wechat' } })
  const page = payPageOf({ token })
  if (!payment) return page
  const isOpen = payment.state === 'pending' && payment.expiresAt > deps.now()
  if (!isOpen || payment.providerRef !== null) return page
  if (payment.payUrl !== entryOf(payment)) return payment.payUrl ?? page

  try {
    const account = await accountOf(deps, payment)
    if (!isInWechat(phone.userAgent) || !hasSignIn(deps, account)) {
      return await leaveForH5(deps, account, payment, phone)
    }
    if (code === null || state === null || !isOwnState(deps, payment, state)) {
      return signInUrl(deps, account, payment)
    }
    return (await takeSignIn(deps, account, payment, code))
      ? page
      : await leaveForH5(deps, account, payment, phone)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    deps.log.warn({ payment: payment.id, code: error.code, ...error.details }, 'wechat: not open')
    return page
  }
}

/**
 * Opens the order for who signed in. @returns false when it is to be paid another way; @throws
 * Refusal provider.unreachable
 */
async function takeSignIn(
  deps: Deps,
  account: ProviderAccount,
  payment: Payment,
  code: string,
): Promise<boolean> {
  const signIn = await signedInBy(deps, account, code)
  // The other visit with this code has opened it, or is about to.
  if ('failedFor' in signIn) return signIn.failedFor === 'code-used'
  try {
    const prepayId = await openJsapi(deps, account, payment, signIn.openid)
    await deps.db.payment.updateMany({
      where: { id: payment.id, state: 'pending', providerRef: null, payUrl: payment.payUrl },
      data: { providerRef: prepayId },
    })
    return true
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'provider.refused') throw error
    deps.log.warn({ payment: payment.id, ...error.details }, 'wechat: no order inside WeChat')
    return false
  }
}

async function leaveForH5(
  deps: Deps,
  account: ProviderAccount,
  payment: Payment,
  phone: PayerPhone,
): Promise<string> {
  const payUrl = await openH5(deps, account, payment, phone.ip)
  await deps.db.payment.updateMany({
    where: { id: payment.id, state: 'pending', providerRef: null, payUrl: payment.payUrl },
    data: { payUrl: payUrl },
  })
  return payUrl
}
