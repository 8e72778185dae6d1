import { describe, expect, test } from 'vitest'
import { mostPressingFirst, needsOf, PATIENCE_MINUTES, pressureOf } from './service'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString()
const dish = (id: number) => ({
  id,
  name: '宫保鸡丁',
  names: { en: 'Kung Pao Chicken' },
  quantity: 1,
})
const nothing = {
  ...{ requests: [], pendingRounds: [], readyLines: [], unpricedLines: [] },
  openCents: 0,
}

describe('what a sitting needs', () => {
  test('a party that nobody waits for needs nothing', () => {
    expect(needsOf(nothing)).toEqual([])
  })

  test('every dish that is ready goes on one trip, which waits since the first of them', () => {
    const readyLines = [
      { ...dish(1), readyAt: ago(1) },
      { ...dish(2), readyAt: ago(4) },
    ]
    expect(needsOf({ ...nothing, readyLines })).toEqual([
      {
        kind: 'carry',
        sinceAt: ago(4),
        requestId: null,
        words: '',
        seenBy: null,
        roundId: null,
        lines: [dish(1), dish(2)],
        more: 0,
      },
    ])
    expect(needsOf({ ...nothing, readyLines, readyCount: 5 })[0]?.more).toBe(3)
  })

  test('each round to confirm is a need of its own, with its dishes', () => {
    const pendingRounds = [
      { id: 7, placedAt: ago(2), lines: [dish(1)] },
      { id: 8, placedAt: ago(1), lines: [dish(2)] },
    ]
    const needs = needsOf({ ...nothing, pendingRounds })
    expect(needs.map((need) => [need.kind, need.roundId])).toEqual([
      ['confirm', 7],
      ['confirm', 8],
    ])
    expect(needs[0]?.lines).toEqual([dish(1)])
  })

  test('every dish that waits for its weight or price is one way to the table, since the first', () => {
    const unpricedLines = [
      { ...dish(1), placedAt: ago(3) },
      { ...dish(2), placedAt: ago(6) },
    ]
    expect(needsOf({ ...nothing, unpricedLines })).toMatchObject([
      { kind: 'price', sinceAt: ago(6), lines: [dish(1), dish(2)] },
    ])
  })

  test('a request to pay in cash is over once nothing is open', () => {
    const requests = [{ id: 3, kind: 'cash' as const, words: '', seenBy: null, createdAt: ago(1) }]
    expect(needsOf({ ...nothing, requests, openCents: 100 })).toHaveLength(1)
    expect(needsOf({ ...nothing, requests })).toEqual([])
  })
})

describe('what presses most', () => {
  test('a need presses 1 when patience for its kind ends, and never less than 0', () => {
    for (const kind of ['call', 'bill', 'hurry', 'cash', 'confirm', 'carry', 'price'] as const) {
      expect(pressureOf({ kind, sinceAt: ago(PATIENCE_MINUTES[kind]) }, NOW)).toBe(1)
      expect(pressureOf({ kind, sinceAt: ago(-5) }, NOW)).toBe(0)
    }
  })

  test('who has waited longest against what is bearable comes first', () => {
    const hurry = { kind: 'hurry' as const, sinceAt: ago(3) }
    const call = { kind: 'call' as const, sinceAt: ago(2) }
    const carry = { kind: 'carry' as const, sinceAt: ago(1) }
    expect(mostPressingFirst([carry, hurry, call], NOW)).toEqual([call, hurry, carry])
  })

  test('of two that press the same, the older one comes first', () => {
    const later = { kind: 'call' as const, sinceAt: ago(-1) }
    const sooner = { kind: 'call' as const, sinceAt: ago(0) }
    expect(mostPressingFirst([later, sooner], NOW)).toEqual([sooner, later])
  })
})
