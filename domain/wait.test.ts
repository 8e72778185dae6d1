import { describe, expect, it } from 'vitest'
import { isDue, type MadeDish, minutesLeft, waitOf } from './wait'

const MINUTE = 60_000
const made = (...minutes: number[]): MadeDish[] =>
  minutes.map((each) => ({ stationIds: [1], promisedMinutes: 10, tookMs: each * MINUTE }))
const dish = (waitedMinutes = 0, stationIds = [1]) => ({
  stationIds,
  promisedMinutes: 20,
  waitedMs: waitedMinutes * MINUTE,
})
const told = (waitedMinutes: number, of: readonly MadeDish[], sinceMinutes = 0) =>
  minutesLeft(waitOf(dish(waitedMinutes), of), sinceMinutes * MINUTE)

describe('what a table is told of a dish that is being made', () => {
  it('is the last part of its promise where nothing is known of its stations', () => {
    expect(told(0, [])).toEqual({ from: 14, to: 20 })
    expect(told(0, made(1, 1, 1, 1))).toEqual({ from: 14, to: 20 })
    expect(minutesLeft(waitOf(dish(0, [2]), made(1, 1, 1, 1, 1)), 0)).toEqual({ from: 14, to: 20 })
  })

  it('is what the middle half of the last dishes took of theirs, quick or slow', () => {
    expect(told(0, made(1, 5, 6, 7, 60))).toEqual({ from: 10, to: 14 })
    expect(told(0, made(10, 15, 15, 20, 25))).toEqual({ from: 30, to: 40 })
  })

  it('is of the last twenty of them, not of how it was before', () => {
    const now = Array.from({ length: 20 }, () => 20)
    expect(told(0, made(...now, 1, 1, 1, 1, 1, 1, 1, 1))).toEqual({ from: 40, to: 40 })
  })

  it('goes down with the time, never below a minute', () => {
    const usual = made(5, 5, 6, 7, 7)
    expect(told(4, usual, 4)).toEqual({ from: 2, to: 6 })
    expect(told(0, usual, 11)).toEqual({ from: 1, to: 3 })
  })

  it('is the promise once it takes longer than the last ones did', () => {
    expect(told(15, made(5, 5, 6, 7, 7))).toEqual({ from: 1, to: 5 })
  })

  it('is that it is late once neither holds, and nothing where its stations tell nothing', () => {
    expect(told(20, made(5, 5, 6, 7, 7))).toBe('late')
    expect(told(20, made(15, 15, 15, 15, 15))).toEqual({ from: 10, to: 10 })
    expect(told(30, made(15, 15, 15, 15, 15))).toBe('late')
    expect(told(20, [])).toBeNull()
  })
})

it('a table may ask where a dish is from then on, known or not', () => {
  const wait = waitOf(dish(18), [])
  expect(isDue(wait, 0)).toBe(false)
  expect(isDue(wait, 2 * MINUTE)).toBe(true)
  expect(isDue(waitOf(dish(25), made(15, 15, 15, 15, 15)), 0)).toBe(false)
})
