// 对账: a platform's own rows of one business day against what we count of it. Rows are brought
// together by their numbers, never by their instants: a payment that we heard of after midnight is
// still the one that the platform had before.

import type { PaymentState, RefundState } from '@/domain/billing'
import { businessDay, businessDaySpan } from '@/domain/calendar'
import { type BookRow, type Difference, type DifferenceKind, reconcile } from '@/domain/reconcile'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Deps } from '../deps'
import { type Book, findBook } from './find-book'
import { notYet } from './providers/daily-bills'
import type { StatementRow } from './providers/provider'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** How far a platform's clock may be from ours. */
const CLOCKS_DIFFER_MS = 5 * MINUTE_MS

/** How far back a payment that we counted today may have been paid. */
const FURTHEST_BACK_MS = 7 * DAY_MS

export type DifferenceView = {
  key: string
  kind: DifferenceKind
  of: 'payment' | 'refund'
  thereCents: number | null
  hereCents: number | null
  /** The platform's number of it, and of the payment that it is or gives back. */
  providerNumber: string
  transactionId: string
  /** A guest's bank took it. */
  isChargeback: boolean
  at: Date
  /** Ours: null where we know nothing of it. */
  order: { id: number; number: string; tableName: string } | null
  state: PaymentState | RefundState | null
  /**
   * What one tap asks the platform about, or books of its statement; null where no answer could
   * change anything.
   */
  fix: Fix | null
}

export type Fix =
  | { of: 'payment' | 'refund'; id: number }
  /**
   * Money of payment `id` that went back there without us, by the number that the statement of that
   * day has.
   */
  | { of: 'move'; id: number; number: string; day: string; accountId: number | null }

export type ReconcileView = {
  day: string
  /** Until when the platform has written its rows; what came later is not compared. */
  upTo: Date
  /** Whether that is the whole day, and where not, when the rest comes, if the platform says so. */
  isWhole: boolean
  moreAt: Date | null
  thereCents: number
  hereCents: number
  matched: { count: number; cents: number }
  differences: DifferenceView[]
  /**
   * Rows of the same account that are another store's, or none of this house's; they are not
   * compared.
   */
  othersCount: number
}

/**
 * @throws Refusal thing.not-found, period.invalid for a day to come, statement.not-yet (from),
 *   statement.unreadable, provider.…, payment.no-answer, account.…
 */
export async function readReconcile(
  deps: Deps,
  { storeId }: { storeId: number },
  { day, accountId }: { day: string; accountId: number | null },
): Promise<ReconcileView> {
  const clock = await deps.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { timeZone: true, dayEndsAtHour: true },
  })
  if (day > businessDay(deps.now().getTime(), clock)) throw new Refusal('period.invalid')
  const book = await findBook(deps, storeId, accountId)
  const { fromMs, toMs } = businessDaySpan(day, clock)
  const [from, to] = [new Date(fromMs), new Date(toMs)]
  const counted = await readCounted(deps, book, day)

  const statement = await book.provider.statement(deps, book.owner, {
    from: earliestOf(counted, from),
    to: new Date(toMs + CLOCKS_DIFFER_MS),
  })
  const upTo = new Date(Math.min(statement.upTo.getTime(), toMs))
  if (upTo <= from) throw notYet(statement.moreAt)
  const isOfDay = ({ at }: StatementRow) => from <= at && at < to
  const known = await readKnown(deps, book, statement.rows.filter(isOfDay))

  const there = known.rows.map(({ book }) => book)
  const elsewhere = new Set(
    statement.rows.filter((row) => !isOfDay(row)).map((row) => keyOf(bookRowOf(row))),
  )
  const thereKeys = new Set(there.map(keyOf))
  const ours = new Map([...counted, ...known.counted].map((row) => [keyOf(row), row]))
  const here = [...ours].flatMap(([key, row]) => {
    const isComparable = !elsewhere.has(key) && row.at < upTo
    return thereKeys.has(key) || isComparable ? [row] : []
  })
  const { differences, ...sums } = reconcile(there, here)

  return {
    day,
    upTo,
    isWhole: upTo >= to,
    moreAt: statement.moreAt,
    ...sums,
    differences: differences.map((each) => viewOf(each, known, here, { day, accountId })),
    othersCount: known.othersCount,
  }
}

const withRefunds = {
  refunds: { include: { move: true } },
  order: { select: { id: true, number: true, tableName: true } },
} as const
type Payment = Prisma.PaymentGetPayload<{ include: typeof withRefunds }>
type Refund = Payment['refunds'][number]

/** A row of ours that counts, and what it is. */
type OurRow = BookRow & { at: Date; startedAt: Date; payment: Payment; refund: Refund | null }

type KnownRow = {
  row: StatementRow
  /** The same under the number that ours has too. */
  book: BookRow
  /** The payment that counts for it, else the one that was started. */
  payment: Payment | null
  /** The one that was started: what the platform knows it by. */
  asked: Payment | null
  refund: Refund | null
}

type Known = {
  /** The platform's rows that are this store's, each with what we know of it. */
  rows: KnownRow[]
  counted: OurRow[]
  othersCount: number
}

/** What we count of the day. */
async function readCounted(deps: Deps, book: Book, day: string): Promise<OurRow[]> {
  const onDay = { state: 'succeeded' as const, businessDay: new Date(day) }
  const payments = await deps.db.payment.findMany({
    where: { ...book.payments, OR: [onDay, { refunds: { some: onDay } }] },
    include: withRefunds,
  })
  const isOnDay = (row: { businessDay: Date | null }) =>
    row.businessDay?.getTime() === onDay.businessDay.getTime()
  return payments
    .flatMap((payment) => countedOf(book, payment))
    .filter(({ payment, refund }) => isOnDay(refund ?? payment))
}

/**
 * Our rows behind the platform's, by their numbers; and which of its rows are none of this store's.
 */
async function readKnown(deps: Deps, book: Book, rows: StatementRow[]): Promise<Known> {
  const tokens = rows.flatMap(({ token }) => (token ? [token] : []))
  const transactionIds = rows.map(({ transactionId }) => transactionId)
  const found = await deps.db.payment.findMany({
    where: {
      provider: book.payments.provider,
      OR: [{ token: { in: tokens } }, { transactionId: { in: transactionIds } }],
    },
    include: withRefunds,
  })
  const byToken = new Map(found.map((payment) => [payment.token, payment]))
  const byTransaction = new Map(found.map((payment) => [payment.transactionId, payment]))
  const taken = new Set<number>()
  const all = rows.map((row): KnownRow => {
    const asked = byToken.get(row.token) ?? null
    const payment = byTransaction.get(row.transactionId) ?? asked
    const refund = refundOf(book, payment, row, taken)
    if (refund) taken.add(refund.id)
    const number = payment && refund ? numberOf(book, payment, refund) : null
    const named = bookRowOf(row)
    return { row, book: number ? { ...named, number } : named, payment, asked, refund }
  })
  const isOurs = ({ row, payment }: KnownRow) =>
    payment ? payment.storeId === book.owner.storeId : row.token !== ''
  const ours = all.filter(isOurs)
  const numbers = new Set(ours.map((each) => keyOf(each.book)))
  return {
    rows: ours,
    counted: found
      .filter(({ storeId }) => storeId === book.owner.storeId)
      .flatMap((payment) => countedOf(book, payment))
      .filter((row) => numbers.has(keyOf(row))),
    othersCount: all.length - ours.length,
  }
}

/**
 * Ours by its number; what was booked by a sum, without a number, is the first of that amount that
 * is nobody else's.
 */
function refundOf(
  book: Book,
  payment: Payment | null,
  { kind, ourNumber, providerNumber, amountCents }: StatementRow,
  taken: ReadonlySet<number>,
): Refund | null {
  if (!payment || kind !== 'refund') return null
  const number = ourNumber || providerNumber
  const named = payment.refunds.find((refund) => numberOf(book, payment, refund) === number)
  const unnamed = payment.refunds.find(
    (refund) =>
      refund.move?.number === '' && refund.amountCents === amountCents && !taken.has(refund.id),
  )
  return named ?? unnamed ?? null
}

/**
 * What a refund of ours is called at the platform: what it moved by itself has its own number
 * there.
 */
function numberOf(book: Book, payment: Payment, { id, move }: Refund): string {
  return move ? move.number || `move-${move.id}` : book.provider.refundNumber(payment, id)
}

/** A payment and its refunds, as far as they count. */
function countedOf(book: Book, payment: Payment): OurRow[] {
  const { transactionId, paidAt, amountCents } = payment
  if (payment.state !== 'succeeded' || !transactionId || !paidAt) return []
  const startedAt = payment.createdAt
  return [
    {
      kind: 'payment',
      number: transactionId,
      amountCents,
      at: paidAt,
      startedAt,
      payment,
      refund: null,
    },
    ...payment.refunds.flatMap((refund): OurRow[] => {
      if (refund.state !== 'succeeded' || !refund.doneAt || refund.isInCash) return []
      const number = numberOf(book, payment, refund)
      const times = { at: refund.doneAt, startedAt: refund.createdAt }
      return [
        { kind: 'refund', number, amountCents: refund.amountCents, ...times, payment, refund },
      ]
    }),
  ]
}

/**
 * The instant from which the platform may have what we counted on the day: it was paid after it was
 * started.
 */
function earliestOf(counted: OurRow[], from: Date): Date {
  const earliestMs = counted.reduce(
    (ms, { startedAt }) => Math.min(ms, startedAt.getTime() - CLOCKS_DIFFER_MS),
    from.getTime(),
  )
  return new Date(Math.max(earliestMs, from.getTime() - FURTHEST_BACK_MS))
}

/** The platform's row under the number that ours has too. */
function bookRowOf({
  kind,
  ourNumber,
  providerNumber,
  transactionId,
  amountCents,
}: StatementRow): BookRow {
  const number = kind === 'payment' ? transactionId : ourNumber || providerNumber
  return { kind, number, amountCents }
}

function keyOf({ kind, number }: Pick<BookRow, 'kind' | 'number'>): string {
  return `${kind} ${number}`
}

function viewOf(
  difference: Difference,
  known: Known,
  here: OurRow[],
  asked: { day: string; accountId: number | null },
): DifferenceView {
  const { kind, of, number, thereCents, hereCents } = difference
  const key = `${of} ${number}`
  const theirs = known.rows.find((row) => keyOf(row.book) === key)
  const ours = here.find((row) => keyOf(row) === key)
  const payment = ours?.payment ?? theirs?.payment ?? null
  const refund = ours?.refund ?? theirs?.refund ?? null
  const at = theirs?.row.at ?? ours?.at
  if (!at) throw new Error('a difference is on one side at least')
  return {
    key,
    kind,
    of,
    thereCents,
    hereCents,
    providerNumber: theirs?.row.providerNumber ?? refund?.providerRef ?? number,
    transactionId: theirs?.row.transactionId ?? payment?.transactionId ?? '',
    isChargeback: theirs?.row.isChargeback ?? false,
    at,
    order: payment?.order ?? null,
    state: (of === 'refund' ? refund?.state : payment?.state) ?? null,
    fix: fixOf(difference, theirs?.asked ?? payment, refund, { ...asked, counted: payment }),
  }
}

/**
 * A payment can always be asked about; a refund only while it is on its way, because asking for an
 * ended one could send it again. What the platform gave back without us is booked.
 */
function fixOf(
  { kind, of, number }: Difference,
  payment: Payment | null,
  refund: Refund | null,
  { counted, ...asked }: { day: string; accountId: number | null; counted: Payment | null },
): DifferenceView['fix'] {
  if (of === 'payment') return payment && { of, id: payment.id }
  if (refund) return refund.state === 'pending' ? { of, id: refund.id } : null
  if (kind !== 'refundMissingHere' || !counted) return null
  return { of: 'move', id: counted.id, number, ...asked }
}
