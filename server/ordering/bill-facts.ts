// What an order follows from, read in one statement: the rules of its bill, and the bill itself as
// JSON. Placing a round reads both with the same words, so that a bill is computed from one thing
// wherever it is computed.

import { FIRST_LEVEL } from '@/domain/membership'
import type { FollowingOrder, KeptAdjustment } from '@/domain/order-flow'
import type {
  BilledCoupon,
  BilledDiscount,
  BilledLine,
  BillRules,
  FixedRules,
  LineState,
  RoundState,
} from '@/domain/ordering'
import { Refusal } from '@/domain/refusal'
import type { Prisma, PrismaClient } from '@/prisma/client/client'
import { json, statement } from '../database/statement'
import { type LineKey, lineJson } from './line-columns'

/**
 * An order with all that its bill is computed from. Instants are as PostgreSQL writes them into
 * JSON.
 */
export type BillFacts = Omit<FollowingOrder<string>, 'rounds' | 'lines' | 'adjustments'> & {
  id: number
  storeId: number
  sittingId: number | null
  memberId: number | null
  number: string
  tableName: string
  /** ISO 4217. */
  currency: string
  version: number
  /** For how many heads it is charged. */
  heads: number
  refundedCents: number
  /** The rules since the first money came for it; null = those of now. */
  fixedRules: FixedRules | null
  rounds: { number: number; state: RoundState }[]
  lines: (BilledLine & { id: number; state: LineState; stationIds: number[] })[]
  adjustments: KeptAdjustment[]
  coupon: BilledCoupon | null
  discounts: BilledDiscount[]
}

const LINE_OF_BILL: LineKey[] = [
  'id',
  'dishId',
  'state',
  'unitCents',
  'memberUnitCents',
  'extraUnitCents',
  'quantity',
  'totalCents',
  'isPriced',
  'taxClass',
  'hasLevelShare',
  'stationIds',
]

/** `BillFacts` of the order aliased so. */
export const billJson = (o: string) => `
  json_build_object(
    'id', ${o}.id, 'storeId', ${o}.store_id, 'sittingId', ${o}.sitting_id, 'memberId', ${o}.member_id, 'number', ${o}.number,
    'tableName', ${o}.table_name, 'currency', (SELECT x.currency FROM store x WHERE x.id = ${o}.store_id), 'version', ${o}.version, 'state', ${o}.state, 'heads', ${o}.heads, 'awaited', ${o}.awaited,
    'itemsCents', ${o}.items_cents, 'chargesCents', ${o}.charges_cents, 'discountCents', ${o}.discount_cents,
    'owedCents', ${o}.owed_cents, 'paidCents', ${o}.paid_cents, 'refundedCents', ${o}.refunded_cents,
    'surplusCents', ${o}.surplus_cents, 'returningCents', ${returningSql(o)},
    'isSettled', ${o}.settled_at IS NOT NULL, 'isReopened', ${o}.reopened_at IS NOT NULL, 'confirmedAt', ${o}.confirmed_at,
    'completedAt', ${o}.completed_at, 'cancelledAt', ${o}.cancelled_at, 'fixedRules', ${o}.fixed_rules,
    'rounds', (SELECT json_agg(json_build_object('number', x.number, 'state', x.state) ORDER BY x.number)
                 FROM round x WHERE x.order_id = ${o}.id),
    'lines', (SELECT json_agg(json_build_object(${lineJson('x', LINE_OF_BILL)}) ORDER BY x.id)
                FROM order_line x WHERE x.order_id = ${o}.id),
    'adjustments', COALESCE((SELECT json_agg(json_build_object('kind', x.kind, 'amountCents', x.amount_cents, 'reason', x.reason,
                      'reasons', x.reasons, 'couponId', x.coupon_id, 'discountId', x.discount_id, 'parts', x.parts) ORDER BY x.id)
                     FROM order_adjustment x WHERE x.order_id = ${o}.id), '[]'),
    'coupon', (SELECT json_build_object('id', c.id, 'kind', f.kind, 'name', f.name, 'names', f.names,
                  'amountCents', f.amount_cents, 'payBasisPoints', f.pay_basis_points, 'maximumCents', f.maximum_cents,
                  'minimumCents', f.minimum_cents,
                  'dishIds', COALESCE((SELECT json_agg(x.dish_id) FROM offer_dish x WHERE x.offer_id = f.id), '[]'))
                 FROM coupon c JOIN coupon_offer f ON f.id = c.offer_id
                WHERE c.order_id = ${o}.id AND c.member_id = ${o}.member_id AND c.voided_at IS NULL),
    'discounts', COALESCE((SELECT json_agg(json_build_object('id', x.id, 'lineId', x.line_id, 'kind', x.kind,
                    'amountCents', x.amount_cents, 'payBasisPoints', x.pay_basis_points, 'maximumCents', x.maximum_cents, 'reason', x.reason))
                   FROM manual_discount x WHERE x.order_id = ${o}.id AND x.removed_at IS NULL), '[]'))`

/** What is on its way back of the order aliased so. */
export function returningSql(o: string): string {
  return `(SELECT COALESCE(sum(f.amount_cents), 0)::bigint FROM refund f WHERE f.order_id = ${o}.id AND f.state = 'pending')`
}

/**
 * `FixedRules` as the store and the member's level have them at this moment. @param of the alias of
 * the store, and the member's id
 */
export const rulesJson = (of: { store: string; memberId: string }) => `
  json_build_object(
    'perHeadCents', ${of.store}.per_head_cents, 'roundingCents', ${of.store}.rounding_cents,
    'serviceBasisPoints', ${of.store}.service_basis_points, 'taxBasisPoints', ${of.store}.tax_basis_points,
    'reducedTaxBasisPoints', ${of.store}.reduced_tax_basis_points,
    'isTaxAdded', ${of.store}.is_tax_added,
    'member', (SELECT json_build_object('payBasisPoints', COALESCE(l.pay_basis_points, ${FIRST_LEVEL.payBasisPoints}),
                  'levelName', COALESCE(l.name, '${FIRST_LEVEL.name}'),
                  'levelNames', COALESCE(l.names, '${JSON.stringify(FIRST_LEVEL.names)}'))
                 FROM member m LEFT JOIN member_level l ON l.brand_id = m.brand_id AND l.minimum_points <= m.lifetime_points
                WHERE m.id = ${of.memberId} ORDER BY l.minimum_points DESC LIMIT 1))`

const READ_BILL = statement(
  'read-bill',
  { bill: json<BillFacts>(), rulesOfNow: json<FixedRules>() },
  `
SELECT ${billJson('o')} AS bill, ${rulesJson({ store: 'st', memberId: 'o.member_id' })} AS "rulesOfNow"
  FROM customer_order o JOIN store st ON st.id = o.store_id
 WHERE o.id = $1`,
)

export type PricedBill = { bill: BillFacts; rulesOfNow: FixedRules; rules: BillRules }

/** An order's bill and by what it is priced. @throws Refusal thing.not-found */
export async function readBillFacts(
  db: Prisma.TransactionClient | PrismaClient,
  orderId: number,
): Promise<PricedBill> {
  const [row] = await db.$queryRawUnsafe<{ bill: BillFacts; rulesOfNow: FixedRules }[]>(
    READ_BILL.text,
    orderId,
  )
  if (!row) throw new Refusal('thing.not-found')
  return { ...row, rules: rulesOf(row.rulesOfNow, row.bill, row.bill.heads) }
}

/**
 * By what a bill is priced: its own rules once money is in it, its heads, its coupon and what staff
 * took off.
 */
export function rulesOf(
  rulesOfNow: FixedRules,
  bill: Pick<BillFacts, 'fixedRules' | 'coupon' | 'discounts'> | null,
  heads: number,
): BillRules {
  const { fixedRules = null, coupon = null, discounts = [] } = bill ?? {}
  return { ...(fixedRules ?? rulesOfNow), heads, coupon, discounts }
}

/** The dishes that a bill asks for. */
export function keptLines<Line extends { state: LineState }>({
  lines,
}: {
  lines: readonly Line[]
}): Line[] {
  return lines.filter((line) => line.state !== 'voided')
}
