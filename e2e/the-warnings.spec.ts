// While anybody can read the passwords of a house, every page of its staff says so from the first
// paint, in the person's language, on every screen, and shows what to do; once they are people's
// own it is gone.

import { freshPort } from '@/testing/ports'
import { demoFolder } from '@/testing/program/demo-house'
import { type Program, runPassword, startProgram } from '@/testing/program/program'
import { barriersOn, expect, PHONE, TABLET, test, WALL } from './people'

const PAGES = [
  '/staff',
  '/staff/orders',
  '/staff/members',
  '/staff/settings/member-rules',
  '/staff/settings/bill',
  '/staff/settings/payments',
  '/staff/settings/printers',
  '/staff/no-entry',
  '/kitchen',
  '/staff/settings/kitchen',
  '/reports',
  '/reports/reconcile',
]
/** Guests watch it: it names no danger. */
const BOARD = '/kitchen/board'

const SAYS = {
  'zh-CN': {
    short: '演示密码还能登录',
    what: 'npm run password -- 账号',
    board: '这家店有安全提醒',
  },
  en: {
    short: 'Demo passwords still work',
    what: 'npm run password -- LOGIN',
    board: 'This house is not safe yet',
  },
} as const

for (const [locale, says] of Object.entries(SAYS)) {
  test(`every page of the staff warns from the first paint, in ${locale}`, async ({ staff }) => {
    const owner = await staff('owner', '/staff', TABLET)
    await owner.context().addCookies([{ name: 'locale', value: locale, url: owner.url() }])
    for (const path of [...PAGES, BOARD]) {
      const painted = await (await owner.request.get(path)).text()
      expect(painted, path).toContain(path === BOARD ? says.board : says.short)
    }
    const painted = await (await owner.request.get(BOARD)).text()
    expect(painted.replace(/<script[\s\S]*?<\/script>/g, '')).not.toContain(says.short)

    for (const { width, height } of [PHONE, TABLET, WALL]) {
      await owner.setViewportSize({ width, height })
      for (const path of PAGES) {
        await owner.goto(path)
        const strip = owner.locator('summary', { hasText: says.short })
        await expect(strip, path).toBeVisible()
        const box = await strip.boundingBox()
        expect(box?.height, path).toBeLessThanOrEqual(48)
        expect((box?.x ?? 0) + (box?.width ?? 0), path).toBeLessThanOrEqual(width)
        await strip.click()
        await expect(owner.getByText(says.what), path).toBeVisible()
        await strip.click()
        await expect(owner.getByText(says.what), path).toBeHidden()
      }
    }
    await owner.goto('/staff')
    expect(await barriersOn(owner)).toEqual([])
  })
}

test.describe('in a house of its own', () => {
  const PORT = freshPort()
  let program: Program
  let folder: ReturnType<typeof demoFolder>

  test.use({ baseURL: `http://localhost:${PORT}`, databaseName: null })

  test.beforeAll(async () => {
    folder = demoFolder()
    program = startProgram({ DATA_DIR: folder.path, DEMO: 'on', PORT: String(PORT) })
    await program.opened
  })

  test.afterAll(async () => {
    program.kill('SIGTERM')
    await program.ended
    folder.remove()
  })

  test('the line goes when everybody has a password of their own', async ({ staff }) => {
    const owner = await staff('owner', '/staff')
    const strip = owner.locator('summary', { hasText: SAYS['zh-CN'].short })
    await strip.click()
    await expect(owner.getByText(/owner, manager, waiter/)).toBeVisible()

    for (const login of ['manager', 'waiter', 'waiter2', 'cashier', 'kitchen', 'owner']) {
      const ended = await runPassword([login], 'a bowl of noodles', { DATA_DIR: folder.path })
      expect(ended.code, ended.said).toBe(0)
    }
    await owner.goto('/staff')
    await expect(owner).toHaveURL(/sign-in/)
    await owner.getByLabel('账号').fill('owner')
    await owner.getByLabel('密码', { exact: true }).fill('a bowl of noodles')
    await owner.getByRole('button', { name: '登录' }).click()
    await expect(owner.locator('#floor-title')).toBeVisible()
    await expect(strip).toBeHidden()
  })
})
