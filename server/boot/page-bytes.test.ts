// What a guest's page may weigh: a phone on slow 4G waits 5 ms for each kB before a tap works.
// Whoever adds to it finds out here; what is not painted at first comes later (wire/later.ts).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { builtPages } from '@/testing/program/program'

const PAGES = builtPages()
const PAGE = join(PAGES, 'server/app/t/[tableId]')

/** React, React DOM and Next's router alone are 132. */
const BEFORE_A_TAP_KB = 195
const IN_ALL_KB = 305

type Manifest = { entryJSFiles: Record<string, string[]> }

/** The scripts that a table's page names: React, Next, its layouts and itself. */
function firstScripts(): string[] {
  const { rootMainFiles } = JSON.parse(readFileSync(join(PAGE, 'page/build-manifest.json'), 'utf8'))
  const written = readFileSync(join(PAGE, 'page_client-reference-manifest.js'), 'utf8')
  const json = written.slice(written.indexOf('"] = ') + 5).replace(/;\s*$/, '')
  const { entryJSFiles } = JSON.parse(json) as Manifest
  const ofPage = Object.entries(entryJSFiles)
    .filter(([entry]) => /\/app\/(layout|t\/.*)$/.test(entry))
    .flatMap(([, files]) => files)
  return [...new Set<string>([...rootMainFiles, ...ofPage])]
}

const read = (script: string) => readFileSync(join(PAGES, script), 'utf8')

/** With all that is loaded from them later: they name it. */
function withLater(scripts: readonly string[]): string[] {
  const all = new Set(scripts)
  for (const script of all) {
    for (const [named] of read(script).matchAll(/static\/chunks\/[\w.~-]+\.js/g)) all.add(named)
  }
  return [...all]
}

const kB = (scripts: readonly string[]) =>
  scripts.reduce((sum, script) => sum + gzipSync(read(script)).length, 0) / 1_000

it('a guest’s page weighs no more before a tap works than its budget: look what came with it', () => {
  const weight = kB(firstScripts())
  expect(weight).toBeGreaterThan(100)
  expect(weight).toBeLessThan(BEFORE_A_TAP_KB)
})

it('nor in all, with its sheets and its live wire', () => {
  expect(kB(withLater(firstScripts()))).toBeLessThan(IN_ALL_KB)
})
