import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAIN_PORTION } from '@/testing/plain'
import {
  allDayCounts,
  nextForTicket,
  nextHeld,
  nextInKitchen,
  oldestOf,
  stepsBack,
  stepsOf,
  type TicketLine,
  ticketState,
  ticketUrgency,
  urgencyOf,
  withoutStation,
} from './kitchen'
import { LINE_STATES, type LineState, mayMoveLine } from './ordering'

const MINUTE = 60_000
const NOON = Date.parse('2026-11-20T12:00:00Z')

let lastId = 0
function line(state: LineState, rest: Partial<TicketLine> = {}): TicketLine {
  lastId += 1
  return {
    ...PLAIN_PORTION,
    id: lastId,
    dishId: 1,
    name: '麻婆豆腐',
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
    ...rest,
  }
}
const ticket = (...states: LineState[]) => ({
  roundState: 'confirmed' as const,
  lines: states.map((state) => line(state)),
})

describe('how much a dish presses', () => {
  it('is fresh, due from the given share of the promise, late from the promise itself', () => {
    expect(urgencyOf(0, 15, 67)).toBe('fresh')
    expect(urgencyOf(9 * MINUTE - 1, 15, 60)).toBe('fresh')
    expect(urgencyOf(9 * MINUTE, 15, 60)).toBe('due')
    expect(urgencyOf(15 * MINUTE - 1, 15, 67)).toBe('due')
    expect(urgencyOf(15 * MINUTE, 15, 67)).toBe('late')
  })

  it('of a ticket is that of its most pressing dish against its own promise, done ones apart', () => {
    const quick = line('queued', { promisedMinutes: 5 })
    const slow = line('cooking', { promisedMinutes: 30, queuedAt: '2026-11-20T11:58:00Z' })
    const done = line('ready', { promisedMinutes: 1 })
    expect(ticketUrgency({ lines: [quick, slow, done] }, NOON + 4 * MINUTE, 67)).toEqual({
      urgency: 'due',
      ageMs: 6 * MINUTE,
    })
    expect(ticketUrgency({ lines: [done] }, NOON, 67)).toBeNull()
  })

  it('is never less than fresh on a screen whose clock is behind', () => {
    expect(ticketUrgency(ticket('queued'), NOON - MINUTE, 67)).toEqual({
      urgency: 'fresh',
      ageMs: 0,
    })
  })
})

describe('a tap', () => {
  it('on a dish goes one step on, and ends with ready', () => {
    expect(LINE_STATES.map((state) => nextInKitchen(state))).toEqual([
      null,
      'cooking',
      'ready',
      null,
      null,
      null,
    ])
  })

  it('on an untouched ticket starts all of it; the next one finishes all that is open', () => {
    const untouched = ticket('queued', 'queued', 'voided')
    expect(nextForTicket(untouched)).toEqual({
      to: 'cooking',
      lineIds: untouched.lines.slice(0, 2).map(({ id }) => id),
    })
    const started = ticket('cooking', 'queued', 'ready')
    expect(nextForTicket(started)).toEqual({
      to: 'ready',
      lineIds: started.lines.slice(0, 2).map(({ id }) => id),
    })
    expect(nextForTicket(ticket('ready', 'voided'))).toBeNull()
  })

  it('is taken back by moves that the state table allows, and never forward', () => {
    expect(stepsBack('served', 'queued')).toEqual(['ready', 'cooking', 'queued'])
    expect(stepsBack('ready', 'cooking')).toEqual(['cooking'])
    for (const from of LINE_STATES) {
      for (const to of LINE_STATES) {
        let at = from
        for (const step of stepsBack(from, to)) {
          expect(mayMoveLine(at, step)).toBe(true)
          at = step
        }
      }
    }
    expect(stepsBack('queued', 'ready')).toEqual([])
    expect(stepsBack('ready', 'ready')).toEqual([])
    expect(stepsBack('voided', 'queued')).toEqual([])
  })
})

it("a ticket's state is read from its dishes, in the words of orders", () => {
  expect(ticketState({ ...ticket('queued'), roundState: 'pending' })).toBe('pending')
  expect(ticketState(ticket('queued', 'queued'))).toBe('confirmed')
  expect(ticketState(ticket('queued', 'cooking'))).toBe('preparing')
  expect(ticketState(ticket('ready', 'cooking'))).toBe('serving')
  expect(ticketState(ticket('served', 'voided'))).toBe('completed')
})

describe('all-day counts', () => {
  it('add portions of the same dish with the same options over all tickets, the most wanted first', () => {
    const spicy = [{ optionId: 2, quantity: 1, name: '重辣', names: {}, priceCents: 0 }]
    const tickets = [
      {
        roundState: 'confirmed' as const,
        lines: [
          line('queued', { quantity: 2 }),
          line('queued', { chosen: spicy }),
          line('ready', { quantity: 9 }),
        ],
      },
      {
        roundState: 'confirmed' as const,
        lines: [line('cooking'), line('queued', { dishId: 7, name: '米饭', quantity: 4 })],
      },
      { roundState: 'pending' as const, lines: [line('queued', { quantity: 5 })] },
    ]
    expect(allDayCounts(tickets)).toMatchObject([
      { dishId: 7, queued: 4, cooking: 0 },
      { dishId: 1, chosen: [], queued: 2, cooking: 1 },
      { dishId: 1, chosen: spicy, queued: 1, cooking: 0 },
    ])
  })
})

describe('tapping a count', () => {
  const states = fc.constantFrom<LineState>('held', 'queued', 'cooking', 'ready')
  const dish = fc.record({
    state: states,
    quantity: fc.integer({ min: 1, max: 4 }),
    dishId: fc.integer({ min: 1, max: 2 }),
  })
  const kitchen = fc.array(fc.array(dish, { maxLength: 5 }), { maxLength: 6 }).map((tickets) =>
    tickets.map((dishes) => ({
      roundState: 'confirmed' as const,
      lines: dishes.map(({ state, ...rest }) => line(state, rest)),
    })),
  )

  it('finishes the oldest first, never more portions than were tapped, and never one that is held', () => {
    fc.assert(
      fc.property(kitchen, fc.integer({ min: 1, max: 30 }), (tickets, portions) => {
        for (const { key, dishId } of allDayCounts(tickets)) {
          const oldest = oldestOf(tickets, key, portions)
          const open = tickets
            .flatMap((each) => each.lines)
            .filter((each) => each.dishId === dishId)
            .filter(({ state }) => state === 'queued' || state === 'cooking')
          expect(oldest).toEqual(open.slice(0, oldest.length))
          const finished = oldest.reduce((sum, { quantity }) => sum + quantity, 0)
          expect(finished).toBeLessThanOrEqual(portions)
          const next = open[oldest.length]
          if (next) expect(finished + next.quantity).toBeGreaterThan(portions)
        }
      }),
    )
  })

  it('offers only numbers that can be finished, up to all that wait', () => {
    fc.assert(
      fc.property(kitchen, (tickets) => {
        for (const { key, queued, cooking } of allDayCounts(tickets)) {
          const steps = stepsOf(tickets, key)
          expect(steps.at(-1) ?? 0).toBe(queued + cooking)
          for (const step of steps) {
            const finished = oldestOf(tickets, key, step).reduce(
              (sum, { quantity }) => sum + quantity,
              0,
            )
            expect(finished).toBe(step)
          }
        }
      }),
    )
  })
})

describe('what is held', () => {
  it('is fired course by course until nothing is, each dish once', () => {
    const held = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 })
    fc.assert(
      fc.property(held, (courses) => {
        let lines = courses.map((course) => line('held', { course }))
        const fired: number[] = []
        let last = -1
        for (let next = nextHeld({ lines }); next; next = nextHeld({ lines })) {
          expect(next.course).toBeGreaterThan(last)
          last = next.course
          fired.push(...next.lineIds)
          lines = lines.map((each) =>
            fired.includes(each.id) ? { ...each, state: 'queued' } : each,
          )
        }
        expect(fired.toSorted()).toEqual(lines.map(({ id }) => id).toSorted())
      }),
    )
  })
})

describe('a dish whose station closes', () => {
  const stations = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1 })

  it('is still made by somebody, never by the closed one, and nothing it was waiting for is forgotten', () => {
    fc.assert(
      fc.property(stations, fc.subarray([1, 2, 3, 4, 5, 6]), fc.nat(5), (stationIds, done, at) => {
        const closed = stationIds[at % stationIds.length] ?? 1
        const heir = closed === 6 ? 1 : 6
        const doneStationIds = done.filter((id) => stationIds.includes(id))
        const next = withoutStation({ stationIds, doneStationIds }, closed, heir)
        expect(next.stationIds).not.toContain(closed)
        expect(next.stationIds.length).toBeGreaterThan(0)
        expect(new Set(next.stationIds).size).toBe(next.stationIds.length)
        const others = stationIds.filter((id) => id !== closed)
        expect(next.stationIds).toEqual(expect.arrayContaining(others))
        if (!doneStationIds.includes(closed)) {
          expect(next).toMatchObject({ isForHeir: true })
          expect(next.stationIds).toContain(heir)
        }
      }),
    )
  })
})
