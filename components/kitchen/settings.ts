// How this device's screen is set: kept on the device, because the same person stands before a wall
// screen and a tablet.

import type { Steps } from '@/domain/kitchen'
import { DEFAULT_KEYS, type KeyMap, keptKeys } from './keys'

export const TEXT_SIZES = [0.8, 1, 1.25, 1.5, 2] as const
export const COLUMNS = ['auto', 2, 3, 4, 5, 6, 8] as const

export type Settings = {
  textSize: (typeof TEXT_SIZES)[number]
  columns: (typeof COLUMNS)[number]
  isLight: boolean
  /** How many taps a dish takes. */
  steps: Steps
  isMuted: boolean
  /** Says which table a new ticket is for. */
  isSpoken: boolean
  /**
   * Rings for a new ticket, at the pass for one that is ready, until somebody touches the screen.
   */
  isInsisting: boolean
  keys: KeyMap
}

export const DEFAULT_SETTINGS: Settings = {
  textSize: 1,
  columns: 'auto',
  isLight: false,
  steps: 'two',
  isMuted: false,
  isSpoken: false,
  isInsisting: true,
  keys: DEFAULT_KEYS,
}

/**
 * What was kept, field by field: whatever makes no sense, or is not there yet, is as by default.
 */
export function readSettings(text: string | null): Settings {
  const kept = parseSettings(text)
  const flag = (name: 'isLight' | 'isMuted' | 'isSpoken' | 'isInsisting') =>
    typeof kept[name] === 'boolean' ? kept[name] : DEFAULT_SETTINGS[name]
  return {
    textSize: TEXT_SIZES.find((size) => size === kept.textSize) ?? DEFAULT_SETTINGS.textSize,
    columns: COLUMNS.find((columns) => columns === kept.columns) ?? DEFAULT_SETTINGS.columns,
    steps: kept.steps === 'one' ? 'one' : 'two',
    isLight: flag('isLight'),
    isMuted: flag('isMuted'),
    isSpoken: flag('isSpoken'),
    isInsisting: flag('isInsisting'),
    keys: readKeys(kept.keys),
  }
}

function readKeys(kept: unknown): KeyMap {
  return typeof kept === 'object' && kept !== null
    ? keptKeys(kept as Record<string, unknown>)
    : DEFAULT_KEYS
}

function parseSettings(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
