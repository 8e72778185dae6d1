// How often one may try a password: few times for one login from one address, more for an address as a whole
// (a restaurant's staff share one). An attempt counts before its password is checked, so that guesses sent at once count too.

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { SIGN_IN_ATTEMPTS } from '@/domain/access'
import { Refusal } from '@/domain/refusal'

const { ofLogin, ofAddress, windowMinutes } = SIGN_IN_ATTEMPTS
const byLogin = new RateLimiterMemory({
  points: ofLogin,
  duration: windowMinutes * 60,
})
const byAddress = new RateLimiterMemory({
  points: ofAddress,
  duration: windowMinutes * 60,
})

/** @throws Refusal input.too-often */
export async function countAttempt(ip: string, login: string): Promise<void> {
  try {
    await byLogin.consume(`${ip} ${login}`)
    await byAddress.consume(ip)
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new Refusal('input.too-often')
    throw error
  }
}

/** Whoever got in starts counting anew. */
export async function forgetAttempts(ip: string, login: string): Promise<void> {
  await byLogin.delete(`${ip} ${login}`)
  await byAddress.reward(ip)
}
