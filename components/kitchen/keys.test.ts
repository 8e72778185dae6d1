import { describe, expect, it } from 'vitest'
import { DEFAULT_KEYS, deedOf, KEY_DEEDS, keyOf, labelOf, mayBeGiven, withKey } from './keys'

describe('the keys of the kitchen', () => {
  it('give every deed a key, and no key to two deeds', () => {
    const given = KEY_DEEDS.flatMap((deed) => DEFAULT_KEYS[deed])
    for (const deed of KEY_DEEDS) expect(DEFAULT_KEYS[deed].length).toBeGreaterThan(0)
    expect(new Set(given).size).toBe(given.length)
    for (const key of given) expect(mayBeGiven(key)).toBe(true)
  })

  it('mean the same on the numpad with NumLock on and off, and in capitals', () => {
    expect(keyOf({ key: '1', code: 'Numpad1' })).toBe('1')
    expect(keyOf({ key: 'End', code: 'Numpad1' })).toBe('1')
    expect(keyOf({ key: 'Delete', code: 'NumpadDecimal' })).toBe('.')
    expect(keyOf({ key: 'Z', code: 'KeyZ' })).toBe('z')
    expect(keyOf({ key: ' ', code: 'Space' })).toBe('Space')
    expect(deedOf(DEFAULT_KEYS, keyOf({ key: 'Enter', code: 'NumpadEnter' }))).toBe('tap')
  })

  it('can be given to another deed; the old one loses the key and gets a new one when it is asked to', () => {
    const swapped = withKey(DEFAULT_KEYS, 'fire', 'z')
    expect(deedOf(swapped, 'z')).toBe('fire')
    expect(deedOf(swapped, 'f')).toBe(null)
    expect(swapped.undo).toEqual(['.'])
    expect(deedOf(withKey(swapped, 'undo', 'q'), 'q')).toBe('undo')
  })

  it('that choose a ticket, let go, or are the browser’s are never given away', () => {
    for (const key of ['1', '9', 'Escape', 'Tab', 'Shift', 'F5']) {
      expect(withKey(DEFAULT_KEYS, 'fire', key)).toBe(DEFAULT_KEYS)
    }
  })

  it('are named as they are printed', () => {
    expect(['ArrowLeft', 'z', 'Enter', '+', 'Home'].map(labelOf)).toEqual([
      '←',
      'Z',
      '⏎',
      '+',
      'Home',
    ])
  })
})
