// The words for who cannot read anything newer: in JavaScript that every browser reads, and with
// the numbers that the build is made for.

import { readFileSync } from 'node:fs'
import { parse } from 'acorn'
import { expect, it } from 'vitest'
import { LANGUAGES } from '@/text/languages'
import { sayIn } from '@/text/words'
import { tooOldScript } from './too-old'

const script = tooOldScript(LANGUAGES.map((language) => sayIn(language, 'pages')('tooOld')))

it('is JavaScript of 2009, without a byte that would end its script', () => {
  expect(() => parse(script, { ecmaVersion: 5 })).not.toThrow()
  expect(script).not.toMatch(/<\/|<!--/)
})

it('names the versions that the pages are built for, in every language', () => {
  const floor = Object.fromEntries(
    readFileSync('.browserslistrc', 'utf8')
      .split('\n')
      .filter((line) => line.includes(' >= '))
      .map((line) => line.split(' >= ')),
  )
  expect(floor).toMatchObject({ edge: floor.chrome, ios_saf: floor.safari })
  for (const said of [
    `Chrome ${floor.chrome}`,
    `Safari ${floor.safari}`,
    `Firefox ${floor.firefox}`,
  ]) {
    expect(script.split(said)).toHaveLength(LANGUAGES.length + 1)
  }
})
