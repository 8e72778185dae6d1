// A language is a folder: the compiler holds a new one to every file and key of the first, and
// nothing else has to know of it.

import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { modulesOf } from '../setup/write-languages.mjs'
import { LANGUAGES } from './languages'
import { withThirdLanguage } from './third-language'

let folder: string | undefined
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
})

it('the list of languages is what the folders say', () => {
  for (const [name, text] of Object.entries(modulesOf(import.meta.dirname))) {
    expect(readFileSync(join(import.meta.dirname, name), 'utf8'), name).toBe(text)
  }
})

it('another folder is another language, whole or not compiled', () => {
  folder = withThirdLanguage()
  expect(readFileSync(join(folder, 'languages.ts'), 'utf8')).toContain(
    "['zh-CN', 'en', 'fr'] as const",
  )
  expect(LANGUAGES).not.toContain('fr')
  expect(troublesIn(folder)).toBe('')

  const path = join(folder, 'fr', 'refusals.json')
  const { cart, ...others } = JSON.parse(readFileSync(path, 'utf8'))
  const { empty: _, ...cartTexts } = cart
  writeFileSync(path, JSON.stringify({ ...others, cart: cartTexts }))
  expect(troublesIn(folder)).toMatch(/all\.ts.*error TS[\s\S]*empty/)

  rmSync(path)
  expect(troublesIn(folder)).toMatch(/Cannot find module '\.\/fr\/refusals\.json'/)
})

/** What the compiler says of a folder of texts. */
function troublesIn(folder: string): string {
  const compilerOptions = {
    ...{ strict: true, noEmit: true, resolveJsonModule: true, types: [] },
    ...{ module: 'ESNext', moduleResolution: 'bundler', target: 'ES2022' },
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['all.ts'] }),
  )
  try {
    execFileSync(join('node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
