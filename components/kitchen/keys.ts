// The kitchen by keyboard: which key means which command. A bump bar is a keyboard, so every
// command has a key, and every key but the digits, which choose a ticket, can be given to another
// command.

export const KEY_COMMANDS = [
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
  'confirm',
  'reject',
  'sellOut',
  'counts',
  'view',
  'station',
  'sound',
  'settings',
  'fullScreen',
] as const
export type KeyCommand = (typeof KEY_COMMANDS)[number]

export type KeyMap = Readonly<Record<KeyCommand, readonly string[]>>

/**
 * The numpad alone is enough for a day: + − choose, * goes through dishes, Enter taps, 0 takes the
 * whole ticket, . undoes, / accepts a round that waits. What finishes a ticket decides about none,
 * and what takes more than a tap to mend (accepting, rejecting, 沽清) is never beside undo on the
 * letters, nor on the numpad.
 */
export const DEFAULT_KEYS: KeyMap = {
  tap: ['Enter', 'Space'],
  ticket: ['t', '0'],
  next: ['ArrowRight', '+'],
  previous: ['ArrowLeft', '-'],
  down: ['ArrowDown', '*'],
  up: ['ArrowUp'],
  undo: ['z', '.'],
  recallLast: ['r', 'Backspace'],
  recallList: ['l'],
  acknowledge: ['k'],
  fire: ['f'],
  hold: ['h'],
  urgent: ['u'],
  confirm: ['c', '/'],
  reject: ['n'],
  sellOut: ['q'],
  counts: ['a'],
  view: ['v'],
  station: ['p'],
  sound: ['m'],
  settings: ['s'],
  fullScreen: ['w'],
}

/** What these commands had before accepting had a key of its own. */
const EARLIER: Partial<KeyMap> = { up: ['ArrowUp', '/'], sellOut: ['x'] }

/**
 * The keys that a device has kept. Whoever chose a key keeps it; what was left as it came is as it
 * comes now, less what was given to another command; where nothing is left of that, it keeps what
 * it had.
 */
export function keptKeys(kept: Readonly<Record<string, unknown>>): KeyMap {
  const isEarlier = !('confirm' in kept)
  const given = (command: KeyCommand): readonly string[] | null => {
    const keys = kept[command]
    if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string')) return null
    const before = isEarlier ? (EARLIER[command] ?? DEFAULT_KEYS[command]) : null
    return before && before.join(' ') === keys.join(' ') ? null : keys
  }
  const taken = new Set(KEY_COMMANDS.flatMap((command) => given(command) ?? []))
  const free = (keys: readonly string[] = []) => keys.filter((key) => !taken.has(key))
  const asItComes = (command: KeyCommand) => {
    const now = free(DEFAULT_KEYS[command])
    return now.length > 0 || !isEarlier ? now : free(EARLIER[command])
  }
  const map = KEY_COMMANDS.map((command) => [command, given(command) ?? asItComes(command)])
  return Object.fromEntries(map) as KeyMap
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

/**
 * Keys that keep their meaning: digits choose a ticket, Escape lets go of it, the others are the
 * browser's own.
 */
export function mayBeGiven(key: string): boolean {
  return !/^([1-9]|Escape|Tab|Shift|Control|Alt|Meta|CapsLock|NumLock|F\d+|Dead|Process|Unidentified)$/.test(
    key,
  )
}

export function commandOf(keys: KeyMap, key: string): KeyCommand | null {
  return KEY_COMMANDS.find((command) => keys[command].includes(key)) ?? null
}

/** Gives a key to a command, in place of its old ones; whichever command had the key loses it. */
export function withKey(keys: KeyMap, command: KeyCommand, key: string): KeyMap {
  if (!mayBeGiven(key)) return keys
  const others = KEY_COMMANDS.map((each) => [each, keys[each].filter((other) => other !== key)])
  return { ...(Object.fromEntries(others) as KeyMap), [command]: [key] }
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
  const label = Object.hasOwn(LABELS, key) ? LABELS[key] : undefined
  return label ?? (key.length === 1 ? key.toUpperCase() : key)
}
