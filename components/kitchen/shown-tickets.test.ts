import { describe, expect, it } from 'vitest'
import type { Ticket } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import { PLAIN_PORTION } from '@/testing/plain'
import {
  HAND_MS,
  isIn,
  type Shown,
  type Standing,
  standingNow,
  ticketBeside,
  ticketUnder,
  VIEWS,
  withLeaving,
} from './shown-tickets'

const ticket = (roundId: number, ...states: LineState[]): Ticket => ({
  roundId,
  orderId: 1,
  orderNumber: 'ORD1',
  tableName: 'A1',
  number: 1,
  roundState: 'confirmed',
  placedAt: '2026-11-20T12:00:00Z',
  note: '',
  isTakeaway: false,
  urgentAt: null,
  hurriedAt: null,
  ...{ allergies: [], allergiesAt: null, isAllergiesSeen: false },
  isShared: false,
  lines: states.map((state, index) => ({
    ...PLAIN_PORTION,
    id: index,
    dishId: 1,
    name: '米饭',
    names: {},
    chosen: [],
    note: '',
    quantity: 1,
    state,
    queuedAt: '2026-11-20T12:00:00Z',
    readyAt: null,
    promisedMinutes: 15,
    course: 0,
    stationIds: [1],
    doneStationIds: [],
    changes: [],
  })),
})
const shown = (...ids: number[]): Shown[] =>
  ids.map((id) => ({ ticket: ticket(id, 'queued'), isLeaving: false }))
const told = (tickets: Shown[]) =>
  tickets.map(({ ticket: { roundId }, isLeaving }) => (isLeaving ? `(${roundId})` : `${roundId}`))

describe('a view', () => {
  it('of the work shows what is to be confirmed or cooked, not what only waits to be carried', () => {
    expect(isIn('work', { ...ticket(1, 'queued'), roundState: 'pending' })).toBe(true)
    expect(isIn('work', ticket(1, 'ready', 'cooking'))).toBe(true)
    expect(isIn('work', ticket(1, 'ready', 'served'))).toBe(false)
  })

  it('of a state shows that state, and every open ticket is in some view', () => {
    const views = VIEWS.filter((view) => view !== 'work')
    const inViews = (each: Ticket) => views.filter((view) => isIn(view, each))
    expect(inViews(ticket(1, 'queued'))).toEqual(['confirmed'])
    expect(inViews(ticket(1, 'queued', 'cooking'))).toEqual(['preparing'])
    expect(inViews(ticket(1, 'ready', 'queued'))).toEqual(['serving'])
    expect(inViews({ ...ticket(1, 'queued'), roundState: 'pending' })).toEqual(['pending'])
  })
})

describe('a ticket that leaves', () => {
  it('keeps its place, so that nothing moves under a finger', () => {
    const next = [ticket(1, 'queued'), ticket(3, 'queued'), ticket(4, 'queued')]
    expect(told(withLeaving(shown(1, 2, 3), next))).toEqual(['1', '(2)', '3', '4'])
  })

  it('also at either end, and when all leave at once', () => {
    expect(told(withLeaving(shown(1, 2, 3), [ticket(2, 'queued')]))).toEqual(['(1)', '2', '(3)'])
    expect(told(withLeaving(shown(1, 2), []))).toEqual(['(1)', '(2)'])
  })

  it('is simply back when its tap is taken back', () => {
    const gone = withLeaving(shown(1, 2), [ticket(2, 'queued')])
    const back = withLeaving(gone, [ticket(1, 'queued'), ticket(2, 'queued')])
    expect(told(back)).toEqual(['1', '2'])
  })
})

describe('a digit', () => {
  const at = (last: Standing | null, shown: Shown[], atMs: number, view = 'work') =>
    standingNow(last, { shown, view, atMs })
  const under = (standing: Standing, nth: number, atMs: number) =>
    ticketUnder(standing, nth, atMs)?.roundId ?? null

  it('means the ticket that stands under it', () => {
    const standing = at(null, shown(1, 2), 0)
    expect([1, 2, 3].map((nth) => under(standing, nth, 10))).toEqual([1, 2, null])
  })

  it('means none for a moment where the board has moved under the hand, and what stands there after it', () => {
    const moved = at(at(null, shown(1, 2, 3), 0), shown(2, 3), 5_000)
    expect(under(moved, 1, 5_100)).toBeNull()
    expect(under(moved, 1, 4_999)).toBeNull()
    expect(under(moved, 1, 5_000 + HAND_MS)).toBe(2)
  })

  it('still means a ticket that did not move when another one did', () => {
    const moved = at(at(null, shown(1, 2, 3), 0), shown(1, 3), 5_000)
    expect([1, 2].map((nth) => under(moved, nth, 5_100))).toEqual([1, null])
  })

  it('means none where two moves in a row brought another ticket than the hand was sent for', () => {
    const twice = at(at(at(null, shown(1, 2, 3), 0), shown(2, 3), 5_000), shown(3), 5_400)
    expect(under(twice, 1, 5_450)).toBeNull()
  })

  it('does not mean a ticket on its way out', () => {
    const leaving = withLeaving(shown(1, 2), [ticket(2, 'queued')])
    const standing = at(at(null, shown(1, 2), 0), leaving, 100)
    expect([1, 2].map((nth) => under(standing, nth, 150))).toEqual([null, 2])
  })

  it('is not held up by what comes at the end, by another view, or by what was just taken back', () => {
    const first = at(null, shown(1, 2), 0)
    expect(under(at(first, shown(1, 2, 3), 100), 1, 150)).toBe(1)
    expect(under(at(first, shown(7, 8), 100, 'pending'), 1, 150)).toBe(7)
    const expected = { ...at(null, shown(2), 0), isExpectedUntilMs: 200 }
    expect(under(at(expected, shown(1, 2), 100), 1, 150)).toBe(1)
    expect(under(at(expected, shown(1, 2), 300), 1, 350)).toBeNull()
  })
})

describe('the ticket beside', () => {
  it('is the next that stays, and the one at hand where there is none', () => {
    const all = withLeaving(shown(1, 2, 3), [ticket(1, 'queued'), ticket(3, 'queued')])
    expect(ticketBeside(all, 0, 1)?.roundId).toBe(3)
    expect(ticketBeside(all, 2, -1)?.roundId).toBe(1)
    expect(ticketBeside(all, 2, 1)?.roundId).toBe(3)
    expect(ticketBeside(all, -1, 1)?.roundId).toBe(1)
    expect(ticketBeside([], -1, 1)).toBeNull()
  })
})
