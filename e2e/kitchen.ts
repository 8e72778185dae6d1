// What tests of the kitchen have in common: a waiter who orders and takes back, and the ticket that a cook sees of it.

import type { Locator, Page } from '@playwright/test'
import { expect, type Table } from './people'

/** A waiter opens a table on the floor. */
export async function openTable(waiter: Page, table: Table): Promise<Locator> {
  await waiter.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
  return waiter.getByRole('region', { name: table.name })
}

/** A waiter orders one portion of each at the table that is open, those of `held` to be fired later. */
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

/** A waiter takes a dish back because it was a mistake. */
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
