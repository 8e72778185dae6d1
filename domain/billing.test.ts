import { describe, expect, it } from 'vitest'
import { refundableCents } from './billing'

describe('what may go back', () => {
  it('counts refunds under way, not failed ones, and only of money that came', () => {
    const refunds = [
      { state: 'succeeded' as const, amountCents: 100 },
      { state: 'pending' as const, amountCents: 200 },
      { state: 'failed' as const, amountCents: 400 },
    ]
    expect(refundableCents({ state: 'succeeded', amountCents: 1_000 }, refunds)).toBe(700)
    expect(refundableCents({ state: 'pending', amountCents: 1_000 }, [])).toBe(0)
  })
})
