// What browsers of five years ago get is what they can read: the built scripts and styles hold
// nothing newer than .browserslistrc says. What a browser does not know it skips without a word, or
// worse: one piece of newer syntax, and a page is dead.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyNode, parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { builtPages } from '@/testing/program/program'

const CHUNKS = join(builtPages(), 'static', 'chunks')
const files = readdirSync(CHUNKS)
const scripts = files.filter((name) => name.endsWith('.js'))
const read = (name: string) => readFileSync(join(CHUNKS, name), 'utf8')
const styles = files
  .filter((name) => name.endsWith('.css'))
  .map(read)
  .join('\n')

/**
 * Methods that came later than the floor, and that nobody brings along: Next brings `at` and
 * `hasOwn`.
 */
const LATER =
  /\.(toSorted|toReversed|toSpliced|findLast|findLastIndex|isWellFormed|toWellFormed)\(|\b(structuredClone|AbortSignal\.(timeout|any)|Array\.fromAsync|Promise\.(withResolvers|try)|(Object|Map)\.groupBy)\(/

/** Whoever asks whether it is there has another way. */
const ASKED = /"function"==typeof ([\w.]+)\)return \1\(/g

describe('a script', () => {
  it.each(scripts.map((name) => [name, read(name)]))('%s has no newer syntax', (_, source) => {
    expect(newerSyntaxIn(source)).toEqual([])
  })

  it('calls nothing newer, but where it has asked first', () => {
    // Next's own polyfills, for browsers without modules only.
    const ours = scripts.filter((name) => !read(name).includes('core-js'))
    expect(ours.length).toBeGreaterThan(20)
    const unasked = (name: string) => read(name).replaceAll(ASKED, '')
    expect(ours.flatMap((name) => LATER.exec(unasked(name))?.[0] ?? [])).toEqual([])
  })

  it('with a static block, a look behind or the v flag would be noticed', () => {
    expect(newerSyntaxIn('class A{static{this.a=1}}')).toHaveLength(1)
    expect(newerSyntaxIn('/(?<=a)b/.test("ab");"a".match(/(?<!a)b/)')).toHaveLength(2)
    expect(newerSyntaxIn('/[a--b]/v.test("a")')).toHaveLength(1)
    expect(newerSyntaxIn('class A{#a=1;b=2;static c=3;has(o){return #a in o}}; a??=b?.c')).toEqual(
      [],
    )
  })
})

/** Beyond ES2022, or of it what Safari 15 and Chromium 92 do not read. */
function newerSyntaxIn(source: string): string[] {
  let tree: AnyNode
  try {
    tree = parse(source, { ecmaVersion: 2022 }) as AnyNode
  } catch (error) {
    return [String(error)]
  }
  const found: string[] = []
  const left: AnyNode[] = [tree]
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type === 'StaticBlock') found.push('static {}')
    if (node.type === 'Literal' && /\(\?<[=!]/.test(node.regex?.pattern ?? ''))
      found.push(`${node.raw}`)
    for (const each of Object.values(node).flat()) {
      if (each && typeof each === 'object' && 'type' in each) left.push(each as AnyNode)
    }
  }
  return found
}

describe('the style sheet', () => {
  it('has no layers, no nesting, no newer colours and no newer media queries', () => {
    expect(styles).not.toMatch(/@layer|@scope|@container|oklch\(|oklab\(|lch\(|light-dark\(/)
    expect(styles).not.toMatch(/@media[^{]*[<>]/)
    expect(styles.match(/[{;}]&[^{};]*\{/g) ?? []).toEqual([])
  })

  it('mixes colours only where it has asked first, and shows nothing in the whole colour meanwhile', () => {
    const unasked = styles.replace(/@supports \(color:color-mix[^{]*\)\{[^{}]*\{[^{}]*\}\}/g, '')
    expect(unasked).not.toContain('color-mix(')
    const whole =
      styles.match(/[^{},]*\\\/\d+[^{},]*\{[a-z-]*color:(currentcolor|var\(--[a-z-]+\))\}/g) ?? []
    expect(whole).toEqual([])
  })

  it('gives each newer unit one before it that everybody knows', () => {
    const blocks = styles.match(/[^{}]*\{[^{}]*\d(dvh|svh|lvh)\b[^{}]*\}/g) ?? []
    expect(blocks.length).toBeGreaterThan(5)
    for (const block of blocks) {
      expect(block, block).toMatch(/([a-z-]+):[^;{}]*\dvh\b[^;{}]*;\1:[^;{}]*\ddvh\b/)
    }
  })

  it('measures nothing by its container, and splits nothing between columns', () => {
    // The height of the window in its place is another height; and what is split is painted cut off
    // in Chromium 92.
    expect(
      styles.match(
        /\dcq[a-z]{1,3}\b|container-type:|break-inside:[^;}]*|column-(count|width|fill):/g,
      ) ?? [],
    ).toEqual([])
  })

  it('moves, turns and scales also for who knows no properties of that name', () => {
    const older = /@supports not \(translate:none\)\{(.*)\}/.exec(styles)?.[1] ?? ''
    expect(older).toMatch(/transform:translate\(/)
    expect(older).toMatch(/transform:rotate\(/)
  })

  it('asks what is inside of something for the ring of the keyboard only', () => {
    const parents = styles.match(/[^{}]*:has\([^{}]*\{/g) ?? []
    expect(parents.filter((selector) => !selector.includes(':has(:focus-visible)'))).toEqual([])
  })
})
