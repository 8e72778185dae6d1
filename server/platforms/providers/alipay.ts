// Alipay by its official client: a code that staff show (precreate), a page that a guest's phone
// opens (wap), asking, closing, giving back. Only RSA2 is believed, and that is looked at before
// any signature is.

import { AlipaySdk } from 'alipay-sdk'
import { z } from 'zod'
import { amountFromText, amountText } from '@/domain/money'
import { fitText } from '@/domain/outgoing'
import { refuseCurrency } from '@/domain/platforms'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import {
  accountOf,
  callbackUrlOf,
  orNeverOpened,
  PLATFORM_PATIENCE_MS,
  privateKeyOf,
  publicKeyOf,
  returnUrlOf,
  settingsOf,
  subjectOf,
} from './account'
import { downloadBill, rowsInBill } from './alipay-bill'
import { beijingTime, readDailyBills } from './daily-bills'
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

const alipaySettings = z.strictObject({
  /** The seller's own id, 2088…; an app id alone does not say who is paid. */
  sellerId: z.string().regex(/^2088\d{12}$/),
})

const PAID = ['TRADE_SUCCESS', 'TRADE_FINISHED']

/** Alipay writes yesterday's bill by nine in the morning. */
const BILL_READY_AT_HOUR = 9

export const alipay: Provider = {
  name: 'alipay',

  async create(deps, payment) {
    const account = await accountOf(deps, payment)
    refuseCurrency('alipay', payment.currency)
    const bizContent = {
      out_trade_no: referenceOf(payment.token),
      total_amount: amountText(payment.amountCents, 'CNY'),
      subject: await subjectOf(deps, payment, (text) => fitText('alipay', 'subject', text)),
      time_expire: beijingTime(payment.expiresAt),
    }
    const notify_url = callbackUrlOf(deps, account)
    if (payment.guestId !== null) {
      const page = sdkOf(deps, account).pageExecute('alipay.trade.wap.pay', 'GET', {
        notify_url,
        return_url: await returnUrlOf(deps, payment),
        bizContent: { ...bizContent, product_code: 'QUICK_WAP_WAY' },
      })
      return { payUrl: page }
    }
    const answer = await askAlipay(deps, account, 'alipay.trade.precreate', bizContent, notify_url)
    const door = z
      .url({ protocol: /^https$/ })
      .max(1_024)
      .safeParse(answer.qrCode)
    if (answer.code !== '10000' || !door.success) throw refusedWith(answer)
    return { payUrl: door.data }
  },

  async query(deps, payment) {
    return queryTrade(deps, await accountOf(deps, payment), payment)
  },

  close: (deps, payment) =>
    orNeverOpened(payment, async () => {
      const account = await accountOf(deps, payment)
      const reference = { out_trade_no: referenceOf(payment.token) }
      const closed = await askAlipay(deps, account, 'alipay.trade.close', reference)
      if (closed.code === '10000') return { state: 'closed' }
      const answer = await queryTrade(deps, account, payment)
      // A wap page is not known to Alipay before the guest signs in there: until its time is over
      // it may still be paid.
      const mayStillOpen = payment.guestId !== null && deps.now() < payment.expiresAt
      return answer.state === 'unknown' && mayStillOpen ? { state: 'open' } : answer
    }),

  async refund(deps, payment, refund) {
    const account = await accountOf(deps, payment)
    const reference = alipay.refundNumber(payment, refund.id)
    const trade = { trade_no: payment.transactionId, out_request_no: reference }
    // Alipay finds a repeated refund by its request number and pays it once.
    const answer = await askAlipay(deps, account, 'alipay.trade.refund', {
      ...trade,
      refund_amount: amountText(refund.amountCents, 'CNY'),
      refund_reason: fitText('alipay', 'refund_reason', refund.reason) || undefined,
    })
    const isNo = answer.code !== '10000'
    if (isNo && !isRefusal(answer)) throw refusedWith(answer)
    if (answer.fundChange === 'Y') return { state: 'succeeded', providerRef: reference }
    const known = await askAlipay(deps, account, 'alipay.trade.fastpay.refund.query', trade)
    const isDone =
      known.code === '10000' &&
      known.refundStatus === 'REFUND_SUCCESS' &&
      amountFromText(String(known.refundAmount), 'CNY') === refund.amountCents
    if (isDone) return { state: 'succeeded', providerRef: reference }
    if (!isNo || known.code !== '10000') return { state: 'pending', providerRef: reference }
    const reason = String(answer.subCode).slice(0, 64)
    return { state: 'failed', providerRef: reference, reason, isNumberDead: false }
  },

  refundNumber: ({ token }, refundId) => `${referenceOf(token)}R${refundId}`,

  async statement(deps, { account }, span) {
    if (!account) throw new Error('Alipay keeps its books by account')
    return readDailyBills(deps, span, BILL_READY_AT_HOUR, (day) => readBill(deps, account, day))
  },

  callback: {
    read: readCallback,
    answer: (isTaken) => ({
      status: 200,
      body: isTaken ? 'success' : 'failure',
      contentType: 'text/plain; charset=utf-8',
    }),
  },
}

export const alipayAccounts: AccountKind = {
  settings: alipaySettings,
  secretsOf: () => ['PRIVATE_KEY', 'PUBLIC_KEY'],
  // Its sandbox is a house of its own: openapi-sandbox.dl.alipaydev.com, before that
  // openapi.alipaydev.com.
  isTest: ({ platformUrls }) => /(^|\.)alipaydev\.com$/.test(new URL(platformUrls.alipay).hostname),
  async test(deps, account) {
    const nothing = { out_trade_no: 'fanzhuotest' }
    const answer = await askAlipay(deps, account, 'alipay.trade.query', nothing)
    if (answer.code !== '10000' && answer.subCode !== NOT_THERE) throw refusedWith(answer)
  },
}

const NOT_THERE = 'ACQ.TRADE_NOT_EXIST'

/** Our token in the letters that Alipay takes: its 16 bytes as hex digits. */
function referenceOf(token: string): string {
  return Buffer.from(token, 'base64url').toString('hex')
}

/** Our token behind Alipay's name for it, or null when that is none of ours. */
function tokenOf(reference: string): string | null {
  return /^[0-9a-f]{32}$/.test(reference)
    ? Buffer.from(reference, 'hex').toString('base64url')
    : null
}

function sdkOf(deps: Deps, account: ProviderAccount): AlipaySdk {
  const privateKey = privateKeyOf(deps, account, 'PRIVATE_KEY')
  const publicKey = publicKeyOf(deps, account, 'PUBLIC_KEY')
  return new AlipaySdk({
    appId: account.merchant,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    keyType: 'PKCS8',
    alipayPublicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    gateway: deps.platformUrls.alipay,
    timeout: PLATFORM_PATIENCE_MS,
  })
}

/** One signed call whose answer's signature was checked. */
async function askAlipay(
  deps: Deps,
  account: ProviderAccount,
  method: string,
  bizContent: Record<string, unknown>,
  notify_url?: string,
) {
  const sdk = sdkOf(deps, account)
  const params = { bizContent, ...(notify_url ? { notify_url } : {}) }
  try {
    return await sdk.exec(method, params, { validateSign: true })
  } catch (err) {
    // Its errors carry whole answers; what happened is enough for the log.
    const why = err instanceof Error ? err.name : 'unknown'
    deps.log.warn({ account: account.id, method, why }, 'alipay: no answer that is Alipay’s')
    throw new Refusal('provider.unreachable')
  }
}

/** A no to the business itself; of a system in trouble nobody knows what it did. */
function isRefusal({ code, subCode }: { code: string; subCode?: string }): boolean {
  return code === '40004' && subCode !== undefined && !/SYSTEM_ERROR$/i.test(subCode)
}

function refusedWith(answer: { code: string; sub_code?: string; subCode?: string }): Refusal {
  const isBusy = answer.code === '20000'
  if (isBusy) return new Refusal('provider.unreachable')
  return new Refusal('provider.refused', {
    reason: String(answer.subCode ?? answer.code).slice(0, 64),
  })
}

const trade = z.object({
  outTradeNo: z.string(),
  tradeNo: z.string().min(1).max(64),
  tradeStatus: z.string(),
  totalAmount: z.string(),
})

async function queryTrade(
  deps: Deps,
  account: ProviderAccount,
  payment: ProviderPayment,
): Promise<ProviderAnswer> {
  const reference = { out_trade_no: referenceOf(payment.token) }
  const answer = await askAlipay(deps, account, 'alipay.trade.query', reference)
  if (answer.code !== '10000') {
    if (answer.subCode === NOT_THERE) return { state: 'unknown' }
    throw refusedWith(answer)
  }
  const read = trade.safeParse(answer)
  if (!read.success) throw new Refusal('provider.refused', { reason: 'fields' })
  if (read.data.tradeStatus === 'TRADE_CLOSED') return { state: 'closed' }
  if (!PAID.includes(read.data.tradeStatus)) return { state: 'open' }
  const notice = noticeOf(account, read.data)
  if ('refusedFor' in notice) throw new Refusal('provider.refused', { reason: notice.refusedFor })
  return { state: 'decided', notice }
}

/** One day's bill; a day without any payment has none. */
async function readBill(deps: Deps, account: ProviderAccount, day: string) {
  const request = { bill_type: 'trade', bill_date: day }
  const answer = await askAlipay(
    deps,
    account,
    'alipay.data.dataservice.bill.downloadurl.query',
    request,
  )
  if (/bill_not_exist$/i.test(String(answer.subCode ?? ''))) return []
  const url = z.url().safeParse(answer.billDownloadUrl)
  if (answer.code !== '10000' || !url.success) throw refusedWith(answer)
  return rowsInBill(await downloadBill(deps, account, url.data), tokenOf)
}

function readCallback(
  deps: Deps,
  { body }: RawCallback,
  account: ProviderAccount | null,
): CallbackReading {
  if (!account) return { refusedFor: 'account' }
  const fields = fieldsIn(body)
  if (!fields) return { refusedFor: 'fields' }
  if (fields.sign_type !== 'RSA2') return { refusedFor: 'sign-type' }
  if (!fields.sign) return { refusedFor: 'unsigned' }
  if (!sdkOf(deps, account).checkNotifySignV2(fields)) return { refusedFor: 'signature' }
  if (fields.app_id !== account.merchant) return { refusedFor: 'app' }
  if (fields.seller_id !== settingsOf(alipaySettings, account).sellerId)
    return { refusedFor: 'merchant' }
  const { trade_status: tradeStatus = '' } = fields
  // With a sum that went back it tells of a refund, by whomever; a trade that is all given back is
  // closed, too.
  if (fields.refund_fee && !/^0+(\.0+)?$/.test(fields.refund_fee)) return movedIn(account, fields)
  const closedToken = tradeStatus === 'TRADE_CLOSED' ? tokenOf(fields.out_trade_no ?? '') : null
  if (closedToken) return { closedToken }
  if (!PAID.includes(tradeStatus)) return { idleFor: tradeStatus.slice(0, 40) }
  const read = trade.safeParse({
    outTradeNo: fields.out_trade_no,
    tradeNo: fields.trade_no,
    tradeStatus,
    totalAmount: fields.total_amount,
  })
  return read.success ? noticeOf(account, read.data) : { refusedFor: 'fields' }
}

function movedIn(
  account: ProviderAccount,
  fields: Record<string, string>,
): MovedWord | { refusedFor: string } {
  const token = tokenOf(fields.out_trade_no ?? '')
  const totalCents = amountFromText(fields.refund_fee ?? '', 'CNY')
  if (!token || !fields.trade_no || totalCents === null) return { refusedFor: 'fields' }
  return {
    moved: {
      kind: 'refund',
      number: (fields.out_biz_no ?? '').slice(0, 64),
      amountCents: null,
      totalCents,
      currency: 'CNY',
      hasReturned: false,
      token,
      transactionId: fields.trade_no.slice(0, 64),
      merchant: account.merchant,
    },
  }
}

/** The form's fields, or null for a body that is not such a form, or names a field twice. */
function fieldsIn(body: Buffer): Record<string, string> | null {
  const fields: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(name) || Object.hasOwn(fields, name)) return null
    fields[name] = value
  }
  return fields
}

function noticeOf(
  account: ProviderAccount,
  { outTradeNo, tradeNo, totalAmount }: z.output<typeof trade>,
): SignedNotice | { refusedFor: string } {
  const token = tokenOf(outTradeNo)
  const amountCents = amountFromText(totalAmount, 'CNY')
  if (!token || amountCents === null) return { refusedFor: 'fields' }
  const merchant = account.merchant
  return { token, merchant, isPaid: true, transactionId: tradeNo, amountCents, currency: 'CNY' }
}
