// WeChat Pay, API v3: a code that staff show (Native), a page that a guest's phone opens (H5; JSAPI
// inside WeChat), asking, closing, giving back.

import { z } from 'zod'
import { fitText } from '@/domain/outgoing'
import { refuseCurrency } from '@/domain/platforms'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import { accountOf, callbackUrlOf, orNeverOpened, settingsOf, subjectOf } from './account'
import { readDailyBills } from './daily-bills'
import type {
  AccountKind,
  CallbackReading,
  MovedWord,
  Provider,
  ProviderAccount,
  ProviderAnswer,
  ProviderPayment,
  RawCallback,
  SignedNotice,
} from './provider'
import { rowsInBill } from './wechat-bill'
import {
  apiV3KeyOf,
  askWechat,
  codeOf,
  decryptResource,
  downloadFromWechat,
  mistrustCallback,
  wechatSettings,
} from './wechat-client'
import { entryOf, hasSignIn, isInWechat, payPageOf, testSignIn } from './wechat-inside'

const PAY = '/v3/pay/transactions'

/** WeChat writes yesterday's bill by ten in the morning. */
const BILL_READY_AT_HOUR = 10

const cents = z.int().min(1)
const transaction = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().min(1).max(64),
  trade_state: z.string(),
  amount: z.object({ total: cents, currency: z.string() }),
})

export const wechat: Provider = {
  name: 'wechat',

  async create(deps, payment, phone) {
    const account = await accountOf(deps, payment)
    refuseCurrency('wechat', payment.currency)
    if (payment.guestId === null) return { payUrl: await openNative(deps, account, payment) }
    if (phone && isInWechat(phone.userAgent) && hasSignIn(deps, account)) {
      return { payUrl: entryOf(payment) }
    }
    return { payUrl: await openH5(deps, account, payment, phone?.ip) }
  },

  async query(deps, payment) {
    return queryTrade(deps, await accountOf(deps, payment), payment)
  },

  close: (deps, payment) =>
    orNeverOpened(payment, async () => {
      const account = await accountOf(deps, payment)
      const path = `${PAY}/out-trade-no/${payment.token}/close`
      const { status } = await askWechat(deps, account, 'POST', path, { mchid: account.merchant })
      // What cannot be closed is paid, closed before, or was never opened: asking tells which.
      return status === 204 ? { state: 'closed' } : queryTrade(deps, account, payment)
    }),

  async refund(deps, payment, refund) {
    const account = await accountOf(deps, payment)
    const reference = wechat.refundNumber(payment, refund.id)
    const path = '/v3/refund/domestic/refunds'
    const known = await askWechat(deps, account, 'GET', `${path}/${reference}`)
    const isNew = known.status === 404
    const { status, json } = isNew
      ? await askWechat(deps, account, 'POST', path, {
          ...(payment.transactionId
            ? { transaction_id: payment.transactionId }
            : { out_trade_no: payment.token }),
          out_refund_no: reference,
          reason: fitText('wechat', 'reason', refund.reason) || undefined,
          amount: {
            refund: refund.amountCents,
            total: payment.amountCents,
            currency: payment.currency,
          },
        })
      : known
    // Nothing was there by this number before, and nothing is after a no.
    if (isNew && status >= 400) {
      const reason = codeOf(json) || 'refused'
      return { state: 'failed', providerRef: reference, reason, isNumberDead: false }
    }
    const read = z
      .object({ refund_id: z.string(), status: z.string(), amount: z.object({ refund: cents }) })
      .safeParse(json)
    if (status !== 200 || !read.success || read.data.amount.refund !== refund.amountCents) {
      throw new Refusal('provider.refused', { reason: codeOf(json) })
    }
    const { refund_id: providerRef, status: is } = read.data
    if (is === 'SUCCESS') return { state: 'succeeded', providerRef }
    if (is === 'CLOSED') return { state: 'failed', providerRef, reason: is, isNumberDead: true }
    // ABNORMAL has left the account and not arrived: it is sent on at WeChat's own site, by the
    // same number.
    return { state: 'pending', providerRef, ...(is === 'ABNORMAL' ? { reason: is } : {}) }
  },

  refundNumber: ({ token }, refundId) => `${token}-R${refundId}`,

  async statement(deps, { account }, span) {
    if (!account) throw new Error('WeChat keeps its books by account')
    return readDailyBills(deps, span, BILL_READY_AT_HOUR, (day) => readBill(deps, account, day))
  },

  callback: {
    read: readCallback,
    answer: (isTaken) =>
      isTaken
        ? { status: 204, body: '' }
        : { status: 401, body: JSON.stringify({ code: 'FAIL', message: '失败' }) },
  },
}

export const wechatAccounts: AccountKind = {
  settings: wechatSettings,
  secretsOf: (settings) => [
    'PRIVATE_KEY',
    'API_V3_KEY',
    ...(wechatSettings.safeParse(settings).data?.publicKeyId ? ['PUBLIC_KEY'] : []),
    ...(wechatSettings.safeParse(settings).data?.isOfficialAccount ? ['APP_SECRET'] : []),
  ],
  // It has no test mode: another address than its own is the operator's way to it.
  isTest: () => false,
  payDirectoryOf: (deps, settings) =>
    wechatSettings.safeParse(settings).data?.isOfficialAccount
      ? new URL(payPageOf({ token: '' }), deps.publicUrl).href
      : null,
  async test(deps, account) {
    apiV3KeyOf(deps, account)
    const path = `${PAY}/out-trade-no/fanzhuo-test?mchid=${account.merchant}`
    const { status, json } = await askWechat(deps, account, 'GET', path)
    if (status !== 404 && status !== 200)
      throw new Refusal('provider.refused', { reason: codeOf(json) })
    if (settingsOf(wechatSettings, account).isOfficialAccount) await testSignIn(deps, account)
  },
}

/**
 * Opens an order at WeChat in one of its ways, which stays its way. @throws Refusal
 * provider.unreachable, provider.refused (reason)
 */
async function openTrade<Door>(
  deps: Deps,
  account: ProviderAccount,
  payment: ProviderPayment,
  way: 'native' | 'h5' | 'jsapi',
  facts: object,
  door: z.ZodType<Door>,
): Promise<Door> {
  const { status, json } = await askWechat(deps, account, 'POST', `${PAY}/${way}`, {
    appid: settingsOf(wechatSettings, account).appId,
    mchid: account.merchant,
    description: await subjectOf(deps, payment, (text) => fitText('wechat', 'description', text)),
    out_trade_no: payment.token,
    time_expire: payment.expiresAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    notify_url: callbackUrlOf(deps, account),
    amount: { total: payment.amountCents, currency: payment.currency },
    ...facts,
  })
  const read = door.safeParse(json)
  if (status === 200 && read.success) return read.data
  throw new Refusal('provider.refused', { reason: codeOf(json) })
}

async function openNative(deps: Deps, account: ProviderAccount, payment: ProviderPayment) {
  const door = z.object({ code_url: z.string().startsWith('weixin://').max(512) })
  return (await openTrade(deps, account, payment, 'native', {}, door)).code_url
}

/**
 * Opens it for a browser outside of WeChat. @returns WeChat's page; @throws Refusal as every call
 */
export async function openH5(
  deps: Deps,
  account: ProviderAccount,
  payment: ProviderPayment,
  payerIp = '127.0.0.1',
): Promise<string> {
  const scene_info = { payer_client_ip: payerIp, h5_info: { type: 'Wap' } }
  const door = z.object({ h5_url: z.url({ protocol: /^https$/ }).max(512) })
  return (await openTrade(deps, account, payment, 'h5', { scene_info }, door)).h5_url
}

/** Opens it for who pays inside WeChat. @returns the prepay_id; @throws Refusal as every call */
export async function openJsapi(
  deps: Deps,
  account: ProviderAccount,
  payment: ProviderPayment,
  openid: string,
): Promise<string> {
  const door = z.object({ prepay_id: z.string().min(1).max(64) })
  return (await openTrade(deps, account, payment, 'jsapi', { payer: { openid } }, door)).prepay_id
}

async function queryTrade(
  deps: Deps,
  account: ProviderAccount,
  payment: ProviderPayment,
): Promise<ProviderAnswer> {
  const path = `${PAY}/out-trade-no/${payment.token}?mchid=${account.merchant}`
  const { status, json } = await askWechat(deps, account, 'GET', path)
  if (status === 404) return { state: 'unknown' }
  const state = z.object({ trade_state: z.string() }).safeParse(json)
  if (status !== 200 || !state.success)
    throw new Refusal('provider.refused', { reason: codeOf(json) })
  const { trade_state: is } = state.data
  if (is === 'CLOSED' || is === 'REVOKED') return { state: 'closed' }
  if (is !== 'SUCCESS' && is !== 'REFUND') return { state: 'open' }
  const notice = noticeIn(account, json, is)
  if ('refusedFor' in notice) throw new Refusal('provider.refused', { reason: notice.refusedFor })
  // REFUND says that something went back, ours too; of what never counted here it was all done by
  // hand.
  const isCounted = is === 'SUCCESS' || payment.transactionId !== null
  return { state: isCounted ? 'decided' : 'given-back', notice }
}

const billAnswer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url(),
})

/** One day's bill; a day without any payment has none. */
async function readBill(deps: Deps, account: ProviderAccount, day: string) {
  const path = `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`
  const { status, json } = await askWechat(deps, account, 'GET', path)
  const code = codeOf(json)
  if (code === 'NO_STATEMENT_EXIST') return []
  if (code === 'STATEMENT_CREATING') return null
  const bill = billAnswer.safeParse(json)
  if (status !== 200 || !bill.success) throw new Refusal('provider.refused', { reason: code })
  const { download_url: url, hash_value: sha1 } = bill.data
  return rowsInBill(account.merchant, await downloadFromWechat(deps, account, { url, sha1 }))
}

const envelope = z.object({
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().optional(),
  }),
})

async function readCallback(
  deps: Deps,
  { headers, body }: RawCallback,
  account: ProviderAccount | null,
): Promise<CallbackReading> {
  if (!account) return { refusedFor: 'account' }
  const refusedFor = await mistrustCallback(deps, account, headers, body)
  if (refusedFor) return { refusedFor }
  const heard = envelope.safeParse(jsonIn(body))
  if (!heard.success) return { refusedFor: 'fields' }
  const plain = decryptResource(apiV3KeyOf(deps, account), heard.data.resource)
  if (!plain) return { refusedFor: 'encryption' }
  const { event_type: type } = heard.data
  if (type === 'REFUND.SUCCESS' || type === 'REFUND.CLOSED') return movedIn(jsonIn(plain), type)
  if (type !== 'TRANSACTION.SUCCESS') return { idleFor: type.slice(0, 60) }
  return noticeIn(account, jsonIn(plain))
}

const refundWord = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().min(1).max(64),
  out_refund_no: z.string().min(1).max(64),
  amount: z.object({ total: cents, refund: cents }),
})

/** A refund by whomever, as WeChat tells of it at the address that is set at its own site. */
function movedIn(json: unknown, type: string): MovedWord | { refusedFor: string } {
  const read = refundWord.safeParse(json)
  if (!read.success) return { refusedFor: 'fields' }
  const { mchid, out_trade_no, transaction_id, out_refund_no, amount } = read.data
  return {
    moved: {
      kind: 'refund',
      number: out_refund_no,
      amountCents: amount.refund,
      totalCents: null,
      currency: 'CNY',
      hasReturned: type === 'REFUND.CLOSED',
      token: out_trade_no,
      transactionId: transaction_id,
      merchant: mchid,
    },
  }
}

/** What WeChat says of a paid transaction, if it was paid into this account and app. */
function noticeIn(
  account: ProviderAccount,
  json: unknown,
  wanted: 'SUCCESS' | 'REFUND' = 'SUCCESS',
): SignedNotice | { refusedFor: string } {
  const read = transaction.safeParse(json)
  if (!read.success) return { refusedFor: 'fields' }
  const {
    mchid,
    appid,
    out_trade_no: token,
    transaction_id: transactionId,
    trade_state,
    amount,
  } = read.data
  if (trade_state !== wanted) return { refusedFor: 'state' }
  if (appid !== settingsOf(wechatSettings, account).appId) return { refusedFor: 'app' }
  const { total: amountCents, currency } = amount
  return { token, merchant: mchid, isPaid: true, transactionId, amountCents, currency }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
