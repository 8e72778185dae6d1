// A receipt: what was had, why it costs what it costs, how it was paid and what went back. The same facts on a phone and on paper.

import { type Language, nameIn } from './language'
import type { ChosenOption } from './menu'
import { yuanText } from './money'
import { type Adjustment, type AdjustmentKind, reasonIn } from './ordering'
import { big, bold, ends, inverse, plain, RULE } from './paper'
import type { PaymentMethod, RefundState } from './payment'

/** Dishes of the same kind at the same price, together. Amounts in 分. */
export type ReceiptLine = {
  name: string
  nameEn: string | null
  chosen: ChosenOption[]
  quantity: number
  unitCents: number
  /** Before any promotion. */
  listUnitCents: number
  totalCents: number
}

/** Instants are ISO texts, amounts 分. */
export type Receipt = {
  storeName: string
  storeNameEn: string | null
  address: string
  phone: string
  /** What the store says above and below. */
  header: string
  footer: string
  currency: string
  timeZone: string
  number: string
  tableName: string
  placedAt: string
  /** Null while something is open: then it is a bill, not yet a receipt. */
  settledAt: string | null
  lines: ReceiptLine[]
  itemsCents: number
  adjustments: Adjustment[]
  owedCents: number
  /** Of what is owed, where the store's prices include tax. */
  includedTaxCents: number
  payments: {
    method: PaymentMethod
    amountCents: number
    paidAt: string
    /** The platform's or the terminal's number. */
    reference: string | null
  }[]
  refunds: { amountCents: number; state: RefundState; at: string; isSurplus: boolean }[]
  openCents: number
  /** What the member earned by it, less what went back. */
  earnedPoints: number
  /** Where the guest finds it again. */
  url: string
}

/** Merges dishes that a guest would call the same: name, options and both prices. The first of each keeps its place. */
export function receiptLinesOf(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const merged = new Map<string, ReceiptLine>()
  for (const line of lines) {
    const { name, chosen, unitCents, listUnitCents } = line
    const options = chosen.map(({ optionId, quantity }) => `${optionId}×${quantity}`).sort()
    const key = JSON.stringify([name, options, unitCents, listUnitCents])
    const same = merged.get(key)
    merged.set(
      key,
      same
        ? {
            ...same,
            quantity: same.quantity + line.quantity,
            totalCents: same.totalCents + line.totalCents,
          }
        : { ...line },
    )
  }
  return [...merged.values()]
}

type Words = {
  receipt: string
  bill: string
  reprint: (copy: number) => string
  table: string
  number: string
  placed: string
  settled: string
  dish: string
  quantity: string
  sum: string
  items: string
  owed: string
  includedTax: string
  paid: string
  open: string
  refunded: string
  surplus: string
  onTheWay: string
  earned: (points: number) => string
  again: string
  adjustment: Record<AdjustmentKind, string>
  method: Record<PaymentMethod, string>
}

const WORDS: Record<Language, Words> = {
  'zh-CN': {
    receipt: '收据',
    bill: '结账单（未付清）',
    reprint: (copy) => `补打 第${copy}份`,
    table: '桌号',
    number: '单号',
    placed: '下单',
    settled: '结账',
    dish: '品名',
    quantity: '数量',
    sum: '金额',
    items: '菜品合计',
    owed: '应付',
    includedTax: '其中含税',
    paid: '实付',
    open: '未付',
    refunded: '退款',
    surplus: '多付退回',
    onTheWay: '处理中',
    earned: (points) => `本次获得积分 ${points}`,
    again: '扫码查看电子收据',
    adjustment: {
      per_head: '茶位费',
      service_charge: '服务费',
      promotion: '促销',
      member: '会员折扣',
      coupon: '优惠券',
      points: '积分抵扣',
      manual: '优惠',
      tax: '税费',
      rounding: '抹零',
    },
    method: { wechat: '微信支付', alipay: '支付宝', cash: '现金', credit_card: '银行卡' },
  },
  en: {
    receipt: 'Receipt',
    bill: 'Bill (not paid in full)',
    reprint: (copy) => `REPRINT, copy ${copy}`,
    table: 'Table',
    number: 'No.',
    placed: 'Ordered',
    settled: 'Paid',
    dish: 'Item',
    quantity: 'Qty',
    sum: 'Amount',
    items: 'Dishes',
    owed: 'Total',
    includedTax: 'Tax included',
    paid: 'Paid',
    open: 'To pay',
    refunded: 'Refund',
    surplus: 'Overpayment returned',
    onTheWay: 'on its way',
    earned: (points) => `Points earned: ${points}`,
    again: 'Scan for this receipt online',
    adjustment: {
      per_head: 'Cover charge',
      service_charge: 'Service charge',
      promotion: 'Promotion',
      member: 'Member price',
      coupon: 'Coupon',
      points: 'Points',
      manual: 'Discount',
      tax: 'Tax',
      rounding: 'Rounded down',
    },
    method: { wechat: 'WeChat Pay', alipay: 'Alipay', cash: 'Cash', credit_card: 'Card' },
  },
}

/**
 * The receipt as a document of paper, in the printer's language.
 * @param timeText an instant (ISO) on the store's wall clock, as it is to stand there
 * @param copy 1 = the original; from 2 on it says that it is a reprint
 */
export function receiptPaper(
  receipt: Receipt,
  language: Language,
  { copy, timeText }: { copy: number; timeText: (instant: string) => string },
): string {
  const words = WORDS[language]
  const sum = (cents: number) => plain(yuanText(cents))
  const both = (left: string, cents: number) => ends(plain(left), sum(cents))
  const storeName = nameIn(language, { name: receipt.storeName, nameEn: receipt.storeNameEn })
  const money = receipt.currency === 'CNY' ? '￥' : `${receipt.currency} `
  return [
    ...(copy > 1 ? [inverse(plain(` ${words.reprint(copy)} `))] : []),
    big(plain(storeName)),
    ...[receipt.address, receipt.phone, receipt.header].filter(Boolean).map(plain),
    bold(plain(receipt.settledAt ? words.receipt : words.bill)),
    '',
    '{width:8,*}',
    ends(plain(words.table), plain(receipt.tableName)),
    ends(plain(words.placed), plain(timeText(receipt.placedAt))),
    ends(plain(words.number), plain(receipt.number)),
    ...(receipt.settledAt ? [ends(plain(words.settled), plain(timeText(receipt.settledAt)))] : []),
    '{width:*,4,10}',
    RULE,
    `${plain(words.dish)} | ${plain(words.quantity)}| ${plain(words.sum)}`,
    ...receipt.lines.flatMap((line) => [
      `${plain(nameIn(language, line))} | ${line.quantity}| ${sum(line.totalCents)}`,
      ...optionsOf(line, language),
    ]),
    '{width:auto}',
    RULE,
    both(words.items, receipt.itemsCents),
    ...receipt.adjustments.map((each) =>
      both(`${words.adjustment[each.kind]} ${reasonIn(language, each)}`.trim(), each.amountCents),
    ),
    ends(bold(plain(words.owed)), bold(`^^${plain(money)}${sum(receipt.owedCents)}`)),
    ...(receipt.includedTaxCents > 0 ? [both(words.includedTax, receipt.includedTaxCents)] : []),
    RULE,
    ...receipt.payments.flatMap((payment) => [
      both(`${words.paid} ${words.method[payment.method]}`, payment.amountCents),
      ends(plain(timeText(payment.paidAt)), ''),
      ...(payment.reference ? [ends(plain(payment.reference), '')] : []),
    ]),
    ...receipt.refunds
      .filter(({ state }) => state !== 'failed')
      .map((refund) =>
        both(
          [
            refund.isSurplus ? words.surplus : words.refunded,
            refund.state === 'pending' ? ` (${words.onTheWay})` : '',
          ].join(''),
          -refund.amountCents,
        ),
      ),
    ...(receipt.openCents > 0 ? [both(words.open, receipt.openCents)] : []),
    ...(receipt.earnedPoints > 0 ? [plain(words.earned(receipt.earnedPoints))] : []),
    '',
    `{code:${inProperty(receipt.url)};option:qrcode,5,m}`,
    plain(words.again),
    ...(receipt.footer ? ['', plain(receipt.footer)] : []),
    '',
  ].join('\n')
}

function optionsOf(line: ReceiptLine, language: Language): string[] {
  const options = line.chosen.map(
    (option) => `${nameIn(language, option)}${option.quantity > 1 ? ` × ${option.quantity}` : ''}`,
  )
  return options.length > 0
    ? [`  ${plain(options.join(language === 'en' ? ', ' : '、'))} | | `]
    : []
}

/** A value in the markup's braces. */
function inProperty(value: string): string {
  return value.replace(/[\\|{};]/g, (mark) => `\\${mark}`)
}
