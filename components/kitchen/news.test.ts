import { describe, expect, it } from 'vitest'
import type { Ticket, TicketChange, TicketLine } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import { PLAIN_PORTION } from '@/testing/plain'
import { ALL_SEEN, firstTold, newsIn, withUnseen, worstOpen } from './news'

const line = (id: number, state: LineState, ...changes: TicketChange[]): TicketLine => ({
  ...PLAIN_PORTION,
  id,
  dishId: 1,
  name: '米饭',
  names: {},
  chosen: [],
  note: '',
  quantity: 1,
  state,
  queuedAt: '2026-11-20T12:00:00Z',
  readyAt: state === 'ready' ? '2026-11-20T12:09:00Z' : null,
  promisedMinutes: 15,
  course: 0,
  stationIds: [1],
  doneStationIds: [],
  changes,
})
const ticket = (roundId: number, ...lines: TicketLine[]): Ticket => ({
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
  lines,
})
const change = (id: number, kind: TicketChange['kind']): TicketChange => ({
  id,
  kind,
  before: '',
  after: '',
  at: '2026-11-20T12:01:00Z',
})
const kinds = (tickets: Ticket[], told: ReturnType<typeof firstTold>) =>
  newsIn(tickets, told).map((news) => `${news.kind} ${news.ticket.roundId}`)

describe('the news of the kitchen', () => {
  it('is nothing at the first look, and each thing once after it', () => {
    const told = firstTold([ticket(1, line(1, 'queued'))])
    const next = [ticket(1, line(1, 'queued', change(7, 'note'))), ticket(2, line(2, 'queued'))]
    expect(kinds(next, told)).toEqual(['changed 1', 'new 2'])
    expect(kinds(next, told)).toEqual([])
    expect(kinds([ticket(1, line(1, 'voided', change(8, 'voided')))], told)).toEqual(['voided 1'])
  })

  it('tells that a ticket is ready to go, and again after a recall', () => {
    const told = firstTold([ticket(1, line(1, 'cooking'))])
    expect(kinds([ticket(1, line(1, 'ready'))], told)).toEqual(['ready 1'])
    expect(kinds([ticket(1, line(1, 'ready'))], told)).toEqual([])
    expect(kinds([ticket(1, line(1, 'cooking'))], told)).toEqual([])
    expect(kinds([ticket(1, line(1, 'ready'))], told)).toEqual(['ready 1'])
  })

  it('rings on for the worst that is not acknowledged, until it is', () => {
    const changed = ticket(1, line(1, 'queued', change(1, 'note')))
    const voided = ticket(2, line(2, 'voided', change(2, 'voided')))
    const fresh = ticket(3, line(3, 'queued'))
    const ready = ticket(4, line(4, 'ready'))
    const rang = [fresh, ready].flatMap((each) => newsIn([each], firstTold([])))
    const unseen = withUnseen(ALL_SEEN, rang)
    expect(worstOpen([changed, voided, fresh, ready], unseen)).toBe('voided')
    expect(worstOpen([changed, fresh, ready], unseen)).toBe('changed')
    expect(worstOpen([fresh, ready], unseen)).toBe('new')
    expect(worstOpen([ready], unseen)).toBe('ready')
    expect(worstOpen([fresh, ready], ALL_SEEN)).toBe(null)
  })

  it('rings no longer for what somebody began, or carried, at another screen', () => {
    const unseen = { new: new Set([1]), ready: new Set([2]) }
    expect(worstOpen([ticket(1, line(1, 'queued'))], unseen)).toBe('new')
    expect(worstOpen([ticket(1, line(1, 'cooking'))], unseen)).toBe(null)
    expect(worstOpen([ticket(2, line(2, 'ready'))], unseen)).toBe('ready')
    expect(worstOpen([ticket(2, line(2, 'served'))], unseen)).toBe(null)
  })
})
