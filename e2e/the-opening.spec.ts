// From nothing to a first paid order: an owner with the terminal's link, a tablet and a phone, and
// no other way in. Each test has a house of its own.

import type { Page } from '@playwright/test'
import { demoFolder } from '@/testing/program/demo-house'
import { freshFolder, type Program, startProgram } from '@/testing/program/program'
import { barriersOn, expect, PHONE, TABLET, test, WALL } from './people'

const PASSWORD = 'sour plum drink 1'
const ends: (() => unknown)[] = []

test.afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A house of the test's own, and what its terminal said. */
async function house(
  folder: { path: string; remove: () => void },
  env: Record<string, string>,
): Promise<{ program: Program; base: string; link: string }> {
  const program = startProgram({ DATA_DIR: folder.path, TZ: 'Asia/Shanghai', ...env })
  let said = ''
  program.process.stdout?.on('data', (chunk) => {
    said += chunk
  })
  ends.push(folder.remove, async () => {
    program.kill('SIGTERM')
    await program.ended
  })
  await program.opened
  const base = program.base.replace('127.0.0.1', 'localhost')
  const [link = ''] = /http:\S+\/setup#[\w-]{22}/.exec(said) ?? []
  expect(link, 'the terminal prints the link').toContain(`${base}/setup#`)
  return { program, base, link }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

async function fillRestaurant(tablet: Page, name: string, english: string) {
  await expect(heading(tablet, '您的店叫什么名字？')).toBeVisible()
  await tablet.getByLabel('店名', { exact: true }).fill(name)
  await tablet.getByLabel('名称（English）').fill(english)
  await tablet.getByRole('button', { name: '保存并继续' }).click()
}

async function fillOwner(tablet: Page) {
  await expect(heading(tablet, '谁是店主？')).toBeVisible()
  await tablet.getByLabel('您的姓名').fill('林小满')
  await tablet.getByLabel('登录名').fill('lin')
  await tablet.getByLabel('密码', { exact: true }).fill('short')
  await tablet.getByRole('button', { name: '创建并登录' }).click()
  await expect(tablet.getByText('至少 10 个字符。', { exact: true })).toBeVisible()
  await tablet.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await tablet.getByRole('button', { name: '创建并登录' }).click()
}

async function addPerson(tablet: Page, person: { name: string; login: string; role: string }) {
  await tablet.getByLabel('姓名').fill(person.name)
  await tablet.getByLabel('角色').selectOption({ label: person.role })
  await tablet.getByLabel('登录名').fill(person.login)
  await tablet.getByLabel('初始密码').fill(PASSWORD)
  await tablet.getByRole('button', { name: '添加' }).click()
  await expect(tablet.getByRole('region', { name: '在这里工作的人' })).toContainText(person.name)
}

async function signedIn(page: Page, login: string, path: string): Promise<Page> {
  await page.goto(path)
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname === path)
  return page
}

test('an owner opens a restaurant from an empty folder by the pages alone, orders from a phone, cooks, takes cash and finds it in the reports', async ({
  open,
}) => {
  const { base, link } = await house(freshFolder(), { DEMO: 'off' })
  const at = { baseURL: base }
  const tablet = await open({ ...TABLET, ...at })

  await test.step('whoever only found the address gets nowhere, and is told where the link is', async () => {
    for (const path of ['/', '/staff', '/staff/sign-in']) {
      await tablet.goto(path)
      await tablet.waitForURL('**/setup')
      await expect(tablet.getByText('npm run setup-link')).toBeVisible()
    }
  })

  await test.step('the link opens once', async () => {
    await tablet.goto('about:blank')
    await tablet.goto(link)
    await tablet.getByRole('button', { name: '开始' }).click()
    await expect(heading(tablet, '您的店叫什么名字？')).toBeVisible()
    const other = await open({ ...TABLET, ...at })
    await other.goto(link)
    await other.getByRole('button', { name: '开始' }).click()
    await expect(other.getByText('已经用过或已过期').first()).toBeVisible()
    await other.close()
    expect(await barriersOn(tablet)).toEqual([])
  })

  await test.step('the restaurant, where each area says how guests pay, and its owner', async () => {
    await tablet.getByRole('button', { name: '分区域' }).click()
    await expect(tablet.getByText('这一步不能跳过')).toBeVisible()
    await fillRestaurant(tablet, '巷子里', 'In the lane')
    await fillOwner(tablet)
  })

  await test.step('five tables, by a pattern', async () => {
    await expect(heading(tablet, '客人坐在哪里？')).toBeVisible()
    await tablet.getByLabel('桌号').fill('A01–A05')
    await expect(tablet.getByText('5 张：A01, A02, A03, A04, A05')).toBeVisible()
    await tablet.getByRole('button', { name: '加上这些桌台' }).click()
    await expect(tablet.getByText('请选这个区域怎么付款')).toBeVisible()
    await tablet.getByLabel('这里怎么付款').selectOption({ label: '先吃后付' })
    await tablet.getByRole('button', { name: '加上这些桌台' }).click()
    await expect(tablet.getByRole('region', { name: '您的桌台' })).toContainText('5 张桌台')
  })

  await test.step('it goes on where it stopped', async () => {
    await tablet.getByRole('button', { name: '继续' }).click()
    await expect(heading(tablet, '您卖什么？')).toBeVisible()
    await tablet.goto('/setup')
    await expect(heading(tablet, '您卖什么？')).toBeVisible()
  })

  await test.step('a menu to begin with, and a dish of one’s own', async () => {
    await tablet.getByRole('button', { name: /^面馆/ }).click()
    await tablet.getByRole('button', { name: '用这份菜单' }).click()
    await expect(tablet.getByText('菜单上有 14 道菜')).toBeVisible()
    await tablet.getByRole('button', { name: '粘贴菜单' }).click()
    await tablet.getByLabel('您的菜').fill('招牌\n巷子里的冷面 / House cold noodles 22')
    await tablet.getByRole('button', { name: '把 1 道菜放上菜单' }).click()
    await expect(tablet.getByText('菜单上有 15 道菜')).toBeVisible()
    await tablet.getByRole('button', { name: '继续' }).click()
  })

  await test.step('three people', async () => {
    await expect(heading(tablet, '谁和您一起工作？')).toBeVisible()
    await addPerson(tablet, { name: '李晓雨', login: 'xiaoyu', role: '服务员' })
    await addPerson(tablet, { name: '郑大勇', login: 'dayong', role: '厨师' })
    await addPerson(tablet, { name: '孙悦', login: 'sunyue', role: '收银员' })
    await tablet.getByRole('button', { name: '继续' }).click()
  })

  await test.step('the codes', async () => {
    await expect(heading(tablet, '桌上的码')).toBeVisible()
    await expect(tablet.getByRole('img', { name: /\/t\// })).toHaveCount(3)
    await tablet.getByRole('button', { name: '继续' }).click()
  })

  const phone = await open({ ...PHONE, ...at })
  await test.step('the owner’s own phone orders, and the order is seen to arrive', async () => {
    await expect(heading(tablet, '现在自己点一单')).toBeVisible()
    const way = await tablet.getByRole('link', { name: '或在这个浏览器里点' }).getAttribute('href')
    await phone.goto(way ?? '')
    await expect(tablet.getByText('您的手机已坐在 A01')).toBeVisible()
    await phone.getByRole('button', { name: '加一份巷子里的冷面' }).click()
    await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
    await phone.getByRole('button', { name: '下单 ¥22.00' }).click()
    await expect(tablet.getByText('巷子里的冷面')).toBeVisible()
    await tablet.getByRole('button', { name: '确认，送去厨房' }).click()
    await expect(tablet.getByText('已经到厨房了')).toBeVisible()
  })

  await test.step('the cook, who signs in as anybody does, makes it', async () => {
    const cook = await signedIn(await open({ ...WALL, ...at }), 'dayong', '/kitchen')
    const ticket = cook.getByRole('article', { name: /^A01 / })
    await ticket.getByRole('button', { name: '全部开始' }).click()
    await ticket.getByRole('button', { name: '全部做好' }).click()
    await expect(phone.getByText('待上桌').first()).toBeVisible()
  })

  await test.step('it is paid in cash', async () => {
    await phone.getByRole('button', { name: /^结账 ¥/ }).click()
    await phone.getByRole('button', { name: /^请服务员来收现金/ }).click()
    const waiter = await signedIn(await open({ ...TABLET, ...at }), 'xiaoyu', '/staff')
    await waiter.getByRole('button', { name: /^A01，/ }).click()
    const panel = waiter.getByRole('region', { name: 'A01' })
    await panel.getByRole('button', { name: '收款' }).click()
    await waiter.getByLabel('收到').fill('50')
    await waiter.getByRole('button', { name: '确认收款' }).click()
    await expect(phone.getByText('已付清').first()).toBeVisible()
  })

  await test.step('it is open, with a list of what is left, and the money is in the reports', async () => {
    await tablet.getByRole('button', { name: '开张' }).click()
    await expect(heading(tablet, '“巷子里”开张了')).toBeVisible()
    const left = tablet.getByRole('region', { name: '开张之前' })
    await expect(left).toContainText('收款账户')
    expect(await barriersOn(tablet)).toEqual([])
    await tablet.goto('/reports')
    await expect(tablet.getByTestId('ordered')).toContainText('22')
  })
})

test('the demo becomes a restaurant of one’s own: its people are out, its codes dead, and the new one begins empty', async ({
  open,
}) => {
  const { base, link } = await house(demoFolder(), { DEMO: 'on' })
  const at = { baseURL: base }
  const [tablet, waiter, guest] = [
    await open({ ...TABLET, ...at }),
    await open({ ...TABLET, ...at }),
    await open({ ...PHONE, ...at }),
  ]
  await tablet.goto('/')
  await guest.goto(
    (await tablet.getByRole('link', { name: /坐到.*.*桌/ }).getAttribute('href')) ?? '',
  )
  await waiter.goto('/staff')
  await waiter.getByLabel('账号').fill('waiter')
  await waiter.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await waiter.getByRole('button', { name: '登录' }).click()
  await expect(waiter.getByRole('heading', { name: '桌台' }).first()).toBeVisible()

  await test.step('every page of the demo offers it, and none lets in whoever comes', async () => {
    await waiter.getByRole('link', { name: /开自己的店/ }).click()
    await expect(waiter.getByText('npm run setup-link')).toBeVisible()
    await waiter.goto('/staff')
    await tablet.getByRole('link', { name: /开自己的店/ }).click()
    await expect(tablet.getByText('npm run setup-link')).toBeVisible()
  })

  await test.step('it goes once its new name was typed twice', async () => {
    await tablet.goto(link)
    await tablet.getByRole('button', { name: '开始' }).click()
    await fillRestaurant(tablet, '巷子里', 'In the lane')
    const question = tablet.getByRole('dialog', { name: '离开演示餐厅' })
    const leave = question.getByRole('button', { name: '离开演示餐厅' })
    await question.getByLabel('您的店名').fill('别的名字')
    await expect(leave).toBeDisabled()
    await question.getByLabel('您的店名').fill('巷子里')
    await leave.click()
  })

  await test.step('who was signed in is out by themselves, and the table’s code is nobody’s', async () => {
    // Where nobody could sign in there is no page for it.
    await expect(waiter).toHaveURL(/\/setup$/)
    await guest.reload()
    await expect(guest.getByText('人民路店')).toHaveCount(0)
  })

  await test.step('and the new one begins empty', async () => {
    await expect(tablet.getByText('演示餐厅已清空，清空前的备份在：')).toBeVisible()
    await expect(tablet.getByText(/-demo\.tar\.gz$/).first()).toBeVisible()
    expect(await barriersOn(tablet)).toEqual([])
    await fillOwner(tablet)
    for (const title of ['客人坐在哪里？', '您卖什么？', '谁和您一起工作？', '桌上的码']) {
      await expect(heading(tablet, title)).toBeVisible()
      await tablet.getByRole('button', { name: '以后再说', exact: true }).click()
    }
    await expect(tablet.getByText('要先有桌台和菜。')).toBeVisible()
    await tablet.getByRole('button', { name: '以后再说', exact: true }).click()
    await expect(heading(tablet, '“巷子里”开张了')).toBeVisible()
    await tablet.goto('/')
    await expect(tablet.getByRole('link', { name: /开自己的店/ })).toHaveCount(0)
  })
})
