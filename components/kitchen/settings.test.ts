import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings'

it('what was set is read again as it was', () => {
  const set: Settings = {
    ...DEFAULT_SETTINGS,
    textSize: 1.25,
    columns: 4,
    isLight: true,
    steps: 'one',
    isSpoken: true,
    keys: { ...DEFAULT_SETTINGS.keys, undo: ['q'] },
  }
  expect(readSettings(JSON.stringify(set))).toEqual(set)
})

it('what makes no sense is as by default, and takes nothing else with it', () => {
  for (const text of [null, '', '{', '[]', '7', 'null', '{"keys":3,"columns":99}']) {
    expect(readSettings(text)).toEqual(DEFAULT_SETTINGS)
  }
  const kept = readSettings(
    '{"textSize":9,"isMuted":"yes","columns":3,"keys":{"undo":["q"],"fire":7}}',
  )
  expect(kept).toEqual({
    ...DEFAULT_SETTINGS,
    columns: 3,
    keys: { ...DEFAULT_SETTINGS.keys, undo: ['q'], sellOut: ['x'] },
  })
})
