// The joint table of money, round and kitchen, walked to its ends.

import { describe, expect, it } from 'vitest'
import {
  isJointEnd,
  JOINT_EVENTS,
  JOINT_FLOW,
  JOINT_START,
  type Joint,
  jointAfter,
  jointWrongs,
} from './joint-flow'
import { ORDER_MODES, type OrderMode } from './menu'

const nextOf = (mode: OrderMode, from: Joint) =>
  JOINT_EVENTS.flatMap((event) => jointAfter(mode, from, event) ?? [])

function reachable(mode: OrderMode): Joint[] {
  const found = new Map([[JSON.stringify(JOINT_START), JOINT_START]])
  for (const from of found.values()) {
    for (const to of nextOf(mode, from)) found.set(JSON.stringify(to), to)
  }
  return [...found.values()]
}

describe.each(ORDER_MODES)('an order where guests %s', (mode) => {
  it('is never where it may not be', () => {
    const wrong = reachable(mode).filter((joint) => jointWrongs(mode, joint).length > 0)
    expect(wrong).toEqual([])
  })

  it('comes to an end from wherever it is', () => {
    const all = reachable(mode)
    const ending = new Set(all.filter(isJointEnd).map((joint) => JSON.stringify(joint)))
    for (const _ of all) {
      for (const from of all) {
        const leads = nextOf(mode, from).some((to) => ending.has(JSON.stringify(to)))
        if (leads) ending.add(JSON.stringify(from))
      }
    }
    expect(all.filter((joint) => !ending.has(JSON.stringify(joint)))).toEqual([])
  })
})

it('has no row that never counts', () => {
  const used = new Set<unknown>()
  for (const mode of ORDER_MODES) {
    for (const from of reachable(mode)) {
      for (const row of JOINT_FLOW) {
        const fits =
          (row.mode ?? mode) === mode &&
          (['money', 'round', 'dish'] as const).every(
            (part) =>
              (row.when[part] as readonly string[] | undefined)?.includes(from[part]) ?? true,
          )
        if (fits) used.add(row)
      }
    }
  }
  expect(JOINT_FLOW.filter((row) => !used.has(row))).toEqual([])
})
