import { describe, expect, it } from 'vitest'
import type { Ticket } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import { PLAIN_PORTION } from '@/testing/plain'
import { asBefore, linesIn, urgentSince } from './foreseen'

const ticket = (roundId: number, ...states: LineState[]): Ticket => ({
  roundId,
  orderId: roundId,
  orderNumber: 'ORD1',
  tableName: `A${roundId}`,
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
    id: roundId * 10 + index,
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
const told = (tickets: Ticket[]) =>
  tickets.map(({ roundId, lines }) => `${roundId}: ${lines.map(({ state }) => state).join(' ')}`)

describe('what a tap foresees', () => {
  const before = [ticket(1, 'queued', 'cooking'), ticket(2, 'queued'), ticket(3, 'queued')]

  it('is taken back to what each dish was, whatever else has moved since', () => {
    const finished = linesIn('ready', [10, 11])(before)
    const elsewhere = linesIn('cooking', [20])(finished)
    expect(told(asBefore(before, [10, 11])(elsewhere))).toEqual([
      '1: queued cooking',
      '2: cooking',
      '3: queued',
    ])
  })

  it('is taken back where the ticket stood, also when it has left since', () => {
    const left = [ticket(2, 'queued'), ticket(3, 'queued')]
    expect(told(asBefore(before, [10, 11])(left))[0]).toBe('1: queued cooking')
    const middle = [ticket(1, 'ready', 'ready'), ticket(3, 'queued'), ticket(4, 'queued')]
    expect(told(asBefore(before, [20])(middle))).toEqual([
      '1: ready ready',
      '2: queued',
      '3: queued',
      '4: queued',
    ])
    expect(told(asBefore(before, [30])([]))).toEqual(['3: queued'])
  })

  it('puts no other ticket back', () => {
    expect(told(asBefore(before, [10])([ticket(3, 'queued')]))).toEqual([
      '1: queued cooking',
      '3: queued',
    ])
  })

  it('says which ticket is urgent, and since when', () => {
    const [first, second] = urgentSince('2026-11-20T12:05:00Z', 1)(before)
    expect([first?.urgentAt, second?.urgentAt]).toEqual(['2026-11-20T12:05:00Z', null])
  })
})
