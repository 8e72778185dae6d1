// It stands in front of everything, so whoever cannot read anything newer reads it, too.

import { parse } from 'acorn'
import { expect, it } from 'vitest'
import { earlyTapsScript } from './early-taps'

it('is JavaScript of 2009, without a byte that would end its script', () => {
  expect(() => parse(earlyTapsScript, { ecmaVersion: 5 })).not.toThrow()
  expect(earlyTapsScript).not.toMatch(/<\/|<!--/)
})
