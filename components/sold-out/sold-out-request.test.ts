import { describe, expect, it } from 'vitest'
import { setAvailability } from '@/forms/menu'
import { requestOf, type Typed } from './sold-out-request'

const at = {
  nowMs: Date.parse('2026-11-20T12:30:00+08:00'),
  timeZone: 'Asia/Shanghai',
  dayEndsAt: '2026-11-20T20:00:00.000Z',
}
const said = (typed: Partial<Typed>) =>
  setAvailability.safeParse(
    requestOf({ choice: 'unlimited', stock: '', soldOutUntil: '', ...typed }, at),
  ).data

describe('what is said of a dish', () => {
  it('is sold out until the business day ends, until a time of the clock, or until somebody brings it back', () => {
    expect(said({ choice: 'dayEnd' })).toEqual({ isSoldOut: true, soldOutUntil: at.dayEndsAt })
    expect(said({ choice: 'byHand' })).toEqual({ isSoldOut: true })
    expect(said({ choice: 'clock', soldOutUntil: '17:00' })).toEqual({
      isSoldOut: true,
      soldOutUntil: '2026-11-20T09:00:00.000Z',
    })
  })

  it('means tomorrow by a time that has passed today', () => {
    expect(said({ choice: 'clock', soldOutUntil: '10:15' })?.soldOutUntil).toBe(
      '2026-11-21T02:15:00.000Z',
    )
    expect(said({ choice: 'clock', soldOutUntil: '12:30' })?.soldOutUntil).toBe(
      '2026-11-21T04:30:00.000Z',
    )
  })

  it('counts whole portions, none of them too', () => {
    expect(said({ choice: 'counted', stock: '8' })).toEqual({ isSoldOut: false, stock: 8 })
    expect(said({ choice: 'counted', stock: '0' })).toEqual({ isSoldOut: false, stock: 0 })
    for (const stock of ['', '-1', '1.5', '10000', 'x']) {
      expect(said({ choice: 'counted', stock }), stock).toBeUndefined()
    }
  })

  it('is nothing yet without a time', () => {
    expect(said({ choice: 'clock' })).toBeUndefined()
  })
})
