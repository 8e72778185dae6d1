// Alipay's gateway as its official client meets it: forms signed by RSA2, answers signed over their
// exact text, notices as forms.

import {
  createSign,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { zipSync } from 'fflate'
import { amountFromText, amountText } from '@/domain/money'
import type { RawCallback } from '@/server/platforms/providers/provider'
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
  type Trade,
} from './loopback'

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
// Made once: making keys is what takes longest.
const [merchantKeys, own, stranger] = [pair(), pair(), pair()]
type Fields = Record<string, string>

/** Alipay's text to sign: every field but the signature, sorted, joined. */
const signText = (fields: Fields, without: string[]) =>
  Object.keys(fields)
    .filter((name) => !without.includes(name))
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')

export async function alipayStandIn(now: () => Date): Promise<PlatformStandIn> {
  const merchant = '2021000122671080'
  const sellerId = '2088102146225135'

  const files = new Map<string, Uint8Array>()

  const base = await listen((req, body, res) => {
    if (req.url?.startsWith('/downloadBillFile.resource?')) {
      const file = files.get(new URL(req.url, 'http://alipay').searchParams.get('fileId') ?? '')
      res.writeHead(file ? 200 : 403)
      res.end(standIn.misbehaves === 'cut-file' ? file?.subarray(0, file.length - 400) : file)
      return
    }
    const asked: Fields = {
      ...Object.fromEntries(new URL(req.url ?? '/', 'http://alipay').searchParams),
      ...Object.fromEntries(new URLSearchParams(body)),
    }
    const { sign = '', method = '' } = asked
    const isSigned =
      asked.app_id === merchant &&
      asked.sign_type === 'RSA2' &&
      createVerify('RSA-SHA256')
        .update(signText(asked, ['sign']))
        .verify(merchantKeys.publicKey, sign, 'base64')
    const content = isSigned
      ? act(method, JSON.parse(asked.biz_content ?? '{}'))
      : { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature' }
    const text = JSON.stringify(content)
    const key = (standIn.misbehaves === 'forged' ? stranger : own).privateKey
    const signature = createSign('RSA-SHA256').update(text).sign(key, 'base64')
    res.setHeader('content-type', 'text/html;charset=utf-8')
    res.end(`{"${method.replaceAll('.', '_')}_response":${text},"sign":"${signature}"}`)
  })
  const standIn = base as PlatformStandIn

  const ok = (content: object) => ({ code: '10000', msg: 'Success', ...content })
  const no = (sub_code: string) => ({
    code: '40004',
    msg: 'Business Failed',
    sub_code,
    sub_msg: '失败',
  })
  const STATUS = {
    open: 'WAIT_BUYER_PAY',
    paid: 'TRADE_SUCCESS',
    closed: 'TRADE_CLOSED',
    refunded: 'TRADE_CLOSED',
  } as const

  const act = (method: string, request: Fields): object => {
    const trade: Trade | undefined = [...standIn.trades.values()].find(
      (each) => each.reference === request.out_trade_no || each.transactionId === request.trade_no,
    )
    if (method === 'alipay.trade.precreate') {
      const { out_trade_no: reference = '', total_amount = '' } = request
      const amountCents = amountFromText(total_amount, 'CNY') ?? 0
      const isNamed = isTaken(request.subject, {
        bytes: 256,
        forbidden: /[/=&]|[\u{10000}-\u{10ffff}]/u,
      })
      if (!isNamed || !/^[A-Za-z0-9_]{1,64}$/.test(reference)) return no('ACQ.INVALID_PARAMETER')
      if (trade && trade.amountCents !== amountCents) return no('ACQ.CONTEXT_INCONSISTENT')
      if (!trade) {
        standIn.trades.set(reference, {
          reference,
          amountCents,
          state: 'open',
          transactionId: `20261120${Math.random().toString().slice(2, 12)}`,
          refunds: new Map(),
        })
      }
      return ok({ out_trade_no: reference, qr_code: `https://qr.alipay.com/${reference}` })
    }
    if (method === 'alipay.data.dataservice.bill.downloadurl.query') {
      const { from, to } = beijingDay(request.bill_date ?? '')
      const movements = movementsOf(standIn.trades.values(), from, to)
      const isWritten = to.getTime() + 9 * 3_600_000 <= now().getTime()
      if (request.bill_type !== 'trade') return no('isv.invalid-arguments')
      if (!isWritten || movements.length === 0) return no('isp.bill_not_exist')
      const fileId = randomBytes(12).toString('hex')
      files.set(fileId, billOf(sellerId, movements))
      const host = standIn.misbehaves === 'other-file' ? 'http://bills.example.com' : standIn.url
      return ok({
        bill_download_url: `${host}/downloadBillFile.resource?bizType=trade&fileId=${fileId}`,
      })
    }
    if (!trade) return no('ACQ.TRADE_NOT_EXIST')
    const facts = { out_trade_no: trade.reference, trade_no: trade.transactionId }
    if (method === 'alipay.trade.query') {
      return ok({
        ...facts,
        trade_status: STATUS[trade.state],
        total_amount: amountText(trade.amountCents, 'CNY'),
      })
    }
    if (method === 'alipay.trade.close') {
      if (trade.state !== 'open') return no('ACQ.TRADE_STATUS_ERROR')
      trade.state = 'closed'
      return ok(facts)
    }
    const refundNo = request.out_request_no ?? ''
    const known = trade.refunds.get(refundNo)
    if (method === 'alipay.trade.refund') {
      const { refund_reason: reason } = request
      const isSaid = reason === undefined || isTaken(reason, { bytes: 256, forbidden: /[/=&]/ })
      if (!isSaid || !/^[A-Za-z0-9_-]{1,64}$/.test(refundNo)) return no('ACQ.INVALID_PARAMETER')
      const wanted = amountFromText(request.refund_amount ?? '', 'CNY') ?? 0
      const given = [...trade.refunds.values()].reduce((sum, each) => sum + each, 0)
      if (known === undefined && given + wanted > trade.amountCents)
        return no('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL')
      if (known === undefined && standIn.misbehaves === 'no-balance')
        return no('ACQ.SELLER_BALANCE_NOT_ENOUGH')
      refunded(trade, refundNo, wanted, now())
      return ok({ ...facts, fund_change: 'N', refund_fee: amountText(known ?? wanted, 'CNY') })
    }
    if (method === 'alipay.trade.fastpay.refund.query') {
      if (known === undefined) return ok({})
      return ok({
        ...facts,
        refund_status: 'REFUND_SUCCESS',
        refund_amount: amountText(known, 'CNY'),
      })
    }
    return no('isv.invalid-method')
  }

  const tradeOf = (token: string): Trade => {
    const trade = standIn.trades.get(Buffer.from(token, 'base64url').toString('hex'))
    if (!trade) throw new Error('Alipay never heard of this trade')
    return trade
  }
  const fieldsOf = (token: string, changes: Record<string, unknown> = {}): Fields => {
    const { reference, transactionId, amountCents } = tradeOf(token)
    return {
      gmt_create: '2026-11-20 12:00:00',
      notify_time: '2026-11-20 12:00:05',
      notify_type: 'trade_status_sync',
      notify_id: randomBytes(16).toString('hex'),
      charset: 'utf-8',
      version: '1.0',
      sign_type: 'RSA2',
      app_id: merchant,
      seller_id: sellerId,
      subject: '川菜 100%+辣 & 茶',
      out_trade_no: reference,
      trade_no: transactionId,
      trade_status: 'TRADE_SUCCESS',
      total_amount: amountText(amountCents, 'CNY'),
      fund_bill_list: '[{"amount":"30.00","fundChannel":"ALIPAYACCOUNT"}]',
      ...(changes as Fields),
    }
  }
  const signed = (
    fields: Fields,
    key: KeyObject = own.privateKey,
    algorithm = 'RSA-SHA256',
  ): Fields => ({
    ...fields,
    sign: createSign(algorithm)
      .update(signText(fields, ['sign', 'sign_type']))
      .sign(key, 'base64'),
  })
  const raw = (body: string | Buffer | Fields): RawCallback => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(
      typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : new URLSearchParams(body).toString(),
    ),
  })

  return Object.assign(standIn, {
    provider: 'alipay' as const,
    method: 'alipay' as const,
    merchant,
    settings: { sellerId },
    secrets: {
      // As Alipay's own key tool gives them: bare base64.
      PRIVATE_KEY: merchantKeys.privateKey
        .export({ type: 'pkcs1', format: 'der' })
        .toString('base64'),
      PUBLIC_KEY: own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
    tradeOf,
    callback: (token: string, changes = {}) => raw(signed(fieldsOf(token, changes))),
    moved: (token: string, { number, amountCents, totalCents = amountCents, changes }: Moved) => {
      const isAll = totalCents === tradeOf(token).amountCents
      const fields = {
        trade_status: isAll ? 'TRADE_CLOSED' : 'TRADE_SUCCESS',
        refund_fee: amountText(totalCents, 'CNY'),
        gmt_refund: '2026-11-20 12:30:00.123',
        ...(number ? { out_biz_no: number } : {}),
        ...changes,
      }
      return raw(signed(fieldsOf(token, fields)))
    },
    forgeries: (token: string): [string, RawCallback][] => {
      const good = signed(fieldsOf(token))
      const text = new URLSearchParams(good).toString()
      const amountCents = tradeOf(token).amountCents
      const truly = (changes: Record<string, unknown>) => raw(signed(fieldsOf(token, changes)))
      const changed = (changes: Fields) => raw({ ...good, ...changes })
      const without = (name: string) =>
        raw(Object.fromEntries(Object.entries(good).filter(([each]) => each !== name)))
      return [
        ['no signature', without('sign')],
        ['an empty signature', changed({ sign: '' })],
        ['one bit of the signature', changed({ sign: flipped(good.sign ?? '') })],
        ['a signature that is not base64', changed({ sign: '%%%' })],
        ['the key of somebody else', raw(signed(fieldsOf(token), stranger.privateKey))],
        ['the merchant’s own key', raw(signed(fieldsOf(token), merchantKeys.privateKey))],
        [
          'sign_type RSA, signed so',
          raw(signed(fieldsOf(token, { sign_type: 'RSA' }), own.privateKey, 'RSA-SHA1')),
        ],
        ['sign_type RSA', changed({ sign_type: 'RSA' })],
        ['sign_type in small letters', changed({ sign_type: 'rsa2' })],
        ['sign_type __proto__', changed({ sign_type: '__proto__' })],
        ['sign_type with a space', changed({ sign_type: 'RSA2 ' })],
        ['no sign_type', without('sign_type')],
        ['an empty sign_type', changed({ sign_type: '' })],
        ['one 分 more, unsigned', changed({ total_amount: amountText(amountCents + 1, 'CNY') })],
        ['another order, unsigned', changed({ out_trade_no: 'a'.repeat(32) })],
        ['another state, unsigned', changed({ trade_status: 'TRADE_FINISHED' })],
        ['another notice id', changed({ notify_id: 'x' })],
        ['one 分 more', truly({ total_amount: amountText(amountCents + 1, 'CNY') })],
        ['one 分 less', truly({ total_amount: amountText(amountCents - 1, 'CNY') })],
        ['a hair more', truly({ total_amount: `${amountText(amountCents, 'CNY')}0000001` })],
        ['three decimals', truly({ total_amount: `${amountText(amountCents, 'CNY')}0` })],
        ['an exponent', truly({ total_amount: `${amountCents}e-2` })],
        ['a minus', truly({ total_amount: `-${amountText(amountCents, 'CNY')}` })],
        ['digits of another script', truly({ total_amount: '３０.００' })],
        ['no amount', truly({ total_amount: '' })],
        ['another app', truly({ app_id: '2021000122671081' })],
        ['another seller', truly({ seller_id: '2088102146225136' })],
        ['no seller', truly({ seller_id: '' })],
        ['an order that is not ours', truly({ out_trade_no: 'a'.repeat(32) })],
        ['an order number with a letter more', truly({ out_trade_no: `${good.out_trade_no}A` })],
        ['no transaction id', truly({ trade_no: '' })],
        ['a field twice', raw(`${text}&total_amount=0.01`)],
        ['a field twice, the same', raw(`${text}&app_id=${merchant}`)],
        ['__proto__', raw(`${text}&__proto__=x`)],
        ['a % in a name', raw(`${text}&a%25b=1`)],
        ['a broken %', raw(`${text}&%E0%A4%A=1`)],
        ['a field more', raw(`${text}&extra=1`)],
        ['a BOM before the body', raw(`\ufeff${text}`)],
        ['a body written again as JSON', raw(JSON.stringify(good))],
        ['one bit of the body', raw(flipped(text))],
        ['spaces not written as +', raw(text.replace('12%3A00%3A05', '12%3A00%3A06'))],
        ['an empty body', raw('')],
        ['not a form', raw('<xml>paid</xml>')],
        ['5 MB', truly({ subject: 'x'.repeat(5_000_000) })],
        ['10 MB of nothing', raw(Buffer.alloc(10_000_000))],
      ]
    },
  })
}

/**
 * A bill as Alipay writes it: a zip of two tables in GBK, of movements and of sums; values end in
 * tabs.
 */
function billOf(sellerId: string, movements: Movement[]): Uint8Array {
  const names =
    '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
  const rows = movements.map(({ trade, refund, amountCents, at }) => {
    const amount = `${refund ? '-' : ''}${amountText(amountCents, 'CNY')}`
    const left = [`${trade.transactionId}\t`, `${trade.reference}\t`, refund ? '退款' : '交易']
    const times = [beijingText(at), beijingText(at)]
    const who = ['', '', '', '', '*员(yuan***@example.com)']
    const money = [amount, amount, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00', '0.00']
    const right = [`${refund?.reference ?? ''}\t`, '-0.02', '0.00', '']
    return [...left, '川菜, 辣', ...times, ...who, ...money, ...right].join(',')
  })
  const detail = [
    '#支付宝业务明细查询',
    `#账号：[${sellerId}0156]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    names,
    ...rows,
    '#-----------------------------------------业务明细列表结束------------------------------------',
    `#交易合计：${rows.length}笔`,
    '#导出时间：[2026年11月21日 09:00:00]',
  ]
  const sums = ['#支付宝业务汇总查询', '门店编号,门店名称,交易订单总笔数', '合计,,1']
  const file = (lines: string[]) => gbk(lines.map((line) => `${line}\r\n`).join(''))
  return zipSync({
    [`${sellerId}0156_20261120_业务明细(汇总).csv`]: file(sums),
    [`${sellerId}0156_20261120_业务明细.csv`]: file(detail),
  })
}

let letters: Map<string, number[]> | null = null

/** A text in GBK, which Node reads but does not write. */
function gbk(text: string): Uint8Array {
  if (!letters) {
    letters = new Map()
    const decoder = new TextDecoder('gbk')
    for (let high = 0x81; high <= 0xfe; high += 1) {
      for (let low = 0x40; low <= 0xfe; low += 1) {
        if (low !== 0x7f) letters.set(decoder.decode(new Uint8Array([high, low])), [high, low])
      }
    }
  }
  const known = letters
  const bytesOf = (letter: string) => {
    const bytes = letter < '\x80' ? [letter.charCodeAt(0)] : known.get(letter)
    if (!bytes) throw new Error(`GBK has no ${letter}`)
    return bytes
  }
  return new Uint8Array([...text].flatMap(bytesOf))
}
