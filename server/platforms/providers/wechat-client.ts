// WeChat Pay API v3 on node:crypto: every request signed, every answer's signature and age checked
// against WeChat's own keys. Keys are WeChat's public key (PUB_KEY_ID_…) or its platform
// certificates, fetched, decrypted and renewed by serial.

import {
  createDecipheriv,
  createHash,
  createSign,
  createVerify,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto'
import { z } from 'zod'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import { PLATFORM_PATIENCE_MS, privateKeyOf, publicKeyOf, secretOf, settingsOf } from './account'
import type { ProviderAccount } from './provider'

export const wechatSettings = z.strictObject({
  appId: z.string().regex(/^wx[0-9a-zA-Z]{6,30}$/),
  /** The serial number of the merchant's own API certificate. */
  certificateSerial: z.string().regex(/^[0-9A-Fa-f]{8,64}$/),
  /** WeChat's public key, where the account has one; else its platform certificates. */
  publicKeyId: z
    .string()
    .regex(/^PUB_KEY_ID_[0-9A-Za-z]{4,60}$/)
    .optional(),
  /**
   * Whether the app is an official account (服务号), by which guests pay inside WeChat's own browser.
   */
  isOfficialAccount: z.boolean().optional(),
})

/** How old a word of WeChat may be, both ways, because clocks differ. */
const TOLERANCE_SECONDS = 300

/**
 * How long fetched certificates are used without looking for newer ones; WeChat asks for less than
 * 12 hours.
 */
const CERTIFICATES_FRESH_MS = 10 * 3_600_000

/**
 * How far apart two looks at the list are that callbacks with unknown serials cause: anybody can
 * make serials up.
 */
const LOOKS_APART_MS = 60_000

type Certificate = { key: KeyObject; fromMs: number; toMs: number }
type Kept = { certificates: Map<string, Certificate>; atMs: number }

/**
 * Platform certificates by merchant and server: they are public, and the same for whoever may
 * decrypt them.
 */
const kept = new Map<string, Kept>()

/** When callbacks last caused a look at the list, by the same shelves. */
const looked = new Map<string, { atMs: number; look: Promise<void> }>()

export type SignedHeaders = Readonly<Record<string, string | string[] | undefined>>

export type WechatAnswer = { status: number; json: unknown }

/** What is signed of a request. */
export function requestText(
  method: string,
  path: string,
  timestamp: string,
  nonce: string,
  body: string,
) {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
}

/** What is signed of an answer and of a callback. */
export function answerText(timestamp: string, nonce: string, body: string): string {
  return `${timestamp}\n${nonce}\n${body}\n`
}

export function authorizationOf(
  merchant: string,
  serial: string,
  key: KeyObject,
  request: { method: string; path: string; body: string; timestamp: string; nonce: string },
): string {
  const { method, path, body, timestamp, nonce } = request
  const signature = createSign('RSA-SHA256')
    .update(requestText(method, path, timestamp, nonce, body))
    .sign(key, 'base64')
  return `WECHATPAY2-SHA256-RSA2048 mchid="${merchant}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`
}

/** AEAD_AES_256_GCM, the tag at the end. @returns null when it was not made with this key */
export function decryptResource(
  apiV3Key: string,
  sealed: { nonce: string; associated_data?: string | undefined; ciphertext: string },
): Buffer | null {
  try {
    const bytes = Buffer.from(sealed.ciphertext, 'base64')
    const decipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(apiV3Key),
      Buffer.from(sealed.nonce),
      {
        authTagLength: 16,
      },
    )
    decipher.setAuthTag(bytes.subarray(-16))
    decipher.setAAD(Buffer.from(sealed.associated_data ?? ''))
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])
  } catch {
    return null
  }
}

/** Why a word is not WeChat's, or null. Looks only at keys that are here already. */
export function mistrustAnswer(
  deps: Deps,
  account: ProviderAccount,
  headers: SignedHeaders,
  body: Buffer,
): 'unsigned' | 'timestamp' | 'serial' | 'signature' | null {
  const [timestamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map(
    (name) => headers[`wechatpay-${name}`],
  )
  if (
    typeof timestamp !== 'string' ||
    typeof nonce !== 'string' ||
    typeof signature !== 'string' ||
    typeof serial !== 'string'
  ) {
    return 'unsigned'
  }
  const ageSeconds = deps.now().getTime() / 1000 - Number(timestamp)
  const isFresh = /^\d{1,12}$/.test(timestamp) && Math.abs(ageSeconds) <= TOLERANCE_SECONDS
  if (!isFresh) return 'timestamp'
  const key = keyOf(deps, account, serial)
  if (!key) return 'serial'
  const verify = createVerify('RSA-SHA256')
    .update(`${timestamp}\n${nonce}\n`)
    .update(body)
    .update('\n')
  return verify.verify(key, signature, 'base64') ? null : 'signature'
}

/**
 * The same of a callback. One by a certificate that is not here, after a restart or a rotation, is
 * believed after a look at WeChat's list; forged ones share that look.
 */
export async function mistrustCallback(
  deps: Deps,
  account: ProviderAccount,
  headers: SignedHeaders,
  body: Buffer,
): Promise<ReturnType<typeof mistrustAnswer>> {
  const reason = mistrustAnswer(deps, account, headers, body)
  if (reason !== 'serial' || settingsOf(wechatSettings, account).publicKeyId) return reason
  await lookForCertificates(deps, account)
  return mistrustAnswer(deps, account, headers, body)
}

/**
 * One look for all who ask within a minute; what comes of it, also when WeChat does not answer,
 * holds for that minute.
 */
function lookForCertificates(deps: Deps, account: ProviderAccount): Promise<void> {
  const [shelf, nowMs] = [shelfOf(deps, account), deps.now().getTime()]
  const lookedAtMs = [looked.get(shelf)?.atMs, kept.get(shelf)?.atMs]
  const isTooSoon = lookedAtMs.some(
    (atMs) => atMs !== undefined && Math.abs(nowMs - atMs) < LOOKS_APART_MS,
  )
  if (isTooSoon) return looked.get(shelf)?.look ?? Promise.resolve()
  const look = fetchCertificates(deps, account).catch((err) => {
    deps.log.warn({ err, account: account.id }, 'wechat: no certificates')
  })
  looked.set(shelf, { atMs: nowMs, look })
  return look
}

/** One signed call. @throws Refusal provider.unreachable, provider.refused (reason), account.… */
export async function askWechat(
  deps: Deps,
  account: ProviderAccount,
  method: 'GET' | 'POST',
  path: string,
  content?: object,
): Promise<WechatAnswer> {
  await freshenCertificates(deps, account)
  let answer = await sendToWechat(deps, account, method, path, content)
  if (answer.distrustedFor === 'serial') {
    await fetchCertificates(deps, account)
    answer = {
      ...answer,
      distrustedFor: mistrustAnswer(deps, account, answer.headers, answer.body),
    }
  }
  const { status, body, distrustedFor } = answer
  // WeChat signs no answer to somebody whose own signature it did not believe, and none of its
  // breakdowns.
  if (status === 401) throw new Refusal('provider.refused', { reason: codeOf(jsonOf(body)) })
  if (status >= 500 || status === 429) throw new Refusal('provider.unreachable')
  if (distrustedFor) {
    deps.log.error(
      { account: account.id, path, distrustedFor },
      'wechat: an answer is not WeChat’s',
    )
    throw new Refusal('provider.unreachable')
  }
  return { status, json: jsonOf(body) }
}

/**
 * A file that an answer of WeChat's pointed to. The file is not signed; the answer was, and said
 * its SHA-1.
 * @throws Refusal statement.unreadable when it is another file, provider.unreachable,
 *   provider.refused (reason)
 */
export async function downloadFromWechat(
  deps: Deps,
  account: ProviderAccount,
  file: { url: string; sha1: string },
): Promise<Buffer> {
  // Asked for where WeChat's own server is known to be, whatever host the address names.
  const { pathname, search } = new URL(file.url)
  const { status, body } = await sendToWechat(deps, account, 'GET', `${pathname}${search}`)
  if (status === 401) throw new Refusal('provider.refused', { reason: codeOf(jsonOf(body)) })
  if (status !== 200) throw new Refusal('provider.unreachable')
  const sha1 = createHash('sha1').update(body).digest('hex')
  if (sha1 !== file.sha1.toLowerCase()) {
    deps.log.error({ account: account.id }, 'wechat: a bill is not the one that was promised')
    throw new Refusal('statement.unreadable')
  }
  return body
}

/** The platform's own word for why not, e.g. ORDER_NOT_EXIST. */
export function codeOf(json: unknown): string {
  const read = z.object({ code: z.string().max(64) }).safeParse(json)
  return read.success ? read.data.code : ''
}

/** Gets the platform certificates where the account needs them and has none that are fresh. */
async function freshenCertificates(deps: Deps, account: ProviderAccount): Promise<void> {
  if (settingsOf(wechatSettings, account).publicKeyId) return
  const atMs = kept.get(shelfOf(deps, account))?.atMs
  const isFresh =
    atMs !== undefined && Math.abs(deps.now().getTime() - atMs) < CERTIFICATES_FRESH_MS
  if (!isFresh) await fetchCertificates(deps, account)
}

const certificateList = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      effective_time: z.iso.datetime({ offset: true }),
      expire_time: z.iso.datetime({ offset: true }),
      encrypt_certificate: z.object({
        nonce: z.string(),
        associated_data: z.string().optional(),
        ciphertext: z.string(),
      }),
    }),
  ),
})

/**
 * The answer is believed when one of the certificates in it, which only our API v3 key opens, has
 * signed it.
 */
async function fetchCertificates(deps: Deps, account: ProviderAccount): Promise<void> {
  const answer = await sendToWechat(deps, account, 'GET', '/v3/certificates')
  if (answer.status === 401) {
    throw new Refusal('provider.refused', { reason: codeOf(jsonOf(answer.body)) })
  }
  const list = certificateList.safeParse(jsonOf(answer.body))
  if (answer.status !== 200 || !list.success) throw new Refusal('provider.unreachable')

  const apiV3Key = apiV3KeyOf(deps, account)
  const certificates = new Map<string, Certificate>()
  for (const each of list.data.data) {
    const pem = decryptResource(apiV3Key, each.encrypt_certificate)
    if (!pem)
      throw new Refusal('account.secret-invalid', { name: `${account.secretName}_API_V3_KEY` })
    const { publicKey: key, serialNumber } = new X509Certificate(pem)
    if (serialNumber !== each.serial_no.toUpperCase()) continue
    const [fromMs, toMs] = [Date.parse(each.effective_time), Date.parse(each.expire_time)]
    certificates.set(serialNumber, { key, fromMs, toMs })
  }
  const shelf = shelfOf(deps, account)
  const before = kept.get(shelf)
  kept.set(shelf, { certificates, atMs: deps.now().getTime() })
  if (mistrustAnswer(deps, account, answer.headers, answer.body)) {
    if (before) kept.set(shelf, before)
    else kept.delete(shelf)
    throw new Refusal('provider.unreachable')
  }
}

async function sendToWechat(
  deps: Deps,
  account: ProviderAccount,
  method: 'GET' | 'POST',
  path: string,
  content?: object,
) {
  const { certificateSerial, publicKeyId } = settingsOf(wechatSettings, account)
  const body = content ? JSON.stringify(content) : ''
  const timestamp = String(Math.floor(deps.now().getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const key = privateKeyOf(deps, account, 'PRIVATE_KEY')
  const request = { method, path, body, timestamp, nonce }
  try {
    const response = await fetch(new URL(path, deps.platformUrls.wechat), {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'fanzhuo',
        authorization: authorizationOf(account.merchant, certificateSerial, key, request),
        ...(content ? { 'content-type': 'application/json' } : {}),
        ...(publicKeyId ? { 'wechatpay-serial': publicKeyId } : {}),
      },
      ...(content ? { body } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(PLATFORM_PATIENCE_MS),
    })
    const heard = Buffer.from(await response.arrayBuffer())
    const headers = Object.fromEntries(response.headers)
    const distrustedFor = mistrustAnswer(deps, account, headers, heard)
    return { status: response.status, headers, body: heard, distrustedFor }
  } catch (err) {
    if (err instanceof Refusal) throw err
    // A download's address carries its permission after the question mark.
    const asked = path.split('?')[0]
    deps.log.warn({ err, account: account.id, path: asked }, 'wechat: no answer')
    throw new Refusal('provider.unreachable')
  }
}

function keyOf(deps: Deps, account: ProviderAccount, serial: string): KeyObject | null {
  const { publicKeyId } = settingsOf(wechatSettings, account)
  if (publicKeyId && serial === publicKeyId) return publicKeyOf(deps, account, 'PUBLIC_KEY')
  const certificate = kept.get(shelfOf(deps, account))?.certificates.get(serial.toUpperCase())
  const nowMs = deps.now().getTime()
  return certificate && certificate.fromMs <= nowMs && nowMs < certificate.toMs
    ? certificate.key
    : null
}

/** @throws Refusal account.secret-missing, account.secret-invalid */
export function apiV3KeyOf(deps: Deps, account: ProviderAccount): string {
  const key = secretOf(deps, account, 'API_V3_KEY')
  if (Buffer.byteLength(key) === 32) return key
  throw new Refusal('account.secret-invalid', { name: `${account.secretName}_API_V3_KEY` })
}

function shelfOf(deps: Deps, { merchant }: ProviderAccount): string {
  return `${deps.platformUrls.wechat} ${merchant}`
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
