// Whatever the program writes into its audit it can say in words, in every language of the house.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { METHODS } from './domain/methods'
import { TEXTS } from './text/all'
import { LANGUAGES } from './text/languages'

/** `action: 'order.cancelled'`, also one of two, and what a function named so answers. */
const WRITTEN =
  /\baction(?::|Of\()[^,{}]*?(?=,|\n\s*(?:subject|}|const|$))|return [^;\n]*'[a-z-]+\.[a-z-]+'/g

const sources = filesBelow('server').filter((file) => !/\.test\.ts$/.test(file))
const actions = new Set(
  sources
    .flatMap((file) => readFileSync(join(import.meta.dirname, file), 'utf8').match(WRITTEN) ?? [])
    .filter((text) => /action/.test(text))
    .flatMap((text) => text.match(/'[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*'/g) ?? [])
    .map((quoted) => quoted.slice(1, -1)),
)
for (const { till } of Object.values(METHODS)) if (till) actions.add(`${till}.taken`)

function wordsFor(language: (typeof LANGUAGES)[number], action: string): unknown {
  const [kind = '', what = ''] = action.split('.')
  const all: Record<string, Record<string, string>> = TEXTS[language].audit.action
  return all[kind]?.[what]
}

it.each(LANGUAGES)('every action has words in %s', (language) => {
  expect(actions.size).toBeGreaterThan(60)
  expect([...actions].filter((action) => typeof wordsFor(language, action) !== 'string')).toEqual(
    [],
  )
})

it.each(LANGUAGES)('every kind of action is called something in %s', (language) => {
  const { kind, action } = TEXTS[language].audit
  expect(Object.keys(kind).sort()).toEqual(Object.keys(action).sort())
})

function filesBelow(folder: string): string[] {
  return readdirSync(join(import.meta.dirname, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesBelow(path)
      return path.endsWith('.ts') ? [path] : []
    },
  )
}
