// 对账: a platform's own rows of a day against ours. What both have with the same amount is matched;
// everything else is a difference, named once. Amounts in 分; a refund counts as money that went.

/** A movement of money as one side has it; `number` says on both sides which one it is. */
export type BookRow = { kind: 'payment' | 'refund'; number: string; amountCents: number }

export type DifferenceKind =
  /** The platform has it, we do not count it. */
  | 'missingHere'
  | 'refundMissingHere'
  /** We count it, the platform does not have it. */
  | 'missingThere'
  | 'refundMissingThere'
  /** Both have it, a payment or a refund, with other amounts. */
  | 'amountDiffers'

export type Difference = {
  kind: DifferenceKind
  of: BookRow['kind']
  number: string
  thereCents: number | null
  hereCents: number | null
}

export type Reconciliation = {
  /** Payments less refunds of each side. */
  thereCents: number
  hereCents: number
  /** What both sides have alike: how many movements, and payments less refunds of them. */
  matched: { count: number; cents: number }
  differences: Difference[]
}

/**
 * Holds the platform's rows (`there`) against what we count (`here`). Rows of one kind and number
 * belong together, so the order of rows does not matter; the differences come in the order of their
 * numbers.
 */
export function reconcile(there: readonly BookRow[], here: readonly BookRow[]): Reconciliation {
  const pairs = new Map<string, Pick<Difference, 'of' | 'number' | 'thereCents' | 'hereCents'>>()
  const add = (row: BookRow, side: 'thereCents' | 'hereCents') => {
    const { kind: of, number } = row
    const key = `${of} ${number}`
    const pair = pairs.get(key) ?? { of, number, thereCents: null, hereCents: null }
    pairs.set(key, { ...pair, [side]: (pair[side] ?? 0) + row.amountCents })
  }
  for (const row of there) add(row, 'thereCents')
  for (const row of here) add(row, 'hereCents')

  const differences: Difference[] = []
  const matched = { count: 0, cents: 0 }
  for (const pair of pairs.values()) {
    const { of, thereCents, hereCents } = pair
    if (thereCents === hereCents) {
      matched.count += 1
      matched.cents += signed(of, thereCents ?? 0)
    } else {
      differences.push({ kind: kindOf(pair), ...pair })
    }
  }
  differences.sort((a, b) => compare(a.of, b.of) || compare(a.number, b.number))
  return { thereCents: sumOf(there), hereCents: sumOf(here), matched, differences }
}

function kindOf({
  of,
  thereCents,
  hereCents,
}: Pick<Difference, 'of' | 'thereCents' | 'hereCents'>): DifferenceKind {
  if (thereCents !== null && hereCents !== null) return 'amountDiffers'
  if (of === 'payment') return hereCents === null ? 'missingHere' : 'missingThere'
  return hereCents === null ? 'refundMissingHere' : 'refundMissingThere'
}

function sumOf(rows: readonly BookRow[]): number {
  return rows.reduce((sum, { kind, amountCents }) => sum + signed(kind, amountCents), 0)
}

function signed(kind: BookRow['kind'], cents: number): number {
  return kind === 'refund' ? -cents : cents
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
