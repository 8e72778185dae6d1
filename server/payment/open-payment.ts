// A payment that was recorded is opened at its provider, which says where it is paid. A retry opens
// it again: a platform knows it by our reference, so the same door comes back.

import { Refusal } from '@/domain/refusal'
import type { Payment } from '@/prisma/client/client'
import type { Deps } from '../deps'
import type { Opened, PayerPhone } from '../platforms/providers/provider'
import { providerNamed } from '../platforms/providers/registry'

/** @throws Refusal provider.unreachable, provider.refused (reason) */
export async function openPayment(deps: Deps, payment: Payment, phone?: PayerPhone): Promise<void> {
  if (payment.state !== 'pending' || payment.payUrl !== null) return

  const { payUrl, providerRef } = await openAtPlatform(deps, payment, phone)

  if (payment.accountId === null) return
  await deps.db.payment.updateMany({
    where: { id: payment.id, state: 'pending', payUrl: null },
    data: { payUrl: payUrl, providerRef: providerRef ?? null },
  })
}

/**
 * What is wrong with an account's keys is for its manager; who pays hears that the platform does
 * not answer.
 */
async function openAtPlatform(deps: Deps, payment: Payment, phone?: PayerPhone): Promise<Opened> {
  try {
    return await providerNamed(payment.provider).create(deps, payment, phone)
  } catch (error) {
    if (!(error instanceof Refusal) || !error.code.startsWith('account.')) throw error
    deps.log.error({ payment: payment.id, code: error.code, ...error.details }, 'account unusable')
    throw new Refusal('provider.unreachable')
  }
}
