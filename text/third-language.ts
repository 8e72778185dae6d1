// For tests: a house with one language more. French here is English with a mark before each text,
// in files of its own beside copies of ours, and nothing else: what there is in it is written by
// the same setup step as the house's own list.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeLanguages } from '../setup/write-languages.mjs'

export const MARK = 'fr: '

/** @returns the folder, which the caller removes */
export function withThirdLanguage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fanzhuo-text-'))
  for (const language of ['zh-CN', 'en']) {
    cpSync(join(import.meta.dirname, language), join(folder, language), { recursive: true })
  }
  mkdirSync(join(folder, 'fr'))
  for (const file of readdirSync(join(folder, 'en'))) {
    const texts = JSON.parse(readFileSync(join(folder, 'en', file), 'utf8'))
    writeFileSync(join(folder, 'fr', file), JSON.stringify(marked(texts)))
  }
  writeLanguages(folder)
  return folder
}

function marked(node: unknown): unknown {
  if (typeof node === 'string') return `${MARK}${node}`
  return Object.fromEntries(
    Object.entries(node as object).map(([key, each]) => [key, marked(each)]),
  )
}
