import { describe, expect, it } from 'vitest'
import type { Ticket } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import { isIn, type Shown, VIEWS, withLeaving } from './shown-tickets'

const ticket = (roundId: number, ...states: LineState[]): Ticket => ({
  roundId,
  orderId: 1,
  orderNumber: 'ORD1',
  tableName: 'A1',
  number: 1,
  roundState: 'confirmed',
  placedAt: '2026-11-20T12:00:00Z',
  note: '',
  urgentAt: null,
  hurriedAt: null,
  isShared: false,
  lines: states.map((state, index) => ({
    id: index,
    dishId: 1,
    name: '米饭',
    nameEn: null,
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
