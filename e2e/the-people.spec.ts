// How many they are: the first phone is asked, the second one sees it, staff correct it, and the
// bill says it.

import { expect, test } from './people'

test('the first phone says how many they are with one tap, the second sees it, staff correct it and open a table without a phone', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const table = await freeTable()
  const ming = await guestAt(table)
  const question = ming.getByRole('region', { name: '几位用餐？' })

  await test.step('one tap, and it is not asked again', async () => {
    await expect(question).toContainText('茶位费 ¥2/位')
    await question.getByRole('button', { name: '4', exact: true }).click()
    await expect(ming.getByText('已记下 4 位')).toBeVisible()
    await expect(question).toBeHidden()
    await expect(ming.getByText(`${table.name} 桌 · 4 位`)).toBeVisible()
  })

  const hong = await guestAt(table)
  await test.step('the second phone is not asked: it sees the number, and what it costs, by itself', async () => {
    await expect(hong.getByText(`${table.name} 桌 · 4 位`)).toBeVisible()
    await expect(hong.getByRole('region', { name: '几位用餐？' })).toBeHidden()
    await hong.getByRole('button', { name: '加一份拍黄瓜' }).click()
    await hong.getByRole('button', { name: /打开购物车，1 份/ }).click()
    await expect(hong.getByRole('dialog')).toContainText('茶位费')
    await hong.getByRole('button', { name: '下单 ¥26.00' }).click()
    await expect(hong.getByText('等待店员确认')).toBeVisible()
  })

  const waiter = await staff('waiter', '/staff')
  const panel = waiter.getByRole('region', { name: table.name })
  const cardOf = ({ name }: { name: string }) =>
    waiter.getByRole('button', { name: new RegExp(`^${name}，`) })

  await test.step('a waiter corrects it, and both phones and the bill follow', async () => {
    await cardOf(table).click()
    await expect(panel.getByText('茶位费 × 4')).toBeVisible()
    await panel.getByRole('button', { name: '修改用餐人数' }).click()
    await panel.getByRole('button', { name: '3', exact: true }).click()
    await expect(waiter.getByText('已改为 3 位')).toBeVisible()
    await expect(panel.getByText('茶位费 × 3')).toBeVisible()
    for (const phone of [ming, hong]) {
      await expect(phone.getByText(`${table.name} 桌 · 3 位`)).toBeVisible()
    }
  })

  const other = await freeTable()
  await test.step('开台 for eight without a phone', async () => {
    await waiter.reload()
    await cardOf(other).click()
    const there = waiter.getByRole('region', { name: other.name })
    await there.getByRole('button', { name: '8', exact: true }).click()
    await expect(waiter.getByText(`${other.name}已开台，8 位`)).toBeVisible()
    await expect(there.getByRole('button', { name: '修改用餐人数' })).toContainText('8')
    await expect(there.getByText('无人扫码')).toBeVisible()
  })
})

test('whoever does not want to say how many they are is not asked twice, and finds it with the party', async ({
  guestAt,
  freeTable,
}) => {
  const table = await freeTable()
  const guest = await guestAt(table)
  const question = guest.getByRole('region', { name: '几位用餐？' })
  await question.getByRole('button', { name: '以后再说' }).click()
  await expect(question).toBeHidden()
  await guest.reload()
  await guest.getByRole('button', { name: '1 部手机' }).click()
  await expect(question).toBeHidden()

  const party = guest.getByRole('dialog')
  await party.getByRole('button', { name: '多于 8' }).click()
  await party.getByRole('button', { name: '增加一份用餐人数' }).click()
  await party.getByRole('button', { name: '确定' }).click()
  await expect(guest.getByText(`${table.name} 桌 · 10 位`)).toBeVisible()
})
