// The door through which a platform calls back. Only a callback whose signature, age, merchant, amount and currency are right is
// believed; every one is recorded; repeated and late ones are harmless. Whoever listens to HTTP hands the raw bytes here.

import { Refusal } from '@/domain/refusal'
import type { Ground } from '../ground'
import type {
  CallbackAnswer,
  CallbackReading,
  Provider,
  ProviderAccount,
  RawCallback,
} from './providers/provider'
import { findProvider } from './providers/registry'
import { recordCallback } from './record-callback'
import { takeNotice } from './take-notice'

/** Longer than any notice of any platform. */
export const MAXIMUM_CALLBACK_BYTES = 16_384

/**
 * @param accountId which account it speaks of; null for a provider without accounts
 * @returns what the platform is to be answered
 */
export async function takeCallback(
  ground: Ground,
  providerName: string,
  raw: RawCallback,
  accountId: number | null = null,
): Promise<CallbackAnswer> {
  const provider = findProvider(providerName)
  if (!provider?.callback) return { status: 404, body: '{}' }

  const heard =
    raw.body.length > MAXIMUM_CALLBACK_BYTES
      ? { refusedFor: 'too-long' }
      : await readWord(ground, provider, raw, await accountNamed(ground, provider, accountId))
  if ('refusedFor' in heard) {
    const { refusedFor: reason } = heard
    const verdict = 'refused'
    await recordCallback(ground.db, { provider: provider.name, verdict, reason, body: raw.body })
    return provider.callback.answer(false)
  }

  if ('idleFor' in heard) {
    const { idleFor: reason } = heard
    const verdict = 'repeated'
    await recordCallback(ground.db, { provider: provider.name, verdict, reason, body: raw.body })
    return provider.callback.answer(true)
  }

  const verdict = await takeNotice(ground, provider, heard, raw.body, accountId)
  ground.nudge()
  return provider.callback.answer(verdict !== 'refused')
}

function accountNamed(
  ground: Ground,
  provider: Provider,
  id: number | null,
): Promise<ProviderAccount | null> {
  if (id === null) return Promise.resolve(null)
  return ground.db.paymentAccount.findFirst({ where: { id, provider: provider.name } })
}

/** An account that cannot check a word, because its keys are gone, believes none. */
async function readWord(
  ground: Ground,
  provider: Provider,
  raw: RawCallback,
  account: ProviderAccount | null,
): Promise<CallbackReading> {
  try {
    return (await provider.callback?.read(ground, raw, account)) ?? { refusedFor: 'provider' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    ground.log.error({ account: account?.id, code: error.code }, 'callback: cannot be checked')
    return { refusedFor: error.code }
  }
}
