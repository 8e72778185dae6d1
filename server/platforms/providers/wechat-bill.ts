// WeChat's bill of a day: a table in text whose every value begins with a backtick, then its sums.

import { amountFromText } from '@/domain/money'
import { Refusal } from '@/domain/refusal'
import { instantOfBeijing } from './daily-bills'
import type { StatementRow } from './provider'

const COLUMNS = {
  at: '交易时间',
  merchant: '商户号',
  transactionId: '微信订单号',
  token: '商户订单号',
  state: '交易状态',
  refundId: '微信退款单号',
  refundNumber: '商户退款单号',
  refundState: '退款状态',
  paid: '订单金额',
  refunded: '申请退款金额',
} as const
type Column = keyof typeof COLUMNS

const OURS = /^[A-Za-z0-9_-]{22}$/

/**
 * The payments of a bill and the refunds that went or are on their way.
 * @throws Refusal statement.unreadable for a text that is not this merchant's bill, whole
 */
export function rowsInBill(merchant: string, bill: Buffer): StatementRow[] {
  const [header = '', ...lines] = bill
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
  const names = header.split(',')
  const end = lines.findIndex((line) => line.startsWith('总交易单数'))
  const isWhole = Object.values(COLUMNS).every((name) => names.includes(name)) && end !== -1
  if (!isWhole) throw new Refusal('statement.unreadable')

  return lines.slice(0, end).flatMap((line) => {
    const values = line.slice(1).split(',`')
    if (!line.startsWith('`') || values.length !== names.length) {
      throw new Refusal('statement.unreadable')
    }
    const value = (column: Column) => values[names.indexOf(COLUMNS[column])] ?? ''
    if (value('merchant') !== merchant) throw new Refusal('statement.unreadable')
    return rowOf(value)
  })
}

function rowOf(value: (column: Column) => string): StatementRow[] {
  const token = OURS.test(value('token')) ? value('token') : ''
  const facts = { token, transactionId: value('transactionId'), at: instantOfBeijing(value('at')) }
  if (value('state') === 'SUCCESS') {
    return [
      {
        ...facts,
        kind: 'payment',
        ourNumber: token,
        providerNumber: facts.transactionId,
        amountCents: centsIn(value('paid')),
      },
    ]
  }
  const hasGone = value('refundState') === 'SUCCESS' || value('refundState') === 'PROCESSING'
  if (!hasGone) return []
  return [
    {
      ...facts,
      kind: 'refund',
      ourNumber: value('refundNumber'),
      providerNumber: value('refundId'),
      amountCents: centsIn(value('refunded')),
    },
  ]
}

function centsIn(text: string): number {
  const cents = amountFromText(text, 'CNY')
  if (cents === null) throw new Refusal('statement.unreadable')
  return cents
}
