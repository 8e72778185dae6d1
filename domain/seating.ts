// Tables, sittings and guests: what a table's state is, read from what happens at it.

export type TableState = 'free' | 'seated' | 'ordered' | 'waiting' | 'paid'

/** What a table's state is read from; amounts in 分. */
export type TableFacts = {
  isOpen: boolean
  pendingRounds: number
  orders: number
  owedCents: number
  paidCents: number
}

/**
 * free → seated (scanned, nothing ordered) → waiting (a round waits for a person) → ordered → paid (all settled, not yet cleared).
 */
export function tableState(facts: TableFacts): TableState {
  if (!facts.isOpen) return 'free'
  if (facts.pendingRounds > 0) return 'waiting'
  if (facts.orders === 0) return 'seated'
  return facts.paidCents >= facts.owedCents ? 'paid' : 'ordered'
}

/** The most phones one sitting takes: more is not a party but a mistake or an attack. */
export const MAXIMUM_GUESTS = 40
