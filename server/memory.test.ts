// Too little memory is a sentence that says how much there is and how much it takes.

import { expect, it } from 'vitest'
import { StartError } from './env'
import { checkDemoMemory, checkMemory, databaseBuffers, memoryHere } from './memory'

it.each([
  [{ machine: 256, heap: 128 }, 'gives Fanzhuo 256 MB of memory'],
  [{ machine: 2_048, heap: 112 }, 'Node gives Fanzhuo 112 MB of memory'],
])('%j is too little', (memory, words) => {
  expect(() => checkMemory(memory)).toThrow(StartError)
  expect(() => checkMemory(memory)).toThrow(words)
})

it('a small machine and this one are enough', () => {
  expect(() => checkMemory({ machine: 480, heap: 256 })).not.toThrow()
  expect(() => checkMemory()).not.toThrow()
  expect(memoryHere().machine).toBeGreaterThan(memoryHere().heap / 4)
})

it('with a heap of 256 MB the demo is not begun, and the way out is said', () => {
  expect(() => checkDemoMemory({ machine: 2_048, heap: 304 })).toThrow(
    /DEMO=off the house starts empty/,
  )
  expect(() => checkDemoMemory({ machine: 2_048, heap: 560 })).not.toThrow()
})

it.each([
  [400, 50],
  [512, 64],
  [1_024, 128],
  [2_048, 256],
  [65_536, 256],
  [128, 32],
])('of %i MB the database keeps its pages in %i', (machine, buffers) => {
  expect(databaseBuffers({ machine, heap: 0 })).toBe(buffers)
})
