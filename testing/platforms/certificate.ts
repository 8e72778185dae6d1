// A self-signed X.509 certificate in DER by hand, as a platform's certificate: what Node can read
// but not make.

import { createSign, type KeyObject } from 'node:crypto'

/** @param serial hex digits */
export function certificateOf(
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  serial: string,
  from: Date,
  to: Date,
): string {
  const sha256WithRsa = seq(
    der(0x06, Buffer.from('2a864886f70d01010b', 'hex')),
    der(0x05, Buffer.alloc(0)),
  )
  const name = seq(
    der(0x31, seq(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('stand-in')))),
  )
  const body = seq(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(serial, 'hex')),
    sha256WithRsa,
    name,
    seq(utcTime(from), utcTime(to)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('RSA-SHA256').update(body).sign(keys.privateKey)
  const whole = seq(body, sha256WithRsa, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function seq(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content])
  const digits = length.toString(16)
  const bytes = Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content])
}

function utcTime(at: Date): Buffer {
  return der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
}
