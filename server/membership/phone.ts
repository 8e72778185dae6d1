// Phones at rest: sealed with AES-256-GCM to be shown to who needs them, and a keyed hash to be
// found by. Both keys come from the house's secret, so a dump of the database reveals no number and
// cannot be searched for one.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * A normal phone (`normalPhone`) as it is kept: nonce, tag, ciphertext. Bound to the brand: it
 * opens nowhere else.
 */
export function sealPhone(secret: Buffer, brandId: number, phone: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, 'seal'), nonce)
  cipher.setAAD(Buffer.from(`brand ${brandId}`))
  const sealed = Buffer.concat([cipher.update(phone, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

/**
 * The phone behind a seal. Throws when the seal is not of this brand and secret: then data or key
 * were changed.
 */
export function openPhone(secret: Buffer, brandId: number, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, 'seal'), nonce)
  decipher.setAAD(Buffer.from(`brand ${brandId}`))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([opened, decipher.final()]).toString('utf8')
}

/** What a phone is found by: equal for equal phones of one brand, different in every brand. */
export function hashPhone(secret: Buffer, brandId: number, phone: string): Uint8Array<ArrayBuffer> {
  const hmac = createHmac('sha256', keyFor(secret, 'find'))
  return new Uint8Array(hmac.update(`${brandId} ${phone}`).digest())
}

function keyFor(secret: Buffer, use: 'seal' | 'find'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `fanzhuo phone ${use}`, 32))
}
