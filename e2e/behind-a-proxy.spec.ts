// The house behind an nginx that was told nothing: where a browser vouches for its page all works,
// without WebSockets; where it cannot, people read what is wrong, and never that their network is.

import { tablePath } from '@/domain/paths'
import { freshPort } from '@/testing/ports'
import { openProxy, type SmallProxy } from '@/testing/proxy'
import { defaultSite, throwAwayNginx } from '../setup/nginx.mjs'
import { test as base, expect, PHONE, TABLET, WALL } from './people'

const PORTS = { nginx: freshPort(), between: freshPort() }
const WORLD = `http://order.example:${PORTS.nginx}`
const HERE = `http://127.0.0.1:${PORTS.nginx}`

/**
 * A browser that finds a name of the world on this machine; over plain HTTP it says of no page
 * there where it comes from.
 */
const test = base.extend<object, { proxied: SmallProxy }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const rule = '--host-resolver-rules=MAP order.example 127.0.0.1'
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), rule] })
    },
    { scope: 'worker' },
  ],
  proxied: [
    async ({ port }, use) => {
      const between = await openProxy([port], { port: PORTS.between })
      const nginx = throwAwayNginx(defaultSite, { port: PORTS.nginx, to: PORTS.between })
      await nginx.start()
      await use(between)
      await nginx.stop()
      await between.close().catch(() => {})
    },
    { scope: 'worker', auto: true },
  ],
})

const SENTENCE = new RegExp(`服务器不认识 ${WORLD} 这个网址.*PUBLIC_URL=${WORLD}`)

test('whoever signs in there reads that the server does not know the address', async ({
  stranger,
}) => {
  const page = await stranger({ ...TABLET, baseURL: WORLD })
  await page.goto('/staff')
  await page.getByLabel('账号').fill('waiter')
  await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByText(SENTENCE)).toBeVisible()
  await expect(page.getByText('检查网络')).toBeHidden()
})

test('a guest there reads it in place of a cart that never comes', async ({
  stranger,
  freeTable,
}) => {
  const table = await freeTable()
  const phone = await stranger({ ...PHONE, baseURL: WORLD })
  await phone.goto(tablePath(table.code))
  await expect(phone.getByText(SENTENCE).first()).toBeVisible()
})

test('where the browser vouches, guests order and the kitchen hears of it, without a WebSocket', async ({
  guestAt,
  staff,
  freeTable,
}) => {
  const cook = await staff('kitchen', '/kitchen', { ...WALL, baseURL: HERE })
  await expect(cook.getByText('实时')).toBeVisible()
  const table = await freeTable()
  const phone = await guestAt(table, { baseURL: HERE })
  await phone
    .getByRole('button', { name: /^加一份/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份/ }).click()
  await phone.getByRole('button', { name: /^下单 ¥/ }).click()
  await expect(phone.getByText('等待店员确认')).toBeVisible()
  await expect(cook.getByRole('article', { name: new RegExp(`^${table.name} `) })).toBeVisible()
})

test('when the house is away the proxy’s own page is a sentence too', async ({
  stranger,
  proxied,
}) => {
  const page = await stranger({ ...TABLET, baseURL: HERE })
  await page.goto('/staff')
  await page.getByLabel('账号').fill('waiter')
  await page.getByLabel('密码', { exact: true }).fill('fanzhuo')
  proxied.cut()
  await proxied.close()
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByText('餐厅服务器前面的代理连不上服务器（502）')).toBeVisible()
})
