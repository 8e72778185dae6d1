// All languages say the same things: no screen falls back to a key in one of them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from './languages'
import { type Screen, textsOf } from './words'

const screensIn = (language: string) =>
  readdirSync(join(import.meta.dirname, language))
    .map((file) => file.replace('.json', ''))
    .sort()

const SCREENS = screensIn('zh-CN')

describe('the texts', () => {
  it('have the same screens in every language', () => {
    for (const language of LANGUAGES) expect(screensIn(language)).toEqual(SCREENS)
  })

  it.each(SCREENS)('of %s say the same things in every language', (screen) => {
    const [first, ...others] = LANGUAGES.map((language) => [...read(language, screen).keys()])
    for (const other of others) expect(other.sort()).toEqual(first?.sort())
  })

  it.each(SCREENS)('of %s can all be read as messages', (screen) => {
    for (const language of LANGUAGES) {
      for (const [key, text] of read(language, screen)) {
        expect(text.trim(), `${language} ${screen}.${key}`).not.toBe('')
        expect(isReadable(text), `${language} ${screen}.${key}`).toBe(true)
      }
    }
  })

  it('that cannot be read as messages are noticed', () => {
    expect(isReadable('{count, plural, one {a dish} other {# dishes}} at {table}')).toBe(true)
    for (const broken of ['{name', '{count, plural, one {a dish}}', '<b>bold</i>']) {
      expect(isReadable(broken), broken).toBe(false)
    }
  })

  it('of one screen come without those of another', () => {
    expect(Object.keys(textsOf('en', ['home' satisfies Screen]))).toEqual(['ui', 'home'])
  })
})

function read(language: string, screen: string): Map<string, string> {
  const path = join(import.meta.dirname, language, `${screen}.json`)
  return new Map(leavesOf(JSON.parse(readFileSync(path, 'utf8')), ''))
}

function leavesOf(node: object, prefix: string): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : leavesOf(value, `${prefix}${key}.`),
  )
}

/**
 * Values that it lacks are no fault of the message; without the empty ones it would not even be
 * parsed.
 */
function isReadable(text: string): boolean {
  const troubles: string[] = []
  createTranslator({
    locale: 'en',
    messages: { text } as never,
    timeZone: 'UTC',
    getMessageFallback: () => '',
    onError: (error) => troubles.push(error.message),
  })('text' as never, {} as never)
  return !troubles.some((trouble) => trouble.includes('INVALID_MESSAGE'))
}
