import { readFileSync } from 'node:fs'
import { barriersOn, expect, TABLET, test } from './people'

/** Whether the row aliased so is of last month, by its business day. */
const LAST_MONTH = (row: string) =>
  `date_trunc('month', ${row}.business_day) =
     date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai' - interval '4 hours') - interval '1 month'`

const DESK = { width: 1440, height: 900 }

test('the manager looks at other days, sorts the dishes and takes a report along', async ({
  staff,
  rows,
}) => {
  const manager = await staff('manager', '/reports', DESK)
  const revenue = manager.getByTestId('ordered')

  await test.step('last month says what the rows say', async () => {
    const lastMonth = manager.getByRole('button', { name: '上月' })
    // The page is there before its scripts are.
    await expect(async () => {
      await lastMonth.click()
      await expect(lastMonth).toHaveAttribute('aria-pressed', 'true', { timeout: 500 })
    }).toPass()
    const [month] = await rows<{ yuan: string }>(
      `SELECT to_char(sum(o.owed_cents) / 100.0, 'FM999,999,990.00') AS yuan
         FROM customer_order o
        WHERE o.store_id = (SELECT min(id) FROM store) AND o.state <> 'cancelled'
          AND date_trunc('month', o.business_day) =
              date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai' - interval '4 hours')
              - interval '1 month'`,
    )
    await expect(revenue).toHaveText(`¥${month?.yuan}`)
  })

  await test.step('it is held against the same weekdays before, and each figure says what it counts', async () => {
    await expect(manager.getByTestId('compared')).toContainText('同样的星期')
    await manager.getByText('这些数字怎么算').click()
    await expect(manager.getByText(/包括还没确认的、还没付的，不减退款/)).toBeVisible()
    const [moved] = await rows<{ yuan: string }>(
      `WITH s AS (SELECT id, COALESCE((to_jsonb(store) ->> 'is_demo')::boolean, false) AS is_demo FROM store ORDER BY id LIMIT 1)
       SELECT to_char((COALESCE((SELECT sum(p.amount_cents) FROM payment p, s
                 WHERE p.store_id = s.id AND p.state = 'succeeded' AND (s.is_demo OR p.provider <> 'simulator') AND ${LAST_MONTH('p')}), 0)
               - COALESCE((SELECT sum(r.amount_cents) FROM s, refund r JOIN payment p ON p.id = r.payment_id
                 WHERE r.store_id = s.id AND r.state = 'succeeded' AND (s.is_demo OR p.provider <> 'simulator') AND ${LAST_MONTH('r')}), 0))
               / 100.0, 'FM999,999,990.00') AS yuan`,
    )
    await expect(manager.getByTestId('kept')).toHaveText(`¥${moved?.yuan}`)
  })

  await test.step('who took off what, and why, leads to the order', async () => {
    const exceptions = manager.getByRole('region', { name: '退菜、取消、退款和优惠' })
    await exceptions.getByRole('button', { name: /^退款 ¥/ }).click()
    const refunds = await rows<{ n: number }>(
      `SELECT count(DISTINCT (r.staff_id, r.reason))::int AS n
         FROM refund r JOIN payment p ON p.id = r.payment_id JOIN store s ON s.id = r.store_id
        WHERE r.state = 'succeeded' AND s.id = (SELECT min(id) FROM store) AND ${LAST_MONTH('r')}
          AND (COALESCE((to_jsonb(s) ->> 'is_demo')::boolean, false) OR p.provider <> 'simulator')`,
    )
    await expect(exceptions.getByRole('row')).toHaveCount((refunds[0]?.n ?? 0) + 1)
    await exceptions.getByRole('row').nth(1).getByRole('button').click()
    const commands = manager.getByRole('dialog')
    await expect(commands.getByRole('link').first()).toHaveAttribute(
      'href',
      /\/staff\/orders\?store=\d+&order=\d+/,
    )
    expect(await barriersOn(manager)).toEqual([])
    await commands.getByRole('button', { name: '关闭' }).click()
  })

  await test.step('what a chart shows can be read as a table', async () => {
    const methods = manager.getByRole('region', { name: '支付方式' })
    await methods.getByRole('button', { name: '看表格' }).click()
    await expect(methods.getByRole('row', { name: /^现金/ })).toBeVisible()
    await expect(methods.getByRole('button', { name: '看图表' })).toBeVisible()
  })

  await test.step('the dishes stand by portions when they are asked to', async () => {
    const dishes = manager.getByRole('region', { name: '菜品排行' })
    await dishes.getByRole('button', { name: '看表格' }).click()
    await dishes.getByRole('button', { name: '份数' }).click()
    const [most] = await rows<{ name: string }>(
      `SELECT d.name FROM order_line l
         JOIN customer_order o ON o.id = l.order_id JOIN dish d ON d.id = l.dish_id
        WHERE o.store_id = (SELECT min(id) FROM store)
          AND o.state <> 'cancelled' AND l.state <> 'voided'
          AND date_trunc('month', o.business_day) =
              date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai' - interval '4 hours')
              - interval '1 month'
        GROUP BY d.id ORDER BY sum(l.quantity) DESC LIMIT 1`,
    )
    await expect(dishes.getByRole('row').nth(1)).toContainText(most?.name ?? '')
  })

  await test.step('a file holds the days that are shown', async () => {
    const download = async (format: string) => {
      await manager.getByRole('button', { name: '下载每日趋势' }).click()
      await manager.getByRole('menuitem', { name: format }).click()
    }
    const [file] = await Promise.all([manager.waitForEvent('download'), download('CSV')])
    const days = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1)
    expect(days.length).toBeGreaterThanOrEqual(28)
    const [sheet] = await Promise.all([manager.waitForEvent('download'), download('Excel')])
    expect(sheet.suggestedFilename()).toMatch(/^daily-revenue-.*\.xlsx$/)
    expect(
      readFileSync(await sheet.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect(days.every((line) => line.split(',')[0]?.endsWith('-01') === (line === days[0]))).toBe(
      true,
    )
  })

  await test.step('days that cannot be are said to be so, and the figures stay', async () => {
    const before = (await revenue.textContent()) ?? ''
    await manager.getByRole('button', { name: '自定义' }).click()
    await manager.getByLabel('开始日期').fill('2099-01-01')
    await expect(manager.getByText(/结束日期不能早于开始日期/)).toBeVisible()
    await expect(revenue).toHaveText(before)
  })

  expect(await barriersOn(manager)).toEqual([])

  await test.step('what the platform says of yesterday agrees with the store', async () => {
    await manager.getByRole('link', { name: '对账' }).click()
    await manager.getByRole('button', { name: '前一天' }).click()
    const verdict = manager.getByRole('region', { name: '核对结果' })
    await expect(verdict).toContainText('全部一致')
    expect(await barriersOn(manager)).toEqual([])
  })
})

test('a waiter does not see what the house earns', async ({ staff }) => {
  const waiter = await staff('waiter', '/staff', TABLET)
  await expect(waiter.getByRole('link', { name: '报表' })).toHaveCount(0)
  await waiter.goto('/reports')
  await expect(waiter).toHaveURL(/\/staff\/no-entry/)
})
