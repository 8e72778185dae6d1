import { describe, expect, it } from 'vitest'
import {
  commandOf,
  DEFAULT_KEYS,
  KEY_COMMANDS,
  type KeyCommand,
  keptKeys,
  keyOf,
  labelOf,
  mayBeGiven,
  withKey,
} from './keys'

/** Where a finger that misses lands: the letters as they are staggered, and the numpad. */
const LETTERS = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm,.']
const NUMPAD = ['/*-', '789+', '456+', '123', '0.']

function beside(rows: readonly string[], a: string, b: string): boolean {
  const placeOf = (key: string) =>
    rows.flatMap((row, y) => [...row].flatMap((each, x) => (each === key ? [{ x, y }] : [])))
  return placeOf(a).some((p) =>
    placeOf(b).some((q) => Math.abs(p.x - q.x) <= 1 && Math.abs(p.y - q.y) <= 1),
  )
}

describe('the keys of the kitchen', () => {
  it('give every command a key, and no key to two commands', () => {
    const given = KEY_COMMANDS.flatMap((command) => DEFAULT_KEYS[command])
    for (const command of KEY_COMMANDS) expect(DEFAULT_KEYS[command].length).toBeGreaterThan(0)
    expect(new Set(given).size).toBe(given.length)
    for (const key of given) expect(mayBeGiven(key)).toBe(true)
  })

  it('mean the same on the numpad with NumLock on and off, and in capitals', () => {
    expect(keyOf({ key: '1', code: 'Numpad1' })).toBe('1')
    expect(keyOf({ key: 'End', code: 'Numpad1' })).toBe('1')
    expect(keyOf({ key: 'Delete', code: 'NumpadDecimal' })).toBe('.')
    expect(keyOf({ key: 'Z', code: 'KeyZ' })).toBe('z')
    expect(keyOf({ key: ' ', code: 'Space' })).toBe('Space')
    expect(commandOf(DEFAULT_KEYS, keyOf({ key: 'Enter', code: 'NumpadEnter' }))).toBe('tap')
  })

  it('can be given to another command; the old one loses the key and gets a new one when it is asked to', () => {
    const swapped = withKey(DEFAULT_KEYS, 'fire', 'z')
    expect(commandOf(swapped, 'z')).toBe('fire')
    expect(commandOf(swapped, 'f')).toBe(null)
    expect(swapped.undo).toEqual(['.'])
    expect(commandOf(withKey(swapped, 'undo', 'q'), 'q')).toBe('undo')
  })

  it('that choose a ticket, let go, or are the browser’s are never given away', () => {
    for (const key of ['1', '9', 'Escape', 'Tab', 'Shift', 'F5']) {
      expect(withKey(DEFAULT_KEYS, 'fire', key)).toBe(DEFAULT_KEYS)
    }
  })

  it('decide about a waiting round apart from those that finish a ticket', () => {
    for (const command of ['confirm', 'reject'] as const) {
      for (const key of DEFAULT_KEYS[command]) {
        expect([...DEFAULT_KEYS.tap, ...DEFAULT_KEYS.ticket]).not.toContain(key)
      }
    }
  })

  it('of what one tap more has to mend are not beside undo', () => {
    const grave: readonly KeyCommand[] = ['sellOut', 'confirm', 'reject']
    for (const command of grave) {
      for (const key of DEFAULT_KEYS[command]) {
        for (const undo of DEFAULT_KEYS.undo) {
          expect(beside(LETTERS, key, undo) || beside(NUMPAD, key, undo), `${key} ${undo}`).toBe(
            false,
          )
        }
      }
    }
    expect(beside(LETTERS, 'x', 'z')).toBe(true)
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

describe('the keys that a device has kept', () => {
  /** What a device wrote down before accepting had a key: all keys, whichever were changed. */
  const earlier = (
    changed: Partial<Record<KeyCommand, string[]>> = {},
  ): Record<string, unknown> => {
    const { confirm: _, ...others } = DEFAULT_KEYS
    return { ...others, up: ['ArrowUp', '/'], sellOut: ['x'], ...changed }
  }
  const isWhole = (keys: Readonly<Record<KeyCommand, readonly string[]>>) => {
    const given = KEY_COMMANDS.flatMap((command) => keys[command])
    expect(new Set(given).size).toBe(given.length)
  }

  it('that were left as they came are as they come now', () => {
    expect(keptKeys(earlier())).toEqual(DEFAULT_KEYS)
  })

  it('that somebody chose stay, and take nothing from each other', () => {
    const keys = keptKeys(earlier({ fire: ['c'], undo: ['q'], hold: [] }))
    expect(keys).toMatchObject({
      fire: ['c'],
      undo: ['q'],
      hold: [],
      confirm: ['/'],
      sellOut: ['x'],
    })
    isWhole(keys)
  })

  it('are read again as they are once accepting is among them', () => {
    const now = withKey(withKey(DEFAULT_KEYS, 'sellOut', 'x'), 'up', '/')
    expect(keptKeys(JSON.parse(JSON.stringify(now)))).toEqual(now)
  })

  it('that make no sense are as by default', () => {
    expect(keptKeys({ fire: 7, undo: [3], tap: null })).toEqual(DEFAULT_KEYS)
  })
})
