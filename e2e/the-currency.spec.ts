// A house that counts in another money than yuan: what stands on its screens, its receipt and its
// paper has that currency's digits, and no sign of another.

import type { Page } from '@playwright/test'
import { receiptPath } from '@/domain/paths'
import { startTestPrinter } from '@/testing/test-printer'
import { expect, test } from './people'

const HOUSES = [
  { currency: 'KWD', sign: /KWD\s?[\d,]+(?:\.\d+)?/g, decimals: 3, printed: /KWD\s?\d+\.\d{3}/ },
]

for (const { currency, sign, decimals, printed } of HOUSES) {
  test(`a house that counts in ${currency} says so from the menu to the paper`, async ({
    guestAt,
    staff,
    stranger,
    freeTable,
    rows,
  }) => {
    const table = await freeTable()
    const inStore = [table.storeId]
    const [before] = await rows<{ currency: string }>(
      `SELECT currency FROM store WHERE id = $1`,
      inStore,
    )
    const printer = await startTestPrinter()
    await rows(`UPDATE store SET currency = $2 WHERE id = $1`, [table.storeId, currency])
    await rows(
      `INSERT INTO printer (store_id, name, purpose, host, port, is_automatic) VALUES ($1, '币', 'receipt', '127.0.0.1', $2, true)`,
      [table.storeId, printer.port],
    )
    /** Every amount in sight has this money's digits, or none where it is a whole one. */
    const isRight = async (page: Page) => {
      const [text = ''] = await page.locator('body').allInnerTexts()
      const amounts = text.match(sign) ?? []
      expect(amounts.length).toBeGreaterThan(0)
      const fractions = amounts.flatMap((amount) => amount.split('.')[1] ?? [])
      expect(fractions.filter(({ length }) => length !== decimals)).toEqual([])
      const others = /[¥￥$€]/
      expect(text).not.toMatch(others)
    }
    try {
      const guest = await guestAt(table)
      const add = guest.getByRole('button', { name: /^加一份/ })
      await add.first().click()
      await expect(guest.getByRole('button', { name: /打开购物车，1 份/ })).toBeVisible()
      await isRight(guest)
      await guest.getByRole('button', { name: /打开购物车/ }).click()
      await isRight(guest)
      await guest.getByRole('button', { name: /^下单 / }).click()
      await expect(guest.getByText('等待店员确认')).toBeVisible()
      await isRight(guest)

      const manager = await staff('manager', '/staff')
      await manager.getByRole('button', { name: new RegExp(`^${table.name}，`) }).click()
      await manager.getByRole('button', { name: '确认这一轮' }).click()
      await manager.getByRole('button', { name: '收款' }).first().click()
      await isRight(manager)
      await manager.getByRole('button', { name: '确认收款' }).click()
      await expect(manager.getByText(/已收款/)).toBeVisible()
      await expect.poll(() => printer.pages.join('\n')).toMatch(printed)
      expect(printer.pages.join('\n')).not.toContain('￥')
      for (const path of ['/staff/orders', '/reports']) {
        await manager.goto(path)
        await expect(manager.getByText(sign).first()).toBeVisible()
        await isRight(manager)
      }

      const receipt = await stranger()
      const [order] = await rows<{ token: string }>(
        `SELECT receipt_token AS token FROM customer_order o JOIN sitting_table t USING (sitting_id) WHERE t.table_id = $1`,
        [table.id],
      )
      await receipt.goto(receiptPath(order?.token ?? ''))
      await isRight(receipt)
    } finally {
      await rows(
        `DELETE FROM print_job WHERE printer_id IN (SELECT id FROM printer WHERE name = '币')`,
      )
      await rows(`DELETE FROM printer WHERE name = '币'`)
      await rows(`UPDATE store SET currency = $2 WHERE id = $1`, [table.storeId, before?.currency])
      await printer.stop()
    }
  })
}
