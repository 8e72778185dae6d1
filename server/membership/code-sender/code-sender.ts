// The seam through which a one-time code reaches a phone. Which sender it is says the environment;
// nothing else knows.

import type { Language } from '@/domain/language'
import { type Env, StartError } from '../../env'
import { httpSender } from './http-sender'
import { logSender } from './log-sender'

export type CodeSender = {
  /**
   * Hands a code over to be delivered; rejects when it was not taken. The phone is in its normal
   * form.
   */
  send: (phone: string, code: string, language: Language) => Promise<void>
}

/**
 * @throws StartError when `http` lacks its address or its secret, or an address is given that
 *   nothing would be sent to
 */
export function openCodeSender(env: Env): CodeSender {
  const { CODE_SENDER_URL: url, CODE_SENDER_SECRET: secret } = env
  if (env.CODE_SENDER === 'log') {
    if (!url) return logSender(console.log)
    throw new StartError(
      'CODE_SENDER_URL is set, and nothing is sent there without CODE_SENDER=http. Set that too, or leave CODE_SENDER_URL out.',
    )
  }
  if (!url || !secret) {
    throw new StartError('CODE_SENDER=http needs CODE_SENDER_URL and CODE_SENDER_SECRET.')
  }
  return httpSender({ url, secret, now: () => new Date() })
}
