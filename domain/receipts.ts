// A receipt: what was had, why it costs what it costs, how it was paid and what went back. The same
// facts on a phone and on paper.

import { OWN_WORDS } from '@/text/languages'
import type { Say } from '@/text/say'
import type { RefundState } from './billing'
import type { Language, Localized } from './language'
import { type ChosenOption, gramsText, type LineRate } from './menu'
import type { PaymentMethod } from './methods'
import { figuresIn } from './money'
import { type Adjustment, percentText, reasonIn } from './ordering'
import { ends, joined, line, named, type PaperDocument, type PaperLine, type Words } from './paper'
import { dishWords, optionWords } from './slip'
import type { SplitKind } from './split'
import type { RateTax } from './taxes'

/** Dishes of the same kind at the same price, together. Amounts in 分. */
export type ReceiptLine = {
  name: string
  names: Localized
  chosen: ChosenOption[]
  /** What its price is made of and what it weighs, where it was weighed or its price asked. */
  rate: LineRate | null
  grams: number | null
  /** False while it waits for its weight or price. */
  isPriced: boolean
  quantity: number
  /** What a portion is called; empty = not said. */
  unit: string
  units: Localized
  unitCents: number
  /** Before any promotion. */
  listUnitCents: number
  totalCents: number
}

/** Instants are ISO texts, amounts 分. */
export type Receipt = {
  storeName: string
  storeNames: Localized
  /** Its path without size suffix. */
  logo: string | null
  address: string
  phone: string
  /** What the store says above and below. */
  header: string
  footer: string
  currency: string
  timeZone: string
  number: string
  tableName: string
  /** Whether all of it was ordered to be taken away (外带), or some; null = none was. */
  takeaway: 'whole' | 'partly' | null
  placedAt: string
  /** Null while something is open: then it is a bill, not yet a receipt. */
  settledAt: string | null
  lines: ReceiptLine[]
  itemsCents: number
  adjustments: Adjustment[]
  owedCents: number
  /**
   * The tax in what is owed, one for each rate: included in the prices, or added as adjustments
   * say.
   */
  taxes: RateTax[]
  payments: {
    method: PaymentMethod
    amountCents: number
    paidAt: string
    /** The platform's or the terminal's number. */
    reference: string | null
    /** No real money moved. */
    isSimulated: boolean
  }[]
  refunds: {
    amountCents: number
    state: RefundState
    at: string
    isSurplus: boolean
    /** The dishes it is for, where it is for dishes. */
    dishes: { name: string; names: Localized; quantity: number; amountCents: number }[]
    /** The tax in it, one for each rate. */
    taxes: RateTax[]
  }[]
  openCents: number
  /** What the member earned by it, less what went back. */
  earnedPoints: number
  /** One payment's part of it, where only that is asked for. */
  part: ReceiptPart | null
  /** Where the guest finds it again. */
  url: string
}

/**
 * What one payment was for; without dishes and heads it was for money of the whole bill. Amounts in
 * 分.
 */
export type ReceiptPart = {
  splitKind: SplitKind
  amountCents: number
  headCents: number
  /**
   * `quantity` of `of` equal shares of a dish that is so many portions; null where it is not known.
   */
  dishes: {
    name: string
    names: Localized
    portions: number
    amountCents: number
    quantity: number | null
    of: number | null
  }[]
  method: PaymentMethod
  paidAt: string
  reference: string | null
  isSimulated: boolean
  refundedCents: number
}

/** How much of a bill is taken away, by each of its dishes. */
export function takeawayOf(dishes: readonly boolean[]): Receipt['takeaway'] {
  if (!dishes.includes(true)) return null
  return dishes.includes(false) ? 'partly' : 'whole'
}

/**
 * Merges dishes that a guest would call the same: name, options, unit, weight and both prices. The
 * first of each keeps its place.
 */
export function receiptLinesOf(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const merged = new Map<string, ReceiptLine>()
  for (const line of lines) {
    const { name, chosen, unit, grams, isPriced, unitCents, listUnitCents } = line
    const kind = [unit, grams, isPriced]
    const options = chosen.map(({ optionId, quantity }) => `${optionId}×${quantity}`).sort()
    const key = JSON.stringify([name, options, kind, unitCents, listUnitCents])
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

/**
 * Whether what a part's dishes cost is more or less than their price: of charges and discounts of
 * the bill each bears its share.
 */
export function bearsShares(
  receipt: Pick<Receipt, 'adjustments'>,
  part: Pick<ReceiptPart, 'dishes'>,
): boolean {
  return part.dishes.length > 0 && receipt.adjustments.some(({ kind }) => kind !== 'per_head')
}

/**
 * Which share of a dish a part is for: ' × 2' of its portions, ' × 1/3' of the dish; '' where it is
 * not known.
 */
export function shareText({ quantity, of, portions }: ReceiptPart['dishes'][number]): string {
  if (quantity === null || of === null) return ''
  return of === portions ? ` × ${quantity}` : ` × ${quantity}/${of}`
}

/**
 * The receipt as a document of paper, in the printer's language; of one part of it only that.
 * @param timeText an instant (ISO) on the store's wall clock, as it is to stand there
 * @param copy 1 = the original; from 2 on it says that it is a reprint
 * @param lateAt the instant (ISO) of printing, where that is long after somebody wanted it; else
 *   null
 */
export function receiptPaper(
  receipt: Receipt,
  language: Language,
  say: Say<'paper'>,
  sayMethod: Say<'methods'>,
  {
    copy,
    timeText,
    lateAt = null,
  }: { copy: number; timeText: (instant: string) => string; lateAt?: string | null },
): PaperDocument {
  const amount = (cents: number) => figuresIn(language, receipt.currency, cents)
  const both = (left: string, cents: number) => ends(left, amount(cents))
  const tableRow = tableFor(
    [
      ...receipt.lines.map(({ totalCents }) => totalCents),
      ...receipt.refunds.flatMap(({ dishes }) => dishes.map((dish) => -dish.amountCents)),
    ].map(amount),
  )
  const storeName = named(language, { name: receipt.storeName, names: receipt.storeNames })
  // A printer knows few signs of currencies; every one knows letters.
  const money = receipt.currency === 'CNY' ? '￥' : `${receipt.currency} `
  const taxRow = ({ basisPoints, netCents, taxCents }: RateTax) =>
    both(
      say('receipt.includedTax', { rate: percentText(basisPoints), base: amount(netCents) }),
      taxCents,
    )
  const { part } = receipt
  const isSimulated = part
    ? part.isSimulated
    : receipt.payments.some((payment) => payment.isSimulated)
  const bold = { isBold: true }
  const title = part ? 'receipt.part.title' : receipt.settledAt ? 'receipt.receipt' : 'receipt.bill'
  const head: PaperLine[] = [
    ...(copy > 1 ? [line(` ${say('receipt.reprint', { copy })} `, { isInverse: true })] : []),
    ...(lateAt ? [line(say('receipt.late', { time: timeText(lateAt) }), bold)] : []),
    line(storeName, { size: 'big' }),
    ...linesOf(receipt.address, receipt.phone, receipt.header),
    line(say(title), bold),
    ...(isSimulated ? [line(say('receipt.simulated'), bold)] : []),
    'space',
    receipt.takeaway === 'whole'
      ? ends(say('receipt.takeaway'), receipt.tableName, bold)
      : ends(say('receipt.table'), receipt.tableName),
    ...(receipt.takeaway === 'partly' ? [line(say('receipt.partlyTakeaway'), bold)] : []),
    ends(say('receipt.number'), receipt.number),
    ends(say('receipt.placed'), timeText(receipt.placedAt)),
    ...(receipt.settledAt && !part
      ? [ends(say('receipt.settled'), timeText(receipt.settledAt))]
      : []),
    'rule',
  ]
  const foot: PaperLine[] = [
    'space',
    { qr: receipt.url },
    line(say('receipt.again')),
    ...(receipt.footer ? (['space', ...linesOf(receipt.footer)] as const) : []),
    'space',
  ]
  if (part) {
    const isOfMoney = part.dishes.length === 0 && part.headCents === 0
    return [
      ...head,
      ...part.dishes.map((dish) =>
        ends(
          named(language, dish, (name) => `${name}${shareText(dish)}`),
          amount(dish.amountCents),
        ),
      ),
      ...(part.headCents > 0 ? [both(say('receipt.adjustment.per_head'), part.headCents)] : []),
      ...(bearsShares(receipt, part) ? [line(say('receipt.part.shares'))] : []),
      ...(isOfMoney ? [both(say(`receipt.part.kind.${part.splitKind}`), part.amountCents)] : []),
      'rule',
      ends(say('receipt.part.sum'), `${money}${amount(part.amountCents)}`, {
        isBold: true,
        size: 'tall',
      }),
      ends(`${say('receipt.paid')} ${sayMethod(`${part.method}.short`)}`, timeText(part.paidAt)),
      ...(part.reference ? [line(part.reference)] : []),
      ...(part.refundedCents > 0 ? [both(say('receipt.refunded'), -part.refundedCents)] : []),
      ends(say('receipt.part.ofBill'), `${money}${amount(receipt.owedCents)}`),
      ...foot,
    ]
  }
  return [
    ...head,
    tableRow(say('receipt.dish'), say('receipt.quantity'), say('receipt.sum')),
    ...receipt.lines.flatMap((each) => [
      tableRow(
        dishWords(each, language),
        String(each.quantity),
        each.isPriced ? amount(each.totalCents) : '–',
      ),
      ...weightRows(each, amount, say),
      ...(each.chosen.length > 0 ? [optionsRow(each, language)] : []),
    ]),
    'rule',
    both(say('receipt.items'), receipt.itemsCents),
    ...receipt.adjustments.map((each) =>
      both(
        `${say(`receipt.adjustment.${each.kind}`)} ${reasonIn(language, each)}`.trim(),
        each.amountCents,
      ),
    ),
    ends(say('receipt.owed'), `${money}${amount(receipt.owedCents)}`, {
      isBold: true,
      size: 'tall',
    }),
    ...receipt.taxes.map(taxRow),
    'rule',
    ...receipt.payments.flatMap((payment) => [
      both(`${say('receipt.paid')} ${sayMethod(`${payment.method}.short`)}`, payment.amountCents),
      line(timeText(payment.paidAt)),
      ...(payment.reference ? [line(payment.reference)] : []),
      ...(payment.isSimulated ? [line(say('receipt.simulated'), bold)] : []),
    ]),
    ...receipt.refunds
      .filter(({ state }) => state !== 'failed')
      .flatMap((refund) => [
        both(
          [
            refund.isSurplus ? say('receipt.surplus') : say('receipt.refunded'),
            refund.state === 'pending' ? ` (${say('receipt.onTheWay')})` : '',
          ].join(''),
          -refund.amountCents,
        ),
        ...refund.dishes.map((dish) =>
          tableRow(named(language, dish), String(dish.quantity), amount(-dish.amountCents)),
        ),
        ...refund.taxes.map(({ basisPoints, netCents, taxCents }) =>
          taxRow({ basisPoints, netCents: -netCents, taxCents: -taxCents }),
        ),
      ]),
    ...(receipt.openCents > 0 ? [both(say('receipt.open'), receipt.openCents)] : []),
    ...(receipt.earnedPoints > 0
      ? [line(say('receipt.earned', { points: receipt.earnedPoints }))]
      : []),
    ...foot,
  ]
}

/** What a store says of itself, with its own line breaks. */
const linesOf = (...texts: string[]) =>
  texts
    .flatMap((text) => text.split(/\r?\n/))
    .filter((text) => text.trim() !== '')
    .map((text) => line(text))

const QUANTITY_WIDTH = 5
const SUM_WIDTH = 11

/** Rows of a table whose column of sums is as wide as the largest: figures are not broken. */
function tableFor(sums: readonly string[]) {
  const width = Math.max(SUM_WIDTH, ...sums.map((sum) => sum.length + 1))
  return (name: Words, quantity: string, sum: string): PaperLine => ({
    cells: [
      { words: name },
      { words: quantity, width: QUANTITY_WIDTH, isRight: true },
      { words: sum, width, isRight: true },
    ],
  })
}

/** '520 g × 68.00 / 500 g', or that it is still to be weighed or priced. */
function weightRows(
  { rate, grams, isPriced }: ReceiptLine,
  amount: (cents: number) => string,
  say: Say<'paper'>,
): PaperLine[] {
  const under = (words: string): PaperLine => ({ cells: [{ words: '', width: 2 }, { words }] })
  if (!isPriced) return [under(say('receipt.unpriced'))]
  if (!rate?.perGrams || grams === null || rate.cents === null) return []
  return [under(`${gramsText(grams)} × ${amount(rate.cents)} / ${gramsText(rate.perGrams)}`)]
}

function optionsRow({ chosen }: ReceiptLine, language: Language): PaperLine {
  const options = chosen.map((option) => optionWords(option, language))
  const by = OWN_WORDS[language].between
  return { cells: [{ words: '', width: 2 }, { words: joined(options, by) }] }
}
