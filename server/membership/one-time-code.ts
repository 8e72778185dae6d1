// One-time codes at rest: six digits are few, so only a hash under a key of the house's secret is
// kept, bound to the phone.

import { createHmac, hkdfSync, randomInt, timingSafeEqual } from 'node:crypto'
import { ONE_TIME_CODE } from '@/domain/membership'

/** New random digits, leading zeros too. */
export function newCode(): string {
  return String(randomInt(10 ** ONE_TIME_CODE.digits)).padStart(ONE_TIME_CODE.digits, '0')
}

export function hashCode(
  secret: Buffer,
  phoneHash: Uint8Array,
  code: string,
): Uint8Array<ArrayBuffer> {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'fanzhuo one-time code', 32))
  return new Uint8Array(createHmac('sha256', key).update(phoneHash).update(code).digest())
}

/** Compares in constant time. */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
