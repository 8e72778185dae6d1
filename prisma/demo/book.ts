// The demo is first written into a book in memory, as rows that know their ids, and then poured
// into an empty database, thousands of rows a statement. Whoever writes a row may name it at once;
// whoever compares two demos compares two books.

import type { Prisma } from '@/prisma/client/client'
import { createStore } from '@/server/opening/create-store'

/** Every table the demo fills, parents before children, and what a row of it is. */
type Pages = {
  brand: Prisma.BrandCreateManyInput
  store: Prisma.StoreCreateManyInput
  staff: Prisma.StaffCreateManyInput
  staffRole: Prisma.StaffRoleCreateManyInput
  brandRight: Prisma.BrandRightCreateManyInput
  couponOffer: Prisma.CouponOfferCreateManyInput
  reward: Prisma.RewardCreateManyInput
  member: Prisma.MemberCreateManyInput
  category: Prisma.CategoryCreateManyInput
  station: Prisma.StationCreateManyInput
  optionGroup: Prisma.OptionGroupCreateManyInput
  option: Prisma.OptionCreateManyInput
  dish: Prisma.DishCreateManyInput
  dishOptionGroup: Prisma.DishOptionGroupCreateManyInput
  dishStation: Prisma.DishStationCreateManyInput
  comboSlot: Prisma.ComboSlotCreateManyInput
  comboChoice: Prisma.ComboChoiceCreateManyInput
  offerDish: Prisma.OfferDishCreateManyInput
  area: Prisma.AreaCreateManyInput
  diningTable: Prisma.DiningTableCreateManyInput
  sitting: Prisma.SittingCreateManyInput
  sittingTable: Prisma.SittingTableCreateManyInput
  guest: Prisma.GuestCreateManyInput
  order: Prisma.OrderCreateManyInput
  round: Prisma.RoundCreateManyInput
  orderLine: Prisma.OrderLineCreateManyInput
  orderAdjustment: Prisma.OrderAdjustmentCreateManyInput
  orderMove: Prisma.OrderMoveCreateManyInput
  lineMove: Prisma.LineMoveCreateManyInput
  payment: Prisma.PaymentCreateManyInput
  simulatorTrade: Prisma.SimulatorTradeCreateManyInput
  refund: Prisma.RefundCreateManyInput
  simulatorRefund: Prisma.SimulatorRefundCreateManyInput
  pointsEntry: Prisma.PointsEntryCreateManyInput
  coupon: Prisma.CouponCreateManyInput
  stockMove: Prisma.StockMoveCreateManyInput
  serviceRequest: Prisma.ServiceRequestCreateManyInput
  auditEntry: Prisma.AuditEntryCreateManyInput
}
export type Page = keyof Pages

/** Pages whose rows have no numbered id. */
const UNNUMBERED: ReadonlySet<Page> = new Set<Page>([
  'staffRole',
  'brandRight',
  'dishOptionGroup',
  'dishStation',
  'comboChoice',
  'offerDish',
  'orderMove',
  'lineMove',
  'simulatorTrade',
  'simulatorRefund',
])

const PAGES: readonly Page[] = [
  'brand',
  'store',
  'staff',
  'staffRole',
  'brandRight',
  'couponOffer',
  'reward',
  'member',
  'category',
  'station',
  'optionGroup',
  'option',
  'dish',
  'dishOptionGroup',
  'dishStation',
  'comboSlot',
  'comboChoice',
  'offerDish',
  'area',
  'diningTable',
  'sitting',
  'sittingTable',
  'guest',
  'order',
  'round',
  'orderLine',
  'orderAdjustment',
  'orderMove',
  'lineMove',
  'payment',
  'simulatorTrade',
  'refund',
  'simulatorRefund',
  'pointsEntry',
  'coupon',
  'stockMove',
  'serviceRequest',
  'auditEntry',
]

export type Book = {
  rows: { [P in Page]: Pages[P][] }
  /**
   * Writes a row and answers the row kept, numbered 1, 2, 3 … within its page. It may be changed
   * until it is poured.
   */
  write: <P extends Page, Row extends Pages[P]>(page: P, row: Row) => Row & { id: number }
  /** Remembers how far the book is written, to tear out what comes after. */
  mark: () => ReadonlyMap<Page, number>
  tearOut: (mark: ReadonlyMap<Page, number>) => void
}

export function emptyBook(): Book {
  const rows = Object.fromEntries(PAGES.map((page) => [page, []])) as unknown as Book['rows']
  return {
    rows,
    write: (page, row) => {
      const list: unknown[] = rows[page]
      const kept = UNNUMBERED.has(page) ? row : { id: list.length + 1, ...row }
      list.push(kept)
      return kept as typeof row & { id: number }
    },
    mark: () => new Map(PAGES.map((page) => [page, rows[page].length])),
    tearOut: (mark) => {
      for (const [page, length] of mark) rows[page].length = length
    },
  }
}

const ROWS_PER_STATEMENT = 5_000

/** Written by `createStore`, as those of every other house. */
const CREATED: ReadonlySet<Page> = new Set<Page>(['brand', 'store', 'station'])

/** Pours a book into the empty tables of a transaction, and lets the next ids begin after it. */
export async function pour(tx: Prisma.TransactionClient, book: Book): Promise<void> {
  await createStores(tx, book)
  for (const page of PAGES) {
    const rows: readonly object[] = book.rows[page]
    if (rows.length === 0) continue
    if (!CREATED.has(page)) await pourRows(tx, page, rows)
    if (UNNUMBERED.has(page)) continue
    const table = tableOf(page)
    await tx.$executeRawUnsafe(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`,
    )
  }
}

async function createStores(tx: Prisma.TransactionClient, { rows }: Book): Promise<void> {
  const there = new Set<number>()
  for (const { brandId, eventSeq: _, createdAt, ...store } of rows.store) {
    const brand = rows.brand.find(({ id }) => id === brandId)
    if (!brand || !createdAt) throw new Error(`${store.name} is of a brand, since an instant`)
    const { name, names = {} } = brand
    await createStore(
      tx,
      {
        brand: there.has(brandId)
          ? { isNew: false, id: brandId }
          : { isNew: true, id: brandId, name, names },
        store,
        stations: rows.station.filter(({ storeId }) => storeId === store.id),
      },
      new Date(createdAt),
    )
    there.add(brandId)
  }
}

async function pourRows(
  tx: Prisma.TransactionClient,
  page: Page,
  rows: readonly object[],
): Promise<void> {
  const table = tableOf(page)
  const columns = columnsOf(rows).map((column) => `"${column}"`)
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const batch = rows.slice(from, from + ROWS_PER_STATEMENT).map(plainRow)
    await tx.$executeRawUnsafe(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      JSON.stringify(batch),
    )
  }
}

function tableOf(page: Page): string {
  return page === 'order' ? 'customer_order' : snake(page)
}

/**
 * Every column that any of the rows fills; where a row says nothing, there must be no default to
 * lose.
 */
function columnsOf(rows: readonly object[]): string[] {
  const names = new Set<string>()
  for (const row of rows) for (const name in row) names.add(name)
  return [...names].map(snake)
}

/** As PostgreSQL reads it from JSON: its own column names, instants in ISO, bytes in hex. */
function plainRow(row: object): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    plain[snake(name)] =
      value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
  }
  return plain
}

const snakes = new Map<string, string>()

function snake(name: string): string {
  let known = snakes.get(name)
  if (known === undefined) {
    known = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    snakes.set(name, known)
  }
  return known
}
