// The member: a number proved by a code, a level, points for a reward, and the coupon in the hand;
// and the rules a manager sets.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './people'

const HEARD = /Code for .*?(\d{4}): (\d{6}) \(CODE_SENDER=log/g

/**
 * The code that the server wrote to its terminal for a number, as the person at the till would read
 * it.
 */
async function codeFor(tail: string): Promise<string> {
  const read = () => {
    const said = readFileSync(join(process.env.FANZHUO_TEST_DATA ?? '', 'terminal.txt'), 'utf8')
    return [...said.matchAll(HEARD)].findLast((match) => match[1] === tail)?.[2] ?? ''
  }
  await expect.poll(read).toMatch(/^\d{6}$/)
  return read()
}

async function joinBy(page: Page, phone: string, name: string) {
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('6 位验证码').fill(await codeFor(phone.slice(-4)))
  await page.getByRole('button', { name: '确认', exact: true }).click()
  await page.getByLabel('怎么称呼您').fill(name)
  await page.getByLabel(/同意加入会员/).check()
  await page.getByRole('button', { name: '加入会员' }).click()
}

test('a guest joins by a code, redeems a reward and holds the coupon; erased, nothing is left', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  await guest.getByRole('button', { name: '1 部手机' }).click()
  await guest.getByRole('link', { name: /会员/ }).click()
  await joinBy(guest, '13677771234', '小林')

  const card = guest.getByRole('region', { name: '会员卡' })
  await expect(card).toContainText('普通会员')
  await expect(card).toContainText('*** **** 1234')
  const [reward] = await rows<{ name: string; points: number }>(
    `SELECT name, points FROM reward WHERE archived_at IS NULL
        AND brand_id = (SELECT brand_id FROM store WHERE id = $1) ORDER BY points, id LIMIT 1`,
    [table.storeId],
  )
  if (!reward) throw new Error('the demo has rewards')
  const take = guest.getByRole('button', { name: `兑换${reward.name}` })
  await expect(take).toBeDisabled()

  // Points as an earlier meal would have brought them.
  await rows(
    `WITH m AS (UPDATE member SET points = 1000, lifetime_points = 1000 WHERE phone_tail = '1234' AND name = '小林' RETURNING id)
     INSERT INTO points_entry (member_id, delta, reason, points_after) SELECT id, 1000, 'adjusted', 1000 FROM m`,
  )
  await guest.reload()
  await expect(card).toContainText('银卡会员')
  await take.click()
  await guest.getByRole('dialog').getByRole('button', { name: '确认兑换' }).click()
  const coupons = guest.getByRole('region', { name: '优惠券' })
  await expect(coupons.getByRole('listitem')).toHaveCount(1)
  await expect(coupons).toContainText('可使用')
  await expect(card).toContainText(String(1000 - reward.points))
  await expect(guest.getByRole('region', { name: '积分明细' })).toContainText(
    `兑换 · ${reward.name}`,
  )

  const download = guest.waitForEvent('download')
  await guest.getByRole('button', { name: '下载我的资料' }).click()
  const data = JSON.parse(readFileSync(await (await download).path(), 'utf8'))
  expect(data).toMatchObject({ phone: '13677771234', name: '小林', coupons: [{ usedAt: null }] })

  await guest.getByRole('button', { name: '删除我的会员资料' }).click()
  await guest.getByLabel('请输入手机号后四位确认').fill('1234')
  await guest.getByRole('button', { name: '永久删除' }).click()
  await expect(guest.getByRole('heading', { name: '加入会员' })).toBeVisible()
  expect(await rows("SELECT id FROM member WHERE phone_tail = '1234' AND name = '小林'")).toEqual(
    [],
  )
})

test('who has the brand changes a level and puts a coupon and a reward on offer', async ({
  staff,
  rows,
}) => {
  const owner = await staff('owner', '/staff/settings/member-rules')
  const second = owner.getByRole('listitem', { name: '第 2 级' })
  await second.getByLabel('起点').fill('0')
  await owner.getByRole('button', { name: '保存等级' }).click()
  await expect(second.getByLabel('起点')).toBeFocused()
  await expect(owner.getByText('第 2 级的起点要高于前一级。')).toBeVisible()
  await second.getByLabel('起点').fill('900')
  await owner.getByRole('button', { name: '保存等级' }).click()
  await expect(owner.getByText('已保存')).toBeVisible()

  await owner.getByRole('button', { name: '新优惠券' }).click()
  const offer = owner.getByRole('dialog')
  await offer.getByLabel('名称', { exact: true }).fill('满 60 减 8')
  await offer.getByLabel('减多少（¥）').fill('8')
  await offer.getByLabel('起点').fill('60')
  await offer.getByRole('button', { name: '保存' }).click()
  await expect(offer).toBeHidden()
  await owner.getByRole('button', { name: '新兑换' }).click()
  const reward = owner.getByRole('dialog')
  await reward.getByLabel('名称', { exact: true }).fill('八元券')
  await reward.getByLabel('所需积分').fill('80')
  await reward.getByLabel('兑换的优惠券').selectOption({ label: '满 60 减 8' })
  await reward.getByRole('button', { name: '保存' }).click()
  await expect(owner.getByText('八元券')).toBeVisible()

  const made = await rows(
    `SELECT r.points, o.amount_cents, o.minimum_cents FROM reward r JOIN coupon_offer o ON o.id = r.offer_id
      WHERE r.name = '八元券'`,
  )
  expect(made).toEqual([{ points: 80, amount_cents: 800, minimum_cents: 6_000 }])
  await rows(
    'UPDATE member_level SET minimum_points = 1000 WHERE level = 2 AND minimum_points = 900',
  )
})
