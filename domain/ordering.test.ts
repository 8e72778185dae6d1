import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstStates } from './ordering'

const lines = fc.array(
  fc.record({ course: fc.integer({ min: 0, max: 9 }), isHeld: fc.boolean() }),
  { minLength: 1, maxLength: 30 },
)

describe('where a new round begins', () => {
  it('holds what was asked to wait, and nothing else where the store serves no courses', () => {
    fc.assert(
      fc.property(lines, (round) => {
        expect(firstStates(round, false)).toEqual(
          round.map(({ isHeld }) => (isHeld ? 'held' : 'queued')),
        )
      }),
    )
  })

  it('in courses begins with the first one and what belongs to none, whichever number that has', () => {
    fc.assert(
      fc.property(lines, (round) => {
        const wanted = round.filter(({ isHeld }) => !isHeld)
        const states = firstStates(round, true)
        const begun = round.filter((_, index) => states[index] === 'queued')
        expect(begun.every((line) => !line.isHeld)).toBe(true)
        for (const line of wanted.filter(({ course }) => course === 0)) {
          expect(begun).toContain(line)
        }
        const first = Math.min(...round.map(({ course }) => course).filter((course) => course > 0))
        const courses = begun.map(({ course }) => course).filter((course) => course > 0)
        expect(courses.every((course) => course === first)).toBe(true)
      }),
    )
  })

  it('never depends on the order in which the dishes were chosen', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (round, isCoursing) => {
        const states = firstStates(round, isCoursing)
        const backwards = firstStates(round.toReversed(), isCoursing).toReversed()
        expect(backwards).toEqual(states)
      }),
    )
  })
})
