// What the theme promises to eyes: WCAG 2.2 AA on every ground it has, in the light and in the
// dark.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CANVAS } from './canvas'

const CSS = readFileSync(join(import.meta.dirname, '../../app/globals.css'), 'utf8')
const THEMES = { light: coloursIn(':root'), dark: coloursIn('.dark') }
const TONES = ['primary', 'success', 'warning', 'danger', 'info']
const SOFT = TONES.map((tone) => `${tone}-soft`)

const TEXT = 4.5
const CONTROL = 3

describe.each(Object.entries(THEMES))('the %s theme', (name, colours) => {
  it('has every colour of the other', () => {
    expect([...colours.keys()]).toEqual([...THEMES.light.keys()])
  })

  it.each(['ink', 'ink-soft'])('lets %s be read on every ground', (ink) => {
    for (const ground of ['canvas', 'surface', ...SOFT]) expectContrast(ink, ground, TEXT)
  })

  it.each(TONES)('lets %s be read, and be read on', (tone) => {
    for (const ground of ['canvas', 'surface', `${tone}-soft`]) expectContrast(tone, ground, TEXT)
    expectContrast('on-fill', tone, TEXT)
  })

  it('lets what is paler, because nothing is to be done there now, still be read', () => {
    const looks = readFileSync(join(import.meta.dirname, '../kitchen/styles.ts'), 'utf8')
    const share = Number(/PAST = 'opacity-(\d+)/.exec(looks)?.[1]) / 100
    const ground = colours.get('surface') ?? ''
    for (const front of ['ink', 'ink-soft', 'info', 'danger', 'warning']) {
      const contrast = contrastOf(through(colours.get(front) ?? '', ground, share), ground)
      expect(contrast, `${front} at ${share}`).toBeGreaterThanOrEqual(TEXT)
    }
  })

  it('lets the border of a field be seen', () => {
    for (const ground of ['canvas', 'surface']) expectContrast('edge', ground, CONTROL)
  })

  it('has the canvas that the browser paints before it', () => {
    expect(CANVAS[name as keyof typeof CANVAS]).toBe(colours.get('canvas'))
  })

  function expectContrast(front: string, back: string, atLeast: number): void {
    const contrast = contrastOf(colours.get(front) ?? '', colours.get(back) ?? '')
    expect(contrast, `${front} on ${back}`).toBeGreaterThanOrEqual(atLeast)
  }
})

function coloursIn(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`)
  const block = CSS.slice(start, CSS.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}

/** A colour of which so much is seen on another. */
function through(front: string, back: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [over, under] = [front, back].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round((over ?? 0) * share + (under ?? 0) * (1 - share))
  })
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, "relative luminance". */
function luminanceOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
