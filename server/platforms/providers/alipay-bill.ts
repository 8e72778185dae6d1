// Alipay's bill of a day: a zip of tables in GB18030 text, of which the one of single movements is
// read. Lines that begin with # are headings and sums. Alipay signs no bill: TLS vouches for it,
// and no money moves by it.

import { unzipSync } from 'fflate'
import { amountFromText } from '@/domain/money'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import { PLATFORM_PATIENCE_MS } from './account'
import { instantOfBeijing } from './daily-bills'
import type { ProviderAccount, StatementRow } from './provider'

/** What a bill may be unpacked to; a day of 200,000 movements is about this. */
const LARGEST_BYTES = 64_000_000

const COLUMNS = {
  transactionId: '支付宝交易号',
  reference: '商户订单号',
  kind: '业务类型',
  at: '完成时间',
  amount: '订单金额(元)',
  refundNumber: '退款批次号/请求号',
} as const
type Column = keyof typeof COLUMNS

/**
 * Where a bill is fetched from: Alipay's own servers by https, or the sandbox that stands for them.
 * @throws Refusal statement.unreadable
 */
export function billUrl(gateway: string, address: string): URL {
  const url = new URL(address)
  // Alipay still writes http into its addresses, and answers by https.
  if (url.hostname.endsWith('.alipay.com')) url.protocol = 'https:'
  else if (url.origin !== new URL(gateway).origin) throw new Refusal('statement.unreadable')
  return url
}

/**
 * @throws Refusal provider.unreachable, statement.unreadable for an address that is not Alipay's
 */
export async function downloadBill(
  deps: Deps,
  account: ProviderAccount,
  address: string,
): Promise<Uint8Array> {
  const url = billUrl(deps.platformUrls.alipay, address)
  try {
    const patience = AbortSignal.timeout(PLATFORM_PATIENCE_MS)
    const response = await fetch(url, { redirect: 'error', signal: patience })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (err) {
    const why = err instanceof Error ? err.message : 'unknown'
    deps.log.warn({ account: account.id, why }, 'alipay: a bill was not downloaded')
    throw new Refusal('provider.unreachable')
  }
}

/**
 * The payments and refunds of a bill.
 * @param tokenOf our token behind Alipay's name for a payment, or null when that is none of ours
 * @throws Refusal statement.unreadable for a file that is not such a bill, whole
 */
export function rowsInBill(
  zip: Uint8Array,
  tokenOf: (reference: string) => string | null,
): StatementRow[] {
  const lines = linesIn(zip)
  const start = lines.findIndex((line) => line.startsWith(COLUMNS.transactionId))
  const end = lines.findIndex((line) => line.startsWith('#') && line.includes('明细列表结束'))
  const names = cellsOf(lines[start] ?? '').map((name) =>
    name.replace('（', '(').replace('）', ')'),
  )
  const isWhole = Object.values(COLUMNS).every((name) => names.includes(name)) && start < end
  if (!isWhole) throw new Refusal('statement.unreadable')

  return lines.slice(start + 1, end).flatMap((line) => {
    const cells = cellsOf(line)
    const tooMany = cells.length - names.length
    if (tooMany < 0) throw new Refusal('statement.unreadable')
    // Nothing is quoted: a comma in the name of what was bought pushes what stands behind it to the
    // right.
    const name = names.indexOf('商品名称')
    return rowOf((column) => {
      const index = names.indexOf(COLUMNS[column])
      return cells[index > name ? index + tooMany : index] ?? ''
    }, tokenOf)
  })
}

function rowOf(
  value: (column: Column) => string,
  tokenOf: (reference: string) => string | null,
): StatementRow[] {
  const isRefund = value('kind') === '退款'
  // Fees and shares are no business between a guest and the store.
  if (!isRefund && value('kind') !== '交易') return []
  const amountCents = amountFromText(value('amount').replace(/^-/, ''), 'CNY')
  if (amountCents === null) throw new Refusal('statement.unreadable')
  const token = tokenOf(value('reference')) ?? ''
  const transactionId = value('transactionId')
  return [
    {
      kind: isRefund ? 'refund' : 'payment',
      token,
      ourNumber: isRefund ? value('refundNumber') : token,
      providerNumber: isRefund ? value('refundNumber') : transactionId,
      transactionId,
      amountCents,
      at: instantOfBeijing(value('at')),
    },
  ]
}

/**
 * The lines of the file that has single movements; its name is in GBK, so it is known by its
 * heading.
 */
function linesIn(zip: Uint8Array): string[] {
  let files: Uint8Array[]
  try {
    files = Object.values(
      unzipSync(zip, { filter: ({ originalSize }) => originalSize <= LARGEST_BYTES }),
    )
  } catch {
    throw new Refusal('statement.unreadable')
  }
  const texts = files.map((file) => new TextDecoder('gb18030').decode(file))
  const found = texts.find((text) =>
    text.split(/\r?\n/).some((line) => line.startsWith(COLUMNS.transactionId)),
  )
  if (found === undefined) throw new Refusal('statement.unreadable')
  return found
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim())
}
