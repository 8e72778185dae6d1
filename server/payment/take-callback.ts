// The door through which a platform calls back. Only a callback whose signature, age, merchant, amount and currency are right is
// believed; every one is recorded; repeated and late ones are harmless. Whoever listens to HTTP hands the raw bytes here.

import type { Ground } from '../ground'
import type { RawCallback } from './providers/provider'
import { findProvider } from './providers/registry'
import { recordCallback } from './record-callback'
import { takeNotice } from './take-notice'

/** Longer than any notice of any platform. */
export const MAXIMUM_CALLBACK_BYTES = 16_384

/** @returns what the platform is to be answered: status and JSON body */
export async function takeCallback(
  ground: Ground,
  providerName: string,
  raw: RawCallback,
): Promise<{ status: number; body: string }> {
  const provider = findProvider(providerName)
  if (!provider?.callback) return { status: 404, body: '{}' }

  const heard =
    raw.body.length > MAXIMUM_CALLBACK_BYTES
      ? { refusedFor: 'too-long' }
      : provider.callback.read(ground, raw)
  if ('refusedFor' in heard) {
    const { refusedFor: reason } = heard
    const verdict = 'refused'
    await recordCallback(ground.db, { provider: provider.name, verdict, reason, body: raw.body })
    return provider.callback.answer(false)
  }

  const verdict = await takeNotice(ground, provider, heard, raw.body)
  ground.nudge()
  return provider.callback.answer(verdict !== 'refused')
}
