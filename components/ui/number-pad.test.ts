import { describe, expect, it } from 'vitest'
import { typeDigit } from './number-pad'

const yuan = { decimals: 2, maximumLength: 9 }
const tap = (keys: string[], rule = yuan) =>
  keys.reduce((text, key) => typeDigit(text, key, rule), '')

describe('a number pad', () => {
  it('writes what is tapped', () => {
    expect(tap(['1', '2', '.', '5', '0'])).toBe('12.50')
    expect(tap(['1', '00'], { decimals: 0, maximumLength: 9 })).toBe('100')
  })

  it('writes no number that is none', () => {
    expect(tap(['0', '0', '7'])).toBe('7')
    expect(tap(['00', '00'])).toBe('0')
    expect(tap(['.', '5', '.', '1', '2'])).toBe('0.51')
    expect(tap(['3', '.'], { decimals: 0, maximumLength: 9 })).toBe('3')
    expect(tap([...'1234567890'], { decimals: 0, maximumLength: 4 })).toBe('1234')
  })
})
