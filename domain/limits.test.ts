// The table of limits: what it says is what docs/security.md shows, and its arithmetic neither
// forgets a try nor waits for ever.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentenceOf } from '@/server/words'
import { type Count, countedOnce, LIMITS, type Limit, type LimitRow, waitsUntilMs } from './limits'

const rows = LIMITS as readonly LimitRow[]
const limits = rows.flatMap((row) => row.limits.map((limit) => ({ what: row.what, limit })))
const START = Date.UTC(2026, 10, 20, 4)

describe('the table', () => {
  it('is the one in docs/security.md', () => {
    const docs = readFileSync('docs/security.md', 'utf8')
    expect(docs).toContain(tableOf(rows))
  })

  it('names each command once', () => {
    const commands = rows.flatMap((row) => row.commands)
    expect(commands.filter((command, at) => commands.indexOf(command) !== at)).toEqual([])
  })

  it('lets a full house of 300 phones at one address, and a table of twelve, do what each of them may reasonably do', () => {
    const free = (command: string, of: string) => {
      const limit = rows
        .find((row) => row.commands.includes(command))
        ?.limits.find((l) => l.of === of)
      return limit ? (limit.points * 60) / limit.seconds : 0
    }
    // A minute of everybody at once: sits down, looks, changes the cart ten times, orders, begins
    // to pay.
    expect(free('seating.join', 'address')).toBeGreaterThanOrEqual(300)
    expect(free('menu.read', 'address')).toBeGreaterThanOrEqual(300 * 10)
    expect(free('ordering.cart', 'address')).toBeGreaterThanOrEqual(300 * 100)
    expect(free('ordering.addToCart', 'address')).toBeGreaterThanOrEqual(300 * 10)
    expect(free('ordering.place', 'address')).toBeGreaterThanOrEqual(300)
    expect(free('payment.create', 'address')).toBeGreaterThanOrEqual(300)
    expect(free('live.open', 'address')).toBeGreaterThanOrEqual(300 * 10)
    expect(free('ordering.addToCart', 'table')).toBeGreaterThanOrEqual(12 * 60)
    expect(free('ordering.cart', 'table')).toBeGreaterThanOrEqual(12 * 12 * 60)
  })
})

describe('counting', () => {
  it.each(limits)('$what: $limit.of', ({ limit }) => {
    let count: Count | null = null
    let letIn = 0
    while (waitsUntilMs(limit, count, START) === null) {
      count = countedOnce(limit, count, START)
      letIn += 1
    }
    expect(letIn).toBe(limit.points)
    const untilMs = waitsUntilMs(limit, count, START) ?? 0
    expect(untilMs).toBeGreaterThan(START)
    expect(waitsUntilMs(limit, count, untilMs - 1)).toBe(untilMs)
    expect(waitsUntilMs(limit, count, untilMs)).toBeNull()
    expect(untilMs - START).toBeLessThanOrEqual(limit.seconds * 1_000)
  })

  it('lets in no more than its points in any window, and whoever waits as told', () => {
    const limit: Limit = { of: 'seat', points: 5, seconds: 60 }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 }), (pauses) => {
        let count = null as Count | null
        let nowMs = START
        const letIn: number[] = []
        for (const pause of pauses) {
          nowMs += pause
          if (waitsUntilMs(limit, count, nowMs) !== null) continue
          if (count === null || count.endsAtMs <= nowMs) letIn.length = 0
          count = countedOnce(limit, count, nowMs)
          letIn.push(nowMs)
          expect(letIn.length).toBeLessThanOrEqual(limit.points)
        }
      }),
    )
  })

  it('lets in whoever has tries left also by a clock that goes a little after another’s', () => {
    const limit: Limit = { of: 'seat', points: 3, seconds: 60 }
    const count = countedOnce(limit, null, START + 2_000)
    expect(waitsUntilMs(limit, count, START)).toBeNull()
    expect(countedOnce(limit, count, START).points).toBe(2)
  })

  it('locks nobody out for longer than its window when a clock was wrong', () => {
    const limit: Limit = { of: 'seat', points: 1, seconds: 60 }
    const inTheFuture = countedOnce(limit, null, START + 365 * 86_400_000)
    expect(waitsUntilMs(limit, inTheFuture, START)).toBeNull()
    expect(countedOnce(limit, inTheFuture, START).points).toBe(1)
  })
})

describe('the sentence', () => {
  it.each([
    [1, '请等 1 秒后再试', 'in 1 second.'],
    [90, '请等 90 秒后再试', 'in 90 seconds.'],
    [91, '请等 2 分钟后再试', 'in 2 minutes.'],
    [86_400, '请等 24 小时后再试', 'in 24 hours.'],
  ])('says how long: %s', (retryAfterSeconds, zh, en) => {
    expect(sentenceOf('zh-CN', 'input.too-often', { retryAfterSeconds })).toContain(zh)
    expect(sentenceOf('en', 'input.too-often', { retryAfterSeconds })).toContain(en)
  })
})

function tableOf(all: readonly LimitRow[]): string {
  const lines = all.flatMap(({ what, limits }) =>
    limits.map((limit, at) => {
      const { of, points, seconds, slows, isKept } = limit
      const then = slows
        ? `waits ${slows.fromSeconds} s, doubling to ${slows.toSeconds} s; forgotten after ${timeOf(seconds)}`
        : `in ${timeOf(seconds)}`
      const cells = [
        at === 0 ? what : '',
        of,
        points.toLocaleString('en'),
        then,
        isKept ? 'database' : 'memory',
      ]
      return `| ${cells.join(' | ')} |`
    }),
  )
  return ['| what | of one | free | | counted in |', '|---|---|--:|---|---|', ...lines].join('\n')
}

function timeOf(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`
}
