// WeChat Pay API v3 as a merchant meets it: signed requests, signed answers, sealed callbacks,
// certificates that rotate.

import {
  createCipheriv,
  createHash,
  createSign,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { amountText } from '@/domain/money'
import type { RawCallback } from '@/server/platforms/providers/provider'
import type { WechatRequest } from '@/server/platforms/providers/wechat-inside'
import { certificateOf } from './certificate'
import {
  beijingDay,
  beijingText,
  flipped,
  isTaken,
  listen,
  type Moved,
  type Movement,
  movementsOf,
  type PlatformStandIn,
  refunded,
} from './loopback'

/** It keeps texts in three bytes a character. */
const FOUR_BYTES = /[\u{10000}-\u{10ffff}]/u

export type WechatStandIn = PlatformStandIn & {
  /** From now on it signs with another certificate. */
  rotate: () => void
  merchantKeys: { publicKey: KeyObject; privateKey: KeyObject }
  /** Who signs in at it next. */
  openid: string
  /** Whom the last order named as its payer. */
  payerAddress: string | null
  /** A payment sheet in its browser, which the person confirms. @returns its err_msg */
  pay: (request: WechatRequest) => string
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
// Made once: making keys is what takes longest.
const [merchantKeys, ownKeys, stranger] = [pair(), pair(), pair()]

/**
 * @param mode by which keys it signs: its public key, or its platform certificates
 * @param isOfficialAccount whether the app can sign guests in and be paid inside WeChat
 */
export async function wechatStandIn(
  now: () => Date,
  mode: 'public-key' | 'certificates' = 'public-key',
  isOfficialAccount = false,
): Promise<WechatStandIn> {
  const appSecret = randomBytes(16).toString('hex')
  /** Sign-ins by their codes, which are good once; and orders inside WeChat by their prepay_id. */
  const codes = new Map<string, { openid: string; isUsed: boolean }>()
  const openids = new Set<string>()
  const prepared = new Map<string, { openid: string; reference: string }>()
  const ways = new Map<string, string>()
  const apiV3Key = randomBytes(16).toString('hex')
  const merchant = '1900000001'
  const appId = 'wxd678efh567hg6787'
  const certificates = [{ serial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1', keys: ownKeys }]
  const own = { serial: 'PUB_KEY_ID_0119000000012024', keys: ownKeys }
  const signer = () => (mode === 'public-key' ? own : certificates.at(-1)) ?? own

  const signedHeaders = (body: string, at = now(), by = signer()) => {
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const nonce = randomBytes(16).toString('hex')
    const text = `${timestamp}\n${nonce}\n${body}\n`
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': by.serial,
      'wechatpay-signature': createSign('RSA-SHA256')
        .update(text)
        .sign(by.keys.privateKey, 'base64'),
    }
  }
  const seal = (plain: string, aad: string, key = apiV3Key) => {
    const nonce = randomBytes(6).toString('hex')
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce))
    cipher.setAAD(Buffer.from(aad))
    const ciphertext = Buffer.concat([
      cipher.update(plain, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ])
    return { nonce, associated_data: aad, ciphertext: ciphertext.toString('base64') }
  }

  const isSigned = (req: IncomingMessage, body: string): boolean => {
    const [scheme, rest = ''] = (req.headers.authorization ?? '').split(/ (.*)/s)
    const parts = Object.fromEntries(
      [...rest.matchAll(/(\w+)="([^"]*)"/g)].map((each) => [each[1], each[2]]),
    )
    const age = Math.abs(now().getTime() / 1000 - Number(parts.timestamp))
    const text = `${req.method}\n${req.url}\n${parts.timestamp}\n${parts.nonce_str}\n${body}\n`
    return (
      scheme === 'WECHATPAY2-SHA256-RSA2048' &&
      parts.mchid === merchant &&
      parts.serial_no === 'ABCDEF0123456789' &&
      age <= 300 &&
      createVerify('RSA-SHA256')
        .update(text)
        .verify(merchantKeys.publicKey, parts.signature ?? '', 'base64')
    )
  }

  const files = new Map<string, string>()

  /**
   * The two servers beside WeChat Pay's: one that a browser visits, one that is asked whose code it
   * came back with.
   */
  const signIn = (req: IncomingMessage, res: ServerResponse): boolean => {
    const { pathname, searchParams, search } = new URL(req.url ?? '/', 'http://wechat')
    const json = (content: object) => {
      res.writeHead(200, { 'content-type': 'text/plain' })
      res.end(JSON.stringify(content))
    }
    if (pathname === '/connect/oauth2/authorize') {
      const inOrder =
        /^\?appid=[^&]+&redirect_uri=[^&]+&response_type=code&scope=snsapi_base&state=/
      const [state, back] = [searchParams.get('state') ?? '', searchParams.get('redirect_uri')]
      if (!inOrder.test(search) || !/^[a-zA-Z0-9]{1,128}$/.test(state) || !back) {
        res.writeHead(400).end()
      } else {
        const code = randomBytes(16).toString('hex')
        codes.set(code, { openid: standIn.openid, isUsed: false })
        const next = new URL(back)
        next.search = `?code=${code}&state=${state}`
        res.writeHead(302, { location: next.href }).end()
      }
      return true
    }
    if (pathname !== '/sns/oauth2/access_token') return false
    const [secret, code] = [searchParams.get('secret'), searchParams.get('code') ?? '']
    const known = codes.get(code)
    if (searchParams.get('appid') !== appId) json({ errcode: 40013, errmsg: 'invalid appid' })
    else if (secret !== appSecret) json({ errcode: 40125, errmsg: 'invalid appsecret' })
    else if (searchParams.get('grant_type') !== 'authorization_code') json({ errcode: 40002 })
    else if (!known) json({ errcode: 40029, errmsg: 'invalid code' })
    else if (known.isUsed) json({ errcode: 40163, errmsg: 'code been used' })
    else {
      known.isUsed = true
      openids.add(known.openid)
      json({ access_token: 'x', expires_in: 7200, openid: known.openid, scope: 'snsapi_base' })
    }
    return true
  }

  const base = await listen((req, body, res) => {
    const reply = (status: number, content: object | null) => {
      const text = content ? JSON.stringify(content) : ''
      const by = base.misbehaves === 'forged' ? { ...signer(), keys: stranger } : signer()
      const at = base.misbehaves === 'late-answer' ? new Date(now().getTime() - 301_000) : now()
      res.writeHead(status, signedHeaders(text, at, by))
      res.end(text)
    }
    if (signIn(req, res)) return
    if (!isSigned(req, body)) {
      res.statusCode = 401
      res.end(JSON.stringify({ code: 'SIGN_ERROR', message: 'wrong signature' }))
      return
    }
    if (req.url?.startsWith('/v3/billdownload/file?')) {
      // Files come without a signature; what is said of them before has one.
      const file = files.get(new URL(req.url, 'http://wechat').searchParams.get('token') ?? '')
      res.writeHead(file ? 200 : 404, { 'content-type': 'text/plain;charset=utf-8' })
      const isOther = base.misbehaves === 'other-file'
      res.end(isOther ? file?.replace('30.00', '31.00') : file)
      return
    }
    act(req, body, reply)
  })
  const standIn = base as WechatStandIn

  const act = (
    req: IncomingMessage,
    body: string,
    reply: (status: number, content: object | null) => void,
  ) => {
    const path = req.url?.split('?')[0] ?? ''
    const json = body ? JSON.parse(body) : {}
    if (path === '/v3/certificates') {
      const data = certificates.map(({ serial, keys }) => {
        const from = new Date(now().getTime() - 86_400_000)
        const to = new Date(now().getTime() + 864_000_000)
        return {
          serial_no: serial,
          effective_time: from.toISOString().replace('.000Z', '+00:00'),
          expire_time: to.toISOString().replace('.000Z', '+00:00'),
          encrypt_certificate: {
            algorithm: 'AEAD_AES_256_GCM',
            ...seal(certificateOf(keys, serial, from, to), 'certificate'),
          },
        }
      })
      return reply(200, { data })
    }
    if (path === '/v3/bill/tradebill') {
      const query = new URL(req.url ?? '', 'http://wechat').searchParams
      const { from, to } = beijingDay(query.get('bill_date') ?? '')
      const readyAt = to.getTime() + 10 * 3_600_000
      if (query.get('bill_type') !== 'ALL') return reply(400, { code: 'PARAM_ERROR' })
      if (to > now()) return reply(400, { code: 'INVALID_REQUEST' })
      if (readyAt > now().getTime() || standIn.misbehaves === 'writing')
        return reply(400, { code: 'STATEMENT_CREATING' })
      const movements = movementsOf(standIn.trades.values(), from, to)
      if (movements.length === 0) return reply(400, { code: 'NO_STATEMENT_EXIST' })
      const whole = billOf(merchant, appId, movements)
      const file = standIn.misbehaves === 'cut-file' ? whole.slice(0, -120) : whole
      const token = randomBytes(12).toString('base64url')
      files.set(token, file)
      return reply(200, {
        hash_type: 'SHA1',
        hash_value: createHash('sha1').update(file).digest('hex'),
        download_url: `https://api.mch.weixin.qq.com/v3/billdownload/file?token=${token}`,
      })
    }
    const opened = /^\/v3\/pay\/transactions\/(native|h5|jsapi)$/.exec(path)
    if (opened) {
      const earlier = standIn.trades.get(json.out_trade_no)
      const isNamed = isTaken(json.description, { bytes: 127, forbidden: FOUR_BYTES })
      const isNumbered = /^[A-Za-z0-9_*-]{6,32}$/.test(json.out_trade_no)
      if (!isNamed || !isNumbered || Buffer.byteLength(json.notify_url) > 255)
        return reply(400, { code: 'PARAM_ERROR' })
      if (json.mchid !== merchant || json.appid !== appId)
        return reply(400, { code: 'PARAM_ERROR' })
      const isOther = earlier && ways.get(json.out_trade_no) !== opened[1]
      if (isOther || (earlier && earlier.amountCents !== json.amount.total))
        return reply(400, { code: 'INVALID_REQUEST' })
      const openid = json.payer?.openid
      if (opened[1] === 'jsapi' && !(isOfficialAccount && openids.has(openid)))
        return reply(400, { code: 'PARAM_ERROR' })
      if (earlier?.state === 'paid') return reply(400, { code: 'ORDERPAID' })
      if (!earlier) {
        standIn.trades.set(json.out_trade_no, {
          reference: json.out_trade_no,
          amountCents: json.amount.total,
          state: 'open',
          transactionId: `42000${randomBytes(10).toString('hex')}`,
          refunds: new Map(),
        })
      }
      ways.set(json.out_trade_no, opened[1] ?? '')
      standIn.payerAddress = json.scene_info?.payer_client_ip ?? null
      if (opened[1] === 'jsapi') {
        const prepayId = `wx${randomBytes(17).toString('hex')}`
        prepared.set(prepayId, { openid, reference: json.out_trade_no })
        return reply(200, { prepay_id: prepayId })
      }
      return opened[1] === 'h5'
        ? json.scene_info?.payer_client_ip
          ? reply(200, {
              h5_url: `https://wx.tenpay.com/cgi-bin/checkmweb?prepay_id=${json.out_trade_no}`,
            })
          : reply(400, { code: 'PARAM_ERROR' })
        : reply(200, { code_url: `weixin://wxpay/bizpayurl?pr=${json.out_trade_no}` })
    }
    const asked = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/close)?$/.exec(path)
    if (asked) {
      const trade = standIn.trades.get(asked[1] ?? '')
      if (!trade) return reply(404, { code: 'ORDER_NOT_EXIST' })
      if (!asked[2]) return reply(200, transactionOf(trade.reference))
      if (trade.state === 'paid' || trade.state === 'refunded')
        return reply(400, { code: 'ORDERPAID' })
      trade.state = 'closed'
      return reply(204, null)
    }
    const refund = /^\/v3\/refund\/domestic\/refunds(?:\/([^/]+))?$/.exec(path)
    if (refund) {
      const reference = refund[1] ?? json.out_refund_no
      const trade = [...standIn.trades.values()].find(
        (each) =>
          each.refunds.has(reference) ||
          (req.method === 'POST' &&
            (each.transactionId === json.transaction_id || each.reference === json.out_trade_no)),
      )
      const known = trade?.refunds.get(reference)
      if (req.method === 'GET' && known === undefined)
        return reply(404, { code: 'RESOURCE_NOT_EXISTS' })
      if (!trade) return reply(404, { code: 'RESOURCE_NOT_EXISTS' })
      const given = [...trade.refunds.values()].reduce((sum, each) => sum + each, 0)
      const isSilent = json.reason === undefined
      const isSaid = isSilent || isTaken(json.reason, { bytes: 80, forbidden: FOUR_BYTES })
      if (!isSaid || !/^[A-Za-z0-9_|*@-]{1,64}$/.test(reference))
        return reply(400, { code: 'PARAM_ERROR' })
      const wanted = known ?? json.amount.refund
      if (
        known === undefined &&
        (json.amount.total !== trade.amountCents || given + wanted > trade.amountCents)
      ) {
        return reply(400, { code: 'PARAM_ERROR' })
      }
      if (known === undefined && standIn.misbehaves === 'no-balance')
        return reply(403, { code: 'NOT_ENOUGH', message: '余额不足' })
      const went = known === undefined ? 'PROCESSING' : 'SUCCESS'
      const status = trade.refundStates?.get(reference) ?? went
      refunded(trade, reference, wanted, now())
      return reply(200, {
        refund_id: `5030${trade.refunds.size}`,
        status,
        amount: { refund: wanted },
      })
    }
    reply(404, { code: 'NOT_FOUND' })
  }

  const transactionOf = (token: string, changes: Record<string, unknown> = {}) => {
    const { amountCents, transactionId, state } = standIn.tradeOf(token)
    const states = { open: 'NOTPAY', paid: 'SUCCESS', closed: 'CLOSED', refunded: 'REFUND' }
    return {
      mchid: merchant,
      appid: appId,
      out_trade_no: token,
      transaction_id: transactionId,
      trade_type: ways.get(token) === 'h5' ? 'MWEB' : (ways.get(token) ?? '').toUpperCase(),
      trade_state: states[state],
      amount: {
        total: amountCents,
        payer_total: amountCents,
        currency: 'CNY',
        payer_currency: 'CNY',
      },
      ...changes,
    }
  }

  const bodyOf = (plain: string, changes: Record<string, unknown> = {}, key = apiV3Key) =>
    JSON.stringify({
      id: randomBytes(16).toString('hex'),
      create_time: now().toISOString(),
      event_type: 'TRANSACTION.SUCCESS',
      resource_type: 'encrypt-resource',
      summary: '支付成功 100%',
      resource: {
        algorithm: 'AEAD_AES_256_GCM',
        original_type: 'transaction',
        ...seal(plain, 'transaction', key),
      },
      ...changes,
    })

  const signed = (body: string, at?: Date, by?: ReturnType<typeof signer>): RawCallback => ({
    headers: signedHeaders(body, at, by),
    body: Buffer.from(body),
  })

  return Object.assign(standIn, {
    provider: 'wechat' as const,
    method: 'wechat' as const,
    merchant,
    merchantKeys,
    settings: {
      appId,
      certificateSerial: 'ABCDEF0123456789',
      ...(mode === 'public-key' ? { publicKeyId: own.serial } : {}),
      ...(isOfficialAccount ? { isOfficialAccount } : {}),
    },
    secrets: {
      PRIVATE_KEY: merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      API_V3_KEY: apiV3Key,
      ...(isOfficialAccount ? { APP_SECRET: appSecret } : {}),
      ...(mode === 'public-key'
        ? { PUBLIC_KEY: own.keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() }
        : {}),
    },
    payerAddress: null as string | null,
    openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    pay: (request: WechatRequest) => {
      const { timeStamp, nonceStr, package: wanted, signType, paySign } = request
      const order = prepared.get(wanted.replace(/^prepay_id=/, ''))
      const trade = standIn.trades.get(order?.reference ?? '')
      const isOurs = createVerify('RSA-SHA256')
        .update(`${appId}\n${timeStamp}\n${nonceStr}\n${wanted}\n`)
        .verify(merchantKeys.publicKey, paySign, 'base64')
      const age = Math.abs(now().getTime() / 1000 - Number(timeStamp))
      const isFresh = /^\d{10}$/.test(timeStamp) && age <= 300 && nonceStr.length <= 32
      const isSame =
        request.appId === appId && signType === 'RSA' && order?.openid === standIn.openid
      if (!isOurs || !isFresh || !isSame || trade?.state !== 'open')
        return 'get_brand_wcpay_request:fail'
      trade.state = 'paid'
      trade.paidAt = now()
      return 'get_brand_wcpay_request:ok'
    },
    rotate: () => {
      certificates.push({
        serial: randomBytes(20).toString('hex').toUpperCase().replace(/^./, '6'),
        keys: pair(),
      })
    },
    tradeOf: (token: string) => {
      const trade = standIn.trades.get(token)
      if (!trade) throw new Error('WeChat never heard of this trade')
      return trade
    },
    callback: (token: string, changes = {}, { at }: { at?: Date } = {}) =>
      signed(bodyOf(JSON.stringify(transactionOf(token, changes))), at),
    moved: (token: string, { number, amountCents, hasReturned, changes }: Moved) => {
      const { transactionId, amountCents: total } = standIn.tradeOf(token)
      const refund_status = hasReturned ? 'CLOSED' : 'SUCCESS'
      const plain = {
        mchid: merchant,
        out_trade_no: token,
        transaction_id: transactionId,
        out_refund_no: number,
        refund_id: `503${number}`,
        refund_status,
        user_received_account: '支付用户零钱',
        amount: { total, refund: amountCents, payer_total: total, payer_refund: amountCents },
        ...changes,
      }
      return signed(bodyOf(JSON.stringify(plain), { event_type: `REFUND.${refund_status}` }))
    },
    forgeries: (token: string): [string, RawCallback][] => {
      const plain = JSON.stringify(transactionOf(token))
      const amount = standIn.tradeOf(token).amountCents
      const at = (seconds: number) => new Date(now().getTime() + seconds * 1000)
      const good = signed(bodyOf(plain))
      const withHeaders = (changes: Record<string, string | undefined>): RawCallback => ({
        headers: { ...good.headers, ...changes },
        body: good.body,
      })
      const withBody = (body: string | Buffer): RawCallback => ({
        headers: good.headers,
        body: Buffer.from(body),
      })
      const sealedWith = (changes: Record<string, unknown>) =>
        signed(bodyOf(JSON.stringify(transactionOf(token, changes))))
      const header = (name: string) => String(good.headers[`wechatpay-${name}`])
      const text = good.body.toString()
      return [
        ['no signature', withHeaders({ 'wechatpay-signature': undefined })],
        ['no timestamp', withHeaders({ 'wechatpay-timestamp': undefined })],
        ['no nonce', withHeaders({ 'wechatpay-nonce': undefined })],
        ['no serial', withHeaders({ 'wechatpay-serial': undefined })],
        ['an empty signature', withHeaders({ 'wechatpay-signature': '' })],
        ['the probe of WeChat', withHeaders({ 'wechatpay-signature': 'WECHATPAY/SIGNTEST/x' })],
        [
          'one bit of the signature',
          withHeaders({ 'wechatpay-signature': flipped(header('signature')) }),
        ],
        ['a signature that is not base64', withHeaders({ 'wechatpay-signature': '%%%%' })],
        [
          'another timestamp',
          withHeaders({ 'wechatpay-timestamp': String(Number(header('timestamp')) + 1) }),
        ],
        [
          'a timestamp with a fraction',
          withHeaders({ 'wechatpay-timestamp': `${header('timestamp')}.0` }),
        ],
        ['a timestamp in words', withHeaders({ 'wechatpay-timestamp': 'now' })],
        ['another nonce', withHeaders({ 'wechatpay-nonce': 'x'.repeat(32) })],
        ['an unknown serial', withHeaders({ 'wechatpay-serial': 'F'.repeat(40) })],
        ['the serial __proto__', withHeaders({ 'wechatpay-serial': '__proto__' })],
        ['the key of somebody else', signed(bodyOf(plain), now(), { ...signer(), keys: stranger })],
        [
          'the merchant’s own key',
          signed(bodyOf(plain), now(), { ...signer(), keys: merchantKeys }),
        ],
        ['301 s old', signed(bodyOf(plain), at(-301))],
        ['301 s ahead', signed(bodyOf(plain), at(301))],
        ['a day old', signed(bodyOf(plain), at(-86_400))],
        ['one bit of the body', withBody(flipped(text))],
        ['a body written again', withBody(JSON.stringify(JSON.parse(text), null, 1))],
        ['a space after the body', withBody(`${text} `)],
        ['a BOM before the body', withBody(`\ufeff${text}`)],
        ['a signed BOM before the body', signed(`\ufeff${text}`)],
        ['an empty body', withBody('')],
        ['signed, not JSON', signed('not json')],
        ['signed, null', signed('null')],
        ['signed, an array', signed('[]')],
        ['signed, no resource', signed(bodyOf(plain, { resource: undefined }))],
        ['signed, another algorithm', signed(bodyOf(plain, { resource: { algorithm: 'AES' } }))],
        ['signed, sealed with another key', signed(bodyOf(plain, {}, 'k'.repeat(32)))],
        [
          'signed, other sealed words',
          signed(text.replace('"associated_data":"transaction"', '"associated_data":"x"')),
        ],
        [
          'signed, a short tag',
          signed(text.replace(/"ciphertext":"[^"]{8}/, '"ciphertext":"AAAAAAAA')),
        ],
        ['one 分 more', sealedWith({ amount: { total: amount + 1, currency: 'CNY' } })],
        ['one 分 less', sealedWith({ amount: { total: amount - 1, currency: 'CNY' } })],
        ['a fraction of a 分', sealedWith({ amount: { total: amount + 0.5, currency: 'CNY' } })],
        [
          'the amount as a text',
          sealedWith({ amount: { total: String(amount), currency: 'CNY' } }),
        ],
        ['another currency', sealedWith({ amount: { total: amount, currency: 'USD' } })],
        ['another merchant', sealedWith({ mchid: '1900000002' })],
        ['another app', sealedWith({ appid: 'wx0000000000000000' })],
        ['an order that is not ours', sealedWith({ out_trade_no: 'A'.repeat(22) })],
        ['a trade that was not paid', sealedWith({ trade_state: 'NOTPAY' })],
        [
          'a key twice',
          signed(bodyOf(plain.replace('"total":', `"total":${amount},"total":1,"x":`))),
        ],
        ['__proto__ for the amount', signed(bodyOf(plain.replace('"amount":', '"__proto__":')))],
        ['5 MB', signed(bodyOf(plain, { summary: 'x'.repeat(5_000_000) }))],
        ['10 MB of nothing', withBody('\0'.repeat(10_000_000))],
      ]
    },
  })
}

/**
 * A bill as WeChat writes it: names, rows whose values begin with a backtick, names of sums, sums.
 */
function billOf(merchant: string, appId: string, movements: Movement[]): string {
  const names =
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
  const rows = movements.map(({ trade, refund, amountCents, at }) => {
    const [paid, back] = refund
      ? ['0.00', amountText(amountCents, 'CNY')]
      : [amountText(amountCents, 'CNY'), '0.00']
    return [
      beijingText(at),
      appId,
      merchant,
      '0',
      '',
      trade.transactionId,
      trade.reference,
      'o-1VYwucgSpd2kqPKfq1H71rSzoY',
      'NATIVE',
      refund ? 'REFUND' : 'SUCCESS',
      'OTHERS',
      'CNY',
      paid,
      '0.00',
      refund ? `5030${refund.nth + 1}` : '0',
      refund?.reference ?? '0',
      back,
      '0.00',
      refund ? 'ORIGINAL' : '',
      refund ? 'SUCCESS' : '',
      '川菜, 100%`辣',
      '',
      refund ? '-0.18' : '0.18',
      '0.60%',
      paid,
      back,
      '',
    ]
      .map((value) => `\`${value}`)
      .join(',')
  })
  const sumNames =
    '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
  const sums = `\`${rows.length},\`0.00,\`0.00,\`0.00,\`0.00,\`0.00,\`0.00`
  return `\ufeff${[names, ...rows, sumNames, sums].join('\r\n')}\r\n`
}
