// What a guest's page costs a poor phone: bytes, and times over slow 4G on a processor four times
// slower, beside a bare Next page of 60 names in the same run.
//
// npm run bench:page, after a build

import { execFileSync } from 'node:child_process'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { tablePath } from '@/domain/paths'
import { freshPort } from '@/testing/ports'
import { startNode } from '@/testing/program/processes'
import { databaseIn, freshFolder, startProgram } from '@/testing/program/program'
import { findBrowser } from '../setup/browser.mjs'

const ROUNDS = 3
/** Lighthouse's: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up. */
const SLOW_4G = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const SLOWER = 4
const TAPS = 20
const BARE = 'bench/bare-page'
/** What a narrow search hides. */
const FIFTH = 'section:nth-of-type(5):not([hidden]) li:not([hidden]) h3'

type Measured = { usableMs: number; blockedMs: number }

declare global {
  interface Window {
    measured: Measured
  }
}

/** In the page: taps the first + as soon as it is painted, and until a portion is shown. */
function tapAndMeasure(): void {
  const measured: Measured = { usableMs: 0, blockedMs: 0 }
  window.measured = measured
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.blockedMs += Math.max(0, duration - 50)
  }).observe({ type: 'longtask', buffered: true })
  const timer = setInterval(() => {
    const plus = document.querySelector<HTMLElement>('button[aria-label^="加一份"]')
    if (!plus) return
    if (plus.parentElement?.querySelector('output, [aria-live]')) {
      measured.usableMs = performance.now()
      clearInterval(timer)
    } else if (!plus.hasAttribute('data-caught')) plus.click()
  }, 25)
}

/** Of the first store. */
const NEW_TABLE = `
INSERT INTO dining_table (store_id, area_id, name, code)
SELECT a.store_id, a.id, left(gen_random_uuid()::text, 8), replace(gen_random_uuid()::text, '-', '')
  FROM area a WHERE a.store_id = (SELECT min(id) FROM store) AND NOT a.is_takeaway ORDER BY a.id LIMIT 1
RETURNING code`

/** Every dish of the first store once more, with its choices. */
const TWICE_THE_DISHES = `
WITH more AS (
  INSERT INTO dish (store_id, category_id, name, names, description, descriptions, unit, units, pinyin, price_cents,
                    spiciness, allergens, diet_tags, picture, sort, updated_at)
  SELECT store_id, category_id, name || ' 2', names, description, descriptions, unit, units, pinyin, price_cents,
         spiciness, allergens, diet_tags, picture, id, now()
    FROM dish WHERE store_id = (SELECT min(id) FROM store) AND archived_at IS NULL AND kind = 'single'
   ORDER BY id LIMIT 60
  RETURNING id, sort)
INSERT INTO dish_option_group (dish_id, group_id, sort)
SELECT more.id, o.group_id, o.sort FROM more JOIN dish_option_group o ON o.dish_id = more.sort`

type Load = Measured & { scripts: number; scriptsBefore: number }
type Row = readonly [what: string, ours: string, bare: string, reach: string]

const folder = freshFolder()
const program = startProgram({ DATA_DIR: folder.path, DEMO: 'on' })
const BARE_PORT = freshPort()
const stops: (() => unknown)[] = [folder.remove]

try {
  console.log('the demo opens; a bare Next page is built …')
  await program.opened
  stops.push(async () => {
    program.kill('SIGTERM')
    await program.ended
  })
  const next = 'node_modules/next/dist/bin/next'
  execFileSync(process.execPath, [next, 'build', BARE], { stdio: 'ignore' })
  const serve = [next, 'start', BARE, '-p', String(BARE_PORT), '-H', '127.0.0.1']
  const bare = await startNode(serve, { NODE_ENV: 'production' }, /Ready/)
  stops.push(bare.stop)
  const found = findBrowser()
  const browser = await chromium.launch({
    ...(found && { executablePath: found }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  stops.push(() => browser.close())
  const database = databaseIn(folder.path)
  stops.push(database.close)
  const table = async () => {
    const { rows } = await database.pool.query<{ code: string }>(NEW_TABLE)
    return `${program.base}${tablePath(rows[0]?.code ?? '')}`
  }

  const ours: Load[] = []
  const bares: Load[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.log(`first load, ${round} of ${ROUNDS} …`)
    ours.push(await firstLoad(browser, await table()))
    bares.push(await firstLoad(browser, `http://127.0.0.1:${BARE_PORT}/`))
  }
  console.log('a quiet meal …')
  const meal = await quietMeal(browser, await table())
  console.log('120 dishes …')
  await database.pool.query(TWICE_THE_DISHES)
  const [cart, search] = await ofManyDishes(browser, await table())

  const both = (what: string, of: (load: Load) => string, reach: string): Row => [
    what,
    of(middle(ours)),
    of(middle(bares)),
    reach,
  ]
  const row = (what: string, said: string, reach: string): Row => [what, said, '', reach]
  printTable([
    both('JavaScript in all', (load) => kB(load.scripts), '≤ 180 kB'),
    both('… before a tap on + works', (load) => kB(load.scriptsBefore), '≤ 150 kB'),
    both('a tap on + works after', (load) => ms(load.usableMs), '≤ 2500 ms'),
    both('blocked in all', (load) => ms(load.blockedMs), '≤ 300 ms'),
    row(`a quiet meal of two phones`, kB(meal.bytes), '≤ 30 kB'),
    row(`… readings of the menu in it`, String(meal.menus), '0'),
    row('120 dishes: the cart opens in', ms(cart), '≤ 100 ms'),
    row('120 dishes: a search is cleared in', ms(search), '≤ 200 ms'),
  ])
} finally {
  for (const stop of stops.reverse()) await stop()
}

// ── a first load ──

async function openPhone(browser: Browser): Promise<{ page: Page; wire: CDPSession }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    isMobile: true,
    hasTouch: true,
  })
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  return { page, wire }
}

async function slower(wire: CDPSession): Promise<void> {
  await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
}

async function firstLoad(browser: Browser, url: string): Promise<Load> {
  const { page, wire } = await openPhone(browser)
  await wire.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G })
  await slower(wire)
  const scripts = new Set<string>()
  let bytes = 0
  wire.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await page.addInitScript(tapAndMeasure)
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => window.measured.usableMs > 0, null, { polling: 50 })
  const scriptsBefore = bytes
  await page.waitForLoadState('networkidle')
  const measured = await page.evaluate(() => window.measured)
  await page.context().close()
  return { ...measured, scripts: bytes, scriptsBefore }
}

/** By when it was usable. */
function middle(loads: readonly Load[]): Load {
  const sorted = [...loads].sort((a, b) => a.usableMs - b.usableMs)
  return sorted[Math.floor(sorted.length / 2)] as Load
}

// ── a meal ──

/**
 * What both phones send and hear of data once they have loaded: no pictures, and no scripts, which
 * stand in the table already.
 */
async function quietMeal(browser: Browser, url: string): Promise<{ bytes: number; menus: number }> {
  const phones = [await openPhone(browser), await openPhone(browser)]
  for (const { page } of phones) {
    await page.goto(url)
    await page.waitForLoadState('networkidle')
  }
  let bytes = 0
  let menus = 0
  for (const { wire } of phones) {
    const data = new Set<string>()
    wire.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
      if (type !== 'Fetch' && type !== 'Document' && type !== 'XHR') return
      data.add(requestId)
      bytes += request.postData?.length ?? 0
      menus += request.url.includes('menu.read') ? 1 : 0
    })
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (data.has(requestId)) bytes += encodedDataLength
    })
    const heard = ({ response }: { response: { payloadData: string } }) => {
      bytes += Buffer.byteLength(response.payloadData)
    }
    wire.on('Network.webSocketFrameReceived', heard)
    wire.on('Network.webSocketFrameSent', heard)
  }
  const [here, there] = phones.map(({ page }) => page) as [Page, Page]
  for (let tap = 0; tap < TAPS; tap += 1) {
    const page = tap % 2 === 0 ? here : there
    const plus = page.getByRole('button', { name: /^加一份/ })
    await plus.nth(Math.floor(tap / 4)).click()
  }
  const isFull = new RegExp(`打开购物车，${TAPS} 份`)
  for (const page of [here, there]) await page.getByRole('button', { name: isFull }).waitFor()
  await here.getByRole('button', { name: isFull }).click()
  await here.getByRole('button', { name: /^下单 ¥/ }).click()
  await here.getByRole('tab', { name: /已下单/, selected: true }).waitFor()
  await there.getByRole('tab', { name: /已下单/ }).click()
  await there.getByRole('button', { name: /^结账 ¥/ }).click()
  await there.getByRole('button', { name: /^微信支付 ¥/ }).waitFor()
  for (const { page } of phones) await page.waitForLoadState('networkidle')
  for (const { page } of phones) await page.context().close()
  return { bytes, menus }
}

// ── many dishes ──

async function ofManyDishes(browser: Browser, url: string): Promise<[number, number]> {
  const { page, wire } = await openPhone(browser)
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  const plus = page.getByRole('button', { name: /^加一份/ })
  for (let n = 0; n < 10; n += 1) await plus.nth(n).click()
  const cart = page.getByRole('button', { name: /打开购物车，10 份/ })
  await cart.waitFor()
  await page.waitForLoadState('networkidle')
  await slower(wire)
  const carts: number[] = []
  const searches: number[] = []
  for (let round = 0; round < 5; round += 1) {
    carts.push(await untilPainted(page, 'button[aria-label^="打开购物车"]', '[role="dialog"] li'))
    await page.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('searchbox').fill('doufu')
    await page.locator('h3').nth(30).waitFor({ state: 'hidden' })
    searches.push(await untilPainted(page, '[aria-label="清除搜索"]', FIFTH))
  }
  await page.context().close()
  return [carts, searches].map((each) => each.sort((a, b) => a - b)[2] ?? 0) as [number, number]
}

/** From a tap until what it brings is there and has been painted: ms. */
async function untilPainted(page: Page, tapped: string, shown: string): Promise<number> {
  return page.evaluate(
    ([tapped, shown]) =>
      new Promise<number>((resolve) => {
        const startedMs = performance.now()
        const timer = setInterval(() => {
          if (!document.querySelector(shown)) return
          clearInterval(timer)
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedMs)))
        }, 4)
        document.querySelector<HTMLElement>(tapped)?.click()
      }),
    [tapped, shown] as const,
  )
}

// ── the table ──

function kB(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}

function printTable(lines: readonly Row[]): void {
  console.log(
    `\nNode ${process.version}, ${process.platform}; slow 4G, processor ${SLOWER} × slower, the middle of ${ROUNDS}\n`,
  )
  console.log('| | Fanzhuo | a bare Next page | reach |\n|---|---|---|---|')
  for (const line of lines) console.log(`| ${line.join(' | ')} |`)
}
