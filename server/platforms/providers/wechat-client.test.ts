// Our signing, checking and unsealing for WeChat Pay beside another implementation's.

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import { answerText, authorizationOf, decryptResource, requestText } from './wechat-client'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const BODIES = ['', '{"a":1}', '{"description":"川菜 100%"}', 'x'.repeat(5_000)]

const partsOf = (header: string) =>
  Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map((each) => [each[1], each[2]]))

describe('beside another implementation', () => {
  it.each(BODIES)(
    'the same texts are signed, and its check believes our signature (%#)',
    (body) => {
      const [timestamp, nonce] = ['1795147200', randomBytes(16).toString('hex')]
      const path = '/v3/pay/transactions/native?a=b'
      const text = Formatter.request('POST', path, timestamp, nonce, body)
      expect(requestText('POST', path, timestamp, nonce, body)).toBe(text)
      expect(answerText(timestamp, nonce, body)).toBe(Formatter.response(timestamp, nonce, body))

      const request = { method: 'POST', path, body, timestamp, nonce }
      const ours = partsOf(authorizationOf('1900000001', 'ABC', privateKey, request))
      expect(Rsa.verify(text, ours.signature ?? '', publicKey)).toBe(true)
      const signature = Rsa.sign(text, privateKey)
      const theirs = Formatter.authorization('1900000001', nonce, signature, timestamp, 'ABC')
      expect(ours).toEqual(partsOf(theirs))
    },
  )

  it.each(BODIES)('what it sealed, we open (%#)', (plain) => {
    const [key, nonce] = [randomBytes(16).toString('hex'), randomBytes(6).toString('hex')]
    const ciphertext = Aes.AesGcm.encrypt(plain, key, nonce, 'transaction')
    const sealed = { nonce, associated_data: 'transaction', ciphertext }
    expect(decryptResource(key, sealed)?.toString()).toBe(plain)
    expect(decryptResource(key, { ...sealed, associated_data: 'certificate' })).toBeNull()
    expect(decryptResource('k'.repeat(32), sealed)).toBeNull()
  })
})
