// What tests of the kitchen have in common: a waiter who orders and takes back, and the ticket that
// a cook sees of it.

import type { Locator, Page } from '@playwright/test'
import { expect, type Table } from './people'

/** A waiter opens a table on the floor. */
export async function openTable(waiter: Page, table: Table): Promise<Locator> {
  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  return waiter.getByRole('region', { name: table.name })
}

/**
 * A waiter orders one portion of each at the table that is open, those of `held` to be fired later.
 */
export async function order(panel: Locator, dishes: string[], held: string[] = []): Promise<void> {
  await panel.getByRole('button', { name: '点菜' }).click()
  for (const dish of dishes) {
    await panel.getByLabel('搜索菜名或拼音').fill(dish)
    await panel.getByRole('button', { name: `添加${dish}`, exact: true }).click()
  }
  for (const dish of held) await panel.getByRole('button', { name: `${dish}叫起` }).click()
  await panel.getByRole('button', { name: /^下单 ·/ }).click()
  await expect(panel.getByRole('button', { name: '点菜' })).toBeVisible()
}

/** A dish is taken back because it was a mistake; once it is cooked, by a manager. */
export async function takeBack(panel: Locator, dish: string): Promise<void> {
  const dialog = panel.page().getByRole('dialog')
  await panel.getByRole('button', { name: `${dish}的更多操作` }).click()
  await panel.page().getByRole('menuitem', { name: '退菜' }).click()
  await dialog.getByRole('button', { name: '点错了' }).click()
  await dialog.getByRole('button', { name: '退菜' }).click()
  await expect(dialog).toBeHidden()
}

export const ticketOf = (cook: Page, table: Table, round = 1) =>
  cook.getByRole('article', { name: `${table.name} 第 ${round} 单`, exact: true })

export const dishOf = (ticket: Locator, dish: string) =>
  ticket.getByRole('button', { name: new RegExp(`^\\d+ 份${dish}，`) })

export const looksLike = (ticket: Locator, dish: string, state: string) =>
  expect(dishOf(ticket, dish)).toHaveAccessibleName(`1 份${dish}，${state}`)

export async function press(cook: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await cook.keyboard.press(key)
}

/**
 * Chooses the ticket of a table by keys alone; just after the board has moved a number means none,
 * so until it does.
 */
export async function choose(cook: Page, table: Table): Promise<void> {
  await expect(ticketOf(cook, table)).toBeVisible()
  await expect(async () => {
    const heads = await cook.getByRole('heading', { level: 2 }).allInnerTexts()
    await press(cook, '1', ...heads.slice(0, heads.indexOf(table.name)).map(() => 'ArrowRight'))
    await expect(ticketOf(cook, table)).toHaveAttribute('aria-current', 'true', { timeout: 500 })
  }).toPass()
}
