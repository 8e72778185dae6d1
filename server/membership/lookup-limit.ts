// How often a phone may be looked up: a table tries a few times, a member of staff works all day.
// Counted before the look-up, so that guesses sent at once count too, and whether they hit or miss.

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '@/domain/refusal'

const MINUTES = 60
const ofSitting = new RateLimiterMemory({ points: 10, duration: 10 * MINUTES })
const ofAddress = new RateLimiterMemory({ points: 120, duration: 10 * MINUTES })
const codesOfSitting = new RateLimiterMemory({ points: 8, duration: 10 * MINUTES })
const codesOfAddress = new RateLimiterMemory({ points: 60, duration: 10 * MINUTES })
const ofStaff = new RateLimiterMemory({ points: 120, duration: 1 * MINUTES })

/** A guest's try at a code: few for a table, more for a restaurant's shared address. @throws Refusal input.too-often */
export async function countGuestLookup(ip: string, sittingId: number): Promise<void> {
  await counted(() => ofSitting.consume(`${ip} ${sittingId}`))
  await counted(() => ofAddress.consume(ip))
}

/**
 * A code that a guest asks for; how many one phone gets is counted where codes are kept. @throws Refusal input.too-often
 */
export async function countCodeSending(ip: string, sittingId: number): Promise<void> {
  await counted(() => codesOfSitting.consume(`${ip} ${sittingId}`))
  await counted(() => codesOfAddress.consume(ip))
}

/** A look-up by staff or a program of a store. @throws Refusal input.too-often */
export async function countStaffLookup(
  ip: string,
  actor: { storeId: number; staffId: number | null },
): Promise<void> {
  await counted(() => ofStaff.consume(`${ip} ${actor.storeId} ${actor.staffId ?? 'key'}`))
}

async function counted(consume: () => Promise<unknown>): Promise<void> {
  try {
    await consume()
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new Refusal('input.too-often')
    throw error
  }
}
