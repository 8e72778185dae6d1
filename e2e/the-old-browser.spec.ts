// A browser that cannot show our pages reads one sentence, in both languages, on every page; one
// that can never sees it.

import type { Page } from '@playwright/test'
import { tablePath } from '@/domain/paths'
import { expect, TABLET, test } from './people'

const SENTENCE = { zh: '这个浏览器太旧了', en: 'This browser is too old for this page' }

/** Without what came with Safari 15. */
async function older(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    const supports = CSS.supports.bind(CSS)
    CSS.supports = (name: string, value?: string) =>
      name !== 'aspect-ratio' && supports(name, value ?? '')
  })
  return page
}

const UNKNOWN = [
  '/t/not-a-table-of-ours',
  '/pay/nothing',
  '/pay/wechat/nothing',
  '/receipt/nothing',
]
const PAGES = ['/', '/staff/sign-in', '/kitchen', '/kitchen/pair', '/nothing', ...UNKNOWN]

test('an older browser is told so on every page, and another one on none', async ({
  open,
  freeTable,
}) => {
  const { code } = await freeTable()
  const [old, current] = [await older(await open(TABLET)), await open(TABLET)]
  for (const path of [...PAGES, tablePath(code)]) {
    await old.goto(path)
    const said = old.locator('#too-old')
    await expect(said).toContainText(SENTENCE.zh)
    await expect(said).toContainText(SENTENCE.en)
    await expect(said).toBeInViewport({ ratio: 1 })
    await current.goto(path)
    await expect(current.getByRole('heading').or(current.getByRole('button')).first()).toBeVisible()
    await expect(current.locator('#too-old')).toHaveCount(0)
  }
})

test('a browser that cannot read one of our scripts is told so too, and one without modules gets the words by themselves', async ({
  browser,
  baseURL,
  request,
}) => {
  const page = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage()
  await page.route('**/_next/**/*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'class A { static { } ' }),
  )
  await page.goto('/staff/sign-in')
  await expect(page.locator('#too-old')).toBeVisible()
  await page.context().close()

  const answer = await request.get('/too-old.js')
  expect(answer.headers()['content-type']).toContain('text/javascript')
  expect(await answer.text()).toContain(SENTENCE.en)
})

test('what is not there is said in the first answer, to browsers without scripts too', async ({
  browser,
  baseURL,
}) => {
  const options = { javaScriptEnabled: false, locale: 'en', ...(baseURL && { baseURL }) }
  const page = await (await browser.newContext(options)).newPage()
  for (const path of UNKNOWN) {
    const answer = await page.goto(path)
    expect([path, answer?.status()]).toEqual([path, 404])
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await page.context().close()
})

test('an address that is refused is a page with the sentence, in the person’s language and in both lights', async ({
  browser,
  baseURL,
  request,
}) => {
  const options = { javaScriptEnabled: false, ...(baseURL && { baseURL }) }
  for (const [locale, sentence, colorScheme, background] of [
    ['en', 'Not found. It may have been removed.', 'light', 'rgb(246, 240, 230)'],
    ['zh-CN', '没有找到，可能已被移除。', 'dark', 'rgb(20, 16, 12)'],
  ] as const) {
    const context = await browser.newContext({ ...options, locale, colorScheme })
    const page = await context.newPage()
    const answer = await page.goto('/api/nothing')
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: sentence })).toBeVisible()
    await expect(page.locator('html')).toHaveCSS('background-color', background)
    await context.close()
  }
  expect(await (await request.get('/api/nothing')).json()).toMatchObject({
    code: 'thing.not-found',
  })
})
