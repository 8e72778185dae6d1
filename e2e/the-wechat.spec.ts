// A guest inside WeChat's browser: WeChat says who it is without asking, its payment sheet opens by
// itself, can be closed and opened again, and what the page believes is WeChat's server. The
// platform is a stand-in that speaks WeChat's protocols.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { type WechatStandIn, wechatStandIn } from '@/testing/platforms/wechat'
import { freshPort } from '@/testing/ports'
import { type Program, runPassword, startProgram } from '@/testing/program/program'
import type { WechatRequest } from '../server/platforms/providers/wechat-inside'
import { barriersOn, databaseUrl, expect, type Table, test } from './people'

const NAME = 'the_wechat'
const PORT = freshPort()
const WECHAT =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50 NetType/WIFI'

let standIn: WechatStandIn
let program: Program
let dataDir: string

/** The world is invited here and real money taken: the demo's password opens nothing. */
const PASSWORD = 'a pan of dumplings'

test.use({ baseURL: `http://localhost:${PORT}`, databaseName: NAME })

test.beforeAll(async () => {
  const admin = new pg.Client(databaseUrl('postgres'))
  await admin.connect()
  await admin.query(`CREATE DATABASE ${NAME}`)
  await admin.end()
  standIn = await wechatStandIn(() => new Date(), 'public-key', true)
  dataDir = mkdtempSync(join(tmpdir(), 'fanzhuo-wechat-'))
  const secrets = Object.entries(standIn.secrets).map(([name, value]) => [
    `WECHAT_MAIN_${name}`,
    value,
  ])
  program = startProgram({
    ...Object.fromEntries(secrets),
    DATABASE_URL: databaseUrl(NAME),
    DATA_DIR: dataDir,
    DEMO: 'on',
    PORT: String(PORT),
    PUBLIC_URL: `http://localhost:${PORT}`,
    WECHAT_PAY_URL: standIn.url,
    WECHAT_OPEN_URL: standIn.url,
    WECHAT_API_URL: standIn.url,
  })
  await program.opened
  for (const login of ['owner', 'cashier', 'waiter']) {
    const { code, said } = await runPassword([login], PASSWORD, { DATABASE_URL: databaseUrl(NAME) })
    expect(code, said).toBe(0)
  }
})

test.afterAll(async () => {
  program.kill('SIGTERM')
  await program.ended
  await standIn.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/**
 * What WeChat's browser has and others have not: a bridge to a payment sheet, at which the person
 * does what `answer` says.
 */
async function putBridge(page: Page, answer: (request: WechatRequest) => string): Promise<void> {
  await page.exposeFunction('answerSheet', answer)
  await page.addInitScript(() => {
    const { answerSheet } = window as unknown as {
      answerSheet: (request: unknown) => Promise<string>
    }
    Object.assign(window, {
      WeixinJSBridge: {
        invoke: async (_: string, request: unknown, done: (answer: { err_msg: string }) => void) =>
          done({ err_msg: await answerSheet(request) }),
      },
    })
  })
}

async function order(phone: Page): Promise<void> {
  await phone
    .getByRole('button', { name: /^(加一份|Add one)/ })
    .first()
    .click()
  await phone.getByRole('button', { name: /打开购物车，1 份|Open the cart, 1/ }).click()
  await phone.getByRole('button', { name: /^(下单|Order) ¥/ }).click()
}

const paymentOf = (table: Table) => `
  SELECT p.state, p.provider, p.provider_ref AS ref FROM payment p
    JOIN customer_order o ON o.id = p.order_id JOIN sitting_table t USING (sitting_id)
   WHERE t.table_id = ${table.id}`

test('an owner sets the account up; a guest inside WeChat closes the sheet, opens it again and pays', async ({
  guestAt,
  staff,
  freeTable,
  rows,
}) => {
  await test.step('the account says that its app is an official account', async () => {
    const owner = await staff('owner', '/staff/settings/payments')
    await owner.getByRole('button', { name: '添加账户' }).click()
    const dialog = owner.getByRole('dialog')
    await dialog.getByLabel('商户号', { exact: true }).fill(standIn.merchant)
    await dialog.getByLabel(/^AppID/).fill(String(standIn.settings.appId))
    await dialog.getByLabel(/序列号/).fill(String(standIn.settings.certificateSerial))
    await dialog.getByLabel(/公钥/).fill(String(standIn.settings.publicKeyId))
    await dialog.getByLabel(/服务号/).check()
    await dialog.getByRole('button', { name: '保存' }).click()
    const card = owner.getByRole('article', { name: /微信支付/ })
    await expect(card.getByText('WECHAT_MAIN_APP_SECRET')).toBeVisible()
    await card.getByRole('button', { name: '测试' }).click()
    await expect(owner.getByText('平台回应正常，密钥有效。')).toBeVisible()
    await card.getByRole('button', { name: '启用' }).click()
    await expect(card.getByText('正在收款')).toBeVisible()
  })

  const table = await freeTable()
  const phone = await guestAt(table, { userAgent: WECHAT })
  let isClosed = true
  const asked: WechatRequest[] = []
  await putBridge(phone, (request) => {
    asked.push(request)
    return isClosed ? 'get_brand_wcpay_request:cancel' : standIn.pay(request)
  })
  await order(phone)
  await phone.getByRole('button', { name: /^结账 ¥/ }).click()
  await phone.getByRole('button', { name: /^微信支付 ¥/ }).click()

  await test.step('the sheet opens by itself, and is closed without paying', async () => {
    await expect(phone.getByText('您还没有付款，可以再试一次。')).toBeVisible()
    expect(new URL(phone.url()).pathname).toMatch(/^\/pay\/wechat\/[\w-]{22}$/)
    expect(asked).toHaveLength(1)
    expect(await barriersOn(phone)).toEqual([])
    expect(await rows(paymentOf(table))).toMatchObject([{ state: 'pending', provider: 'wechat' }])
  })

  await test.step('it is opened again, and paid', async () => {
    isClosed = false
    await phone.getByRole('button', { name: '微信支付', exact: true }).click()
    await expect(phone.getByText('支付成功')).toBeVisible()
    expect(await rows(paymentOf(table))).toMatchObject([{ state: 'succeeded' }])
    await phone.getByRole('button', { name: '返回餐桌' }).click()
    await expect(phone.getByText('已付清').first()).toBeVisible()
  })
})

test('a payment that WeChat’s sheet says failed says so in the guest’s language, and can be paid another way', async ({
  guestAt,
  freeTable,
  rows,
}) => {
  const table = await freeTable()
  const phone = await guestAt(table, { userAgent: WECHAT, locale: 'en-US' })
  await putBridge(phone, () => 'get_brand_wcpay_request:fail')
  await order(phone)
  await phone.getByRole('button', { name: /^Pay ¥/ }).click()
  await phone.getByRole('button', { name: /^Pay ¥.* · WeChat Pay/ }).click()

  await expect(phone.getByText(/^WeChat did not take the payment/)).toBeVisible()
  await phone.getByRole('button', { name: 'Back to the table' }).click()
  await phone.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(phone.getByText('Waiting for payment')).toBeHidden()
  expect(await rows(paymentOf(table))).toMatchObject([{ state: 'cancelled' }])
})
