import { describe, expect, it } from 'vitest'
import { mayMove, movePairs, statesBefore } from './moves'
import { LINE_MOVES, ORDER_MOVES, ROUND_MOVES } from './ordering'
import { PAYMENT_MOVES } from './payment'
import { REFUND_MOVES } from './refunds'

const TABLES: Record<string, Readonly<Record<string, readonly string[]>>> = {
  lines: LINE_MOVES,
  orders: ORDER_MOVES,
  payments: PAYMENT_MOVES,
  refunds: REFUND_MOVES,
  rounds: ROUND_MOVES,
}

describe('state tables', () => {
  it.each(Object.entries(TABLES))(
    'of %s: where it came from is where it may go, the other way round',
    (_, moves) => {
      for (const from of Object.keys(moves)) {
        for (const to of Object.keys(moves)) {
          expect(statesBefore(moves, to).includes(from)).toBe(mayMove(moves, from, to))
          expect(movePairs(moves).includes(`('${from}','${to}')`)).toBe(mayMove(moves, from, to))
        }
        expect(moves[from]).not.toContain(from)
      }
    },
  )

  it('nothing that is final is where something else comes from', () => {
    expect(statesBefore(PAYMENT_MOVES, 'succeeded')).toEqual(['pending'])
    expect(statesBefore(REFUND_MOVES, 'failed')).toEqual(['pending', 'succeeded'])
    expect(statesBefore(REFUND_MOVES, 'pending')).toEqual(['failed'])
    expect(statesBefore(ROUND_MOVES, 'confirmed')).toEqual(['pending'])
    expect(statesBefore(LINE_MOVES, 'queued')).toEqual(['held', 'cooking'])
    expect(statesBefore(ORDER_MOVES, 'pending')).toEqual([])
  })
})
