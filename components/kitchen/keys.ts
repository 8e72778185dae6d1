// The kitchen by keyboard: which key means which deed. A bump bar is a keyboard, so every deed has a key, and every key but the
// digits, which choose a ticket, can be given to another deed.

export const KEY_DEEDS = [
  'tap',
  'ticket',
  'next',
  'previous',
  'down',
  'up',
  'undo',
  'recallLast',
  'recallList',
  'acknowledge',
  'fire',
  'hold',
  'urgent',
  'reject',
  'sellOut',
  'counts',
  'view',
  'station',
  'sound',
  'settings',
  'fullScreen',
] as const
export type KeyDeed = (typeof KEY_DEEDS)[number]

export type KeyMap = Readonly<Record<KeyDeed, readonly string[]>>

/** The numpad alone is enough for a day: + − choose, * / go through dishes, Enter taps, 0 takes the whole ticket, . undoes. */
export const DEFAULT_KEYS: KeyMap = {
  tap: ['Enter', 'Space'],
  ticket: ['t', '0'],
  next: ['ArrowRight', '+'],
  previous: ['ArrowLeft', '-'],
  down: ['ArrowDown', '*'],
  up: ['ArrowUp', '/'],
  undo: ['z', '.'],
  recallLast: ['r', 'Backspace'],
  recallList: ['l'],
  acknowledge: ['k'],
  fire: ['f'],
  hold: ['h'],
  urgent: ['u'],
  reject: ['n'],
  sellOut: ['x'],
  counts: ['a'],
  view: ['v'],
  station: ['p'],
  sound: ['m'],
  settings: ['s'],
  fullScreen: ['w'],
}

const NUMPAD: Readonly<Record<string, string>> = {
  Enter: 'Enter',
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
  Decimal: '.',
}

/** The key's name, the same with NumLock on and off, in capitals and not. */
export function keyOf({ key, code }: { key: string; code: string }): string {
  if (code.startsWith('Numpad')) {
    const name = code.slice('Numpad'.length)
    return NUMPAD[name] ?? name
  }
  if (key === ' ') return 'Space'
  return key.length === 1 ? key.toLowerCase() : key
}

/** Keys that keep their meaning: digits choose a ticket, Escape lets go of it, the others are the browser's own. */
export function mayBeGiven(key: string): boolean {
  return !/^([1-9]|Escape|Tab|Shift|Control|Alt|Meta|CapsLock|NumLock|F\d+|Dead|Process|Unidentified)$/.test(
    key,
  )
}

export function deedOf(keys: KeyMap, key: string): KeyDeed | null {
  return KEY_DEEDS.find((deed) => keys[deed].includes(key)) ?? null
}

/** Gives a key to a deed, in place of its old ones; whichever deed had the key loses it. */
export function withKey(keys: KeyMap, deed: KeyDeed, key: string): KeyMap {
  if (!mayBeGiven(key)) return keys
  const others = KEY_DEEDS.map((each) => [each, keys[each].filter((other) => other !== key)])
  return { ...(Object.fromEntries(others) as KeyMap), [deed]: [key] }
}

const LABELS: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Backspace: '⌫',
  Enter: '⏎',
  Space: '␣',
  '-': '−',
  '*': '×',
  '/': '÷',
}

/** What is printed on a key. */
export function labelOf(key: string): string {
  return LABELS[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}
