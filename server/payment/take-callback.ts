// The door through which a platform calls back. Only a callback whose signature, age, merchant,
// amount and currency are right is believed; every one is recorded, of the forged the last ones;
// repeated and late ones are harmless. Whoever listens to HTTP hands the raw bytes here.

import { Refusal } from '@/domain/refusal'
import { refusedCallbacks } from '../counters'
import type { Deps } from '../deps'
import type {
  CallbackAnswer,
  CallbackReading,
  Provider,
  ProviderAccount,
  RawCallback,
} from '../platforms/providers/provider'
import { findProvider } from '../platforms/providers/registry'
import { recordCallback } from '../platforms/record-callback'
import { lifetimeOf, pruneBatch } from '../prune'
import { endHere } from './close-payment'
import { hearMove } from './hear-move'
import { takeNotice } from './take-notice'

/** Longer than any notice of any platform. */
export const MAXIMUM_CALLBACK_BYTES = 16_384

/**
 * @param accountId which account it speaks of; null for a provider without accounts
 * @returns what the platform is to be answered
 */
export async function takeCallback(
  deps: Deps,
  providerName: string,
  raw: RawCallback,
  accountId: number | null = null,
): Promise<CallbackAnswer> {
  const provider = findProvider(providerName)
  if (!provider?.callback) {
    refusedCallbacks.inc({ provider: 'unknown', reason: 'provider' })
    return { status: 404, body: '{}' }
  }

  const heard =
    raw.body.length > MAXIMUM_CALLBACK_BYTES
      ? { refusedFor: 'too-long' }
      : await readWord(deps, provider, raw, await accountNamed(deps, provider, accountId))
  if ('refusedFor' in heard) {
    await recordForgery(deps, provider, heard.refusedFor, raw.body)
    return provider.callback.answer(false)
  }

  if ('idleFor' in heard) {
    const { idleFor: reason } = heard
    const word = { provider: provider.name, verdict: 'repeated', reason, isSigned: true } as const
    await recordCallback(deps.db, { ...word, body: raw.body })
    return provider.callback.answer(true)
  }

  if ('closedToken' in heard) {
    await takeClosed(deps, provider, heard.closedToken, raw.body, accountId)
    deps.nudge()
    return provider.callback.answer(true)
  }

  if ('moved' in heard) {
    const verdict = await hearMove(deps, provider, heard, raw.body, accountId)
    deps.nudge()
    return provider.callback.answer(verdict !== 'refused')
  }

  const verdict = await takeNotice(deps, provider, heard, raw.body, accountId)
  deps.nudge()
  return provider.callback.answer(verdict !== 'refused')
}

/** What nobody can pay there any more ends here at once. */
async function takeClosed(
  deps: Deps,
  provider: Provider,
  token: string,
  body: Buffer,
  accountId: number | null,
): Promise<void> {
  const where = { token, provider: provider.name, accountId }
  const payment = await deps.db.payment.findFirst({ where })
  const isNews = payment?.state === 'pending'
  if (payment && isNews) {
    const to = payment.expiresAt <= deps.now() ? 'expired' : 'cancelled'
    await endHere(deps, payment, to, { isOpenThere: false })
  }
  const verdict = isNews ? 'accepted' : 'repeated'
  const heard = { provider: provider.name, verdict, reason: 'closed', isSigned: true } as const
  await recordCallback(deps.db, { ...heard, body, ...(payment ? { payment } : {}) })
}

/** Anybody can send these: each is counted and kept, and pushes out the oldest one of its kind. */
async function recordForgery(
  deps: Deps,
  provider: Provider,
  reason: string,
  body: Buffer,
): Promise<void> {
  refusedCallbacks.inc({ provider: provider.name, reason })
  const verdict = 'refused'
  await recordCallback(deps.db, {
    provider: provider.name,
    verdict,
    reason,
    isSigned: false,
    body,
  })
  await pruneBatch(deps, lifetimeOf('provider_callback'))
}

function accountNamed(
  deps: Deps,
  provider: Provider,
  id: number | null,
): Promise<ProviderAccount | null> {
  if (id === null) return Promise.resolve(null)
  return deps.db.paymentAccount.findFirst({ where: { id, provider: provider.name } })
}

/** An account that cannot check a word, because its keys are gone, believes none. */
async function readWord(
  deps: Deps,
  provider: Provider,
  raw: RawCallback,
  account: ProviderAccount | null,
): Promise<CallbackReading> {
  try {
    return (await provider.callback?.read(deps, raw, account)) ?? { refusedFor: 'provider' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    deps.log.error({ account: account?.id, code: error.code }, 'callback: cannot be checked')
    return { refusedFor: error.code }
  }
}
