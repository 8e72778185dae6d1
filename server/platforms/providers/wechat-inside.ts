// Paying inside WeChat's own browser (JSAPI): who pays is asked of the official account by WeChat's
// web sign-in, and the page is given a signed request for WeChat's payment sheet. An openid is used
// for the one order and kept nowhere.

import { createHmac, createSign, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { payInsideWechatPath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import { PLATFORM_PATIENCE_MS, privateKeyOf, secretOf, settingsOf } from './account'
import type { ProviderAccount, ProviderPayment } from './provider'
import { wechatSettings } from './wechat-client'

/**
 * How long a guest's browser may take to WeChat's sign-in and back; WeChat's own code is good for
 * as long.
 */
const STATE_SECONDS = 300

/**
 * WeChat's errcode for a code that was exchanged before: its browser sometimes comes back twice
 * with one code.
 */
const CODE_USED = 40_163

/** What `getBrandWCPayRequest` of WeChat's browser is called with. */
export type WechatRequest = {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

export type SignIn = { openid: string } | { failedFor: 'code-used' | 'unreachable' | 'refused' }

export function isInWechat(userAgent: string): boolean {
  return /\bMicroMessenger\//.test(userAgent)
}

/** Whether the account's app is an official account whose secret the server has. */
export function hasSignIn(deps: Deps, account: ProviderAccount): boolean {
  if (!settingsOf(wechatSettings, account).isOfficialAccount) return false
  return deps.secretNamed(`${account.secretName}_APP_SECRET`) !== undefined
}

/** Our own address of a payment for WeChat's browser, from which it is led on. */
export function entryOf({ token }: Pick<ProviderPayment, 'token'>): string {
  return `/api/payment/wechat/${token}`
}

/**
 * Our page that opens the payment sheet; WeChat opens it only below a directory that was registered
 * there.
 */
export function payPageOf({ token }: Pick<ProviderPayment, 'token'>): string {
  return payInsideWechatPath(token)
}

/**
 * Where the browser asks WeChat who pays, without a question to the guest; it comes back to our
 * entry with a code.
 */
export function signInUrl(
  deps: Deps,
  account: ProviderAccount,
  payment: Pick<ProviderPayment, 'token'>,
): string {
  const url = new URL('/connect/oauth2/authorize', deps.platformUrls.wechatOpen)
  // WeChat wants them in this order, and letters and digits only in the state.
  url.search = new URLSearchParams({
    appid: settingsOf(wechatSettings, account).appId,
    redirect_uri: new URL(entryOf(payment), deps.publicUrl).href,
    response_type: 'code',
    scope: 'snsapi_base',
    state: stateOf(deps, payment, Math.floor(deps.now().getTime() / 1000) + STATE_SECONDS),
  }).toString()
  url.hash = 'wechat_redirect'
  return url.href
}

/** Whether we made this state for this payment a short while ago. */
export function isOwnState(
  deps: Deps,
  payment: Pick<ProviderPayment, 'token'>,
  state: string,
): boolean {
  const until = Number.parseInt(state.slice(0, 8), 16)
  const leftSeconds = until - deps.now().getTime() / 1000
  if (!(leftSeconds > 0 && leftSeconds <= STATE_SECONDS)) return false
  const [given, own] = [Buffer.from(state), Buffer.from(stateOf(deps, payment, until))]
  return given.length === own.length && timingSafeEqual(given, own)
}

function stateOf(
  deps: Deps,
  { token }: Pick<ProviderPayment, 'token'>,
  untilSeconds: number,
): string {
  const key = Buffer.from(hkdfSync('sha256', deps.secret, '', 'fanzhuo wechat sign-in', 32))
  const until = untilSeconds.toString(16).padStart(8, '0')
  return until + createHmac('sha256', key).update(`${until} ${token}`).digest('hex')
}

const signedIn = z.object({ openid: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/) })
const failed = z.object({ errcode: z.int() })

/**
 * Whose code this is. Neither code, secret nor openid reaches the log. @throws Refusal
 * account.secret-missing
 */
export async function signedInBy(
  deps: Deps,
  account: ProviderAccount,
  code: string,
): Promise<SignIn> {
  const { json, errcode } = await exchangeCode(deps, account, code)
  const read = signedIn.safeParse(json)
  if (read.success) return read.data
  const failedFor =
    errcode === CODE_USED ? 'code-used' : errcode === null ? 'unreachable' : 'refused'
  deps.log.warn({ account: account.id, errcode }, 'wechat: nobody signed in')
  return { failedFor }
}

/**
 * Tries the app secret with a code that is nobody's. @throws Refusal provider.refused (reason),
 * provider.unreachable
 */
export async function testSignIn(deps: Deps, account: ProviderAccount): Promise<void> {
  const { errcode } = await exchangeCode(deps, account, 'fanzhuo-test')
  if (errcode === null) throw new Refusal('provider.unreachable')
  const isCodeToBlame = errcode === 40_029 || errcode === CODE_USED
  if (!isCodeToBlame) throw new Refusal('provider.refused', { reason: `errcode ${errcode}` })
}

async function exchangeCode(deps: Deps, account: ProviderAccount, code: string) {
  const url = new URL('/sns/oauth2/access_token', deps.platformUrls.wechatApi)
  url.search = new URLSearchParams({
    appid: settingsOf(wechatSettings, account).appId,
    secret: secretOf(deps, account, 'APP_SECRET'),
    code,
    grant_type: 'authorization_code',
  }).toString()
  try {
    const signal = AbortSignal.timeout(PLATFORM_PATIENCE_MS)
    const json: unknown = await (await fetch(url, { redirect: 'error', signal })).json()
    const read = failed.safeParse(json)
    return { json, errcode: read.success ? read.data.errcode : null }
  } catch {
    return { json: null, errcode: null }
  }
}

/**
 * A request for WeChat's payment sheet, fresh for every tap. @throws Refusal
 * account.secret-missing, account.secret-invalid
 */
export function bridgeRequest(
  deps: Deps,
  account: ProviderAccount,
  prepayId: string,
): WechatRequest {
  const { appId } = settingsOf(wechatSettings, account)
  const timeStamp = String(Math.floor(deps.now().getTime() / 1000))
  const nonceStr = randomBytes(16).toString('hex')
  const wanted = `prepay_id=${prepayId}`
  const paySign = createSign('RSA-SHA256')
    .update(`${appId}\n${timeStamp}\n${nonceStr}\n${wanted}\n`)
    .sign(privateKeyOf(deps, account, 'PRIVATE_KEY'), 'base64')
  return { appId, timeStamp, nonceStr, package: wanted, signType: 'RSA', paySign }
}
