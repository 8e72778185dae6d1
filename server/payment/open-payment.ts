// A payment that was recorded is opened at its provider, which says where it is paid. A retry opens it again: a platform knows
// it by our reference, so the same door comes back.

import { Refusal } from '@/domain/refusal'
import type { Payment } from '@/prisma/client/client'
import type { Ground } from '../ground'
import type { Opened, PayerPhone } from './providers/provider'
import { providerNamed } from './providers/registry'

/** @throws Refusal provider.unreachable, provider.refused (reason) */
export async function openPayment(
  ground: Ground,
  payment: Payment,
  phone?: PayerPhone,
): Promise<void> {
  if (payment.state !== 'pending' || payment.doorUrl !== null) return

  const { payUrl, providerRef } = await opened(ground, payment, phone)

  if (payment.accountId === null) return
  await ground.db.payment.updateMany({
    where: { id: payment.id, state: 'pending', doorUrl: null },
    data: { doorUrl: payUrl, providerRef: providerRef ?? null },
  })
}

/** What is wrong with an account's keys is for its manager; who pays hears that the platform does not answer. */
async function opened(ground: Ground, payment: Payment, phone?: PayerPhone): Promise<Opened> {
  try {
    return await providerNamed(payment.provider).create(ground, payment, phone)
  } catch (error) {
    if (!(error instanceof Refusal) || !error.code.startsWith('account.')) throw error
    ground.log.error(
      { payment: payment.id, code: error.code, ...error.details },
      'account unusable',
    )
    throw new Refusal('provider.unreachable')
  }
}
