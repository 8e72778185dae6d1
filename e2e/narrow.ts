// Whether a page fits a phone: nothing is wider than the screen, and whatever can be tapped lies on
// it. `scrollWidth` does not say so on a phone, which zooms out until all of the page is seen;
// `visualViewport` does.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Language } from '../domain/language'

export const NARROW = [320, 360, 390, 414] as const

/** A page that is too wide takes all of its buttons with it. */
const TOLD = 6

/** What lies beside the screen at any of the widths, in words: none, for a page that fits. */
export async function tooWide(page: Page, widths: readonly number[] = NARROW): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 })
    const troubles = await page.evaluate(troublesAt, width)
    found.push(...troubles.slice(0, TOLD).map((trouble) => `${width}: ${trouble}`))
  }
  return found
}

async function troublesAt(width: number): Promise<string[]> {
  const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))
  await drawn()
  await drawn()
  const troubles: string[] = []
  const nameOf = (element: Element) => {
    const said = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return `<${element.tagName.toLowerCase()}> ${said.replace(/\s+/g, ' ').trim().slice(0, 40)}`
  }
  const seen = window.visualViewport?.width ?? 0
  if (seen > width + 0.5) troubles.push(`the page is ${Math.round(seen)} wide`)

  const isOn = ({ left, right }: DOMRect) => left >= -0.5 && right <= width + 0.5
  /**
   * A row that is meant to be pushed sideways lies on the screen itself, as does what cuts off the
   * end of a name.
   */
  const isWithin = (element: Element, overflow: RegExp) => {
    for (let box = element.parentElement; box; box = box.parentElement) {
      if (box.scrollWidth <= box.clientWidth + 1) continue
      if (!overflow.test(getComputedStyle(box).overflowX)) continue
      if (isOn(box.getBoundingClientRect())) return true
    }
    return false
  }
  const isBehind = (element: Element) => element.closest('[inert], [aria-hidden=true]') !== null

  const tapped = 'a, button, label, input, select, textarea, summary'
  for (const element of document.querySelectorAll(`${tapped}, body *:not(:has(*))`)) {
    const box = element.getBoundingClientRect()
    const isSeen = box.width > 1 && element.checkVisibility({ visibilityProperty: true })
    if (!isSeen || isOn(box) || isBehind(element)) continue
    if (isWithin(element, element.matches(tapped) ? /auto|scroll/ : /auto|scroll|hidden|clip/))
      continue
    troubles.push(
      `${nameOf(element)} lies from ${Math.round(box.left)} to ${Math.round(box.right)}`,
    )
  }

  // A whole panel that can be pushed sideways is a page that is too wide; a table, and the
  // kitchen's columns, are meant to.
  for (const box of document.querySelectorAll('body *')) {
    if (box.scrollWidth <= box.clientWidth + 1 || box.clientHeight < 160) continue
    if (!/auto|scroll/.test(getComputedStyle(box).overflowX) || isBehind(box)) continue
    if (box.querySelector('table, [data-round]') || !box.checkVisibility()) continue
    const edge = box.getBoundingClientRect().left + box.clientWidth
    const out = [...box.querySelectorAll('*')].find(
      (each) => each.getBoundingClientRect().right > edge + 0.5,
    )
    troubles.push(
      `${out ? nameOf(out) : ''} sticks out of ${nameOf(box)}, ${box.scrollWidth} in ${box.clientWidth}`,
    )
  }
  return troubles
}

export type Said = (key: string) => RegExp

/**
 * A text of the screens in a language, as what a control with it is called: whatever stands for its
 * gaps.
 */
export function textsOf(language: Language): Said {
  return (key) => {
    const [screen = '', ...path] = key.split('.')
    const folder = join(import.meta.dirname, '../text', language)
    let text: unknown = JSON.parse(readFileSync(join(folder, `${screen}.json`), 'utf8'))
    for (const each of path) text = (text as Record<string, unknown>)[each]
    const words = String(text)
      .replace(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '…gap…')
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('…gap…', '.*')
    return new RegExp(`^${words}`)
  }
}
