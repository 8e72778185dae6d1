// Every piece of the kit, in both themes and languages, photographed. The page is one of
// development only, so it is served from its sources here; the house that people use does not know
// it.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { freshPort } from '@/testing/ports'
import { test as people } from './people'

const PORT = freshPort()
const BUILT = '.next-kit'
const FOLDER = join(import.meta.dirname, '../components/ui')

/** What is shown by itself has a piece of its own. */
const PIECES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => file.replace('.tsx', ''))

const test = base.extend<object, { kit: string }>({
  kit: [
    async ({ browserName: _ }, use) => {
      // Next writes into it: what it adds names this folder.
      mkdirSync(BUILT, { recursive: true })
      writeFileSync(join(BUILT, 'tsconfig.json'), '{ "extends": "../tsconfig.json" }\n')
      const pages = spawn(
        process.execPath,
        ['node_modules/next/dist/bin/next', 'dev', '-p', `${PORT}`],
        {
          env: {
            ...process.env,
            NODE_ENV: 'development',
            NEXT_DIST_DIR: join(BUILT, 'pages'),
            NEXT_TSCONFIG: join(BUILT, 'tsconfig.json'),
          },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      await untilReady(pages)
      await use(`http://localhost:${PORT}/ui`)
      const ended = new Promise((resolve) => pages.once('exit', resolve))
      pages.kill('SIGTERM')
      await ended
    },
    { scope: 'worker', timeout: 600_000 },
  ],
})

function untilReady(pages: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    pages.stdout?.on('data', (chunk) => {
      said += chunk
      if (/Ready in/.test(said)) resolve()
    })
    pages.once('exit', (code) => reject(new Error(`ended with ${code}:\n${said}`)))
  })
}

async function open(
  browser: Browser,
  address: string,
  { locale, colorScheme }: { locale: string; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width: 1_024, height: 768 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}

async function expectNoFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
  expect(found).toEqual([])
}

for (const locale of ['zh-CN', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every piece of the kit is shown and can be used by everybody: ${locale}, ${colorScheme}`, async ({
      browser,
      kit,
    }, info) => {
      const page = await open(browser, kit, { locale, colorScheme })
      const photograph = (name: string) =>
        page.screenshot({
          path: info.outputPath(`${name}-${locale}-${colorScheme}.png`),
          fullPage: name === 'kit',
        })
      for (const piece of PIECES) {
        await expect(page.locator(`[data-piece="${piece}"]`).first(), piece).toBeAttached()
      }
      await expectNoFinding(page)
      await photograph('kit')
      for (const floating of ['sheet', 'dialog', 'reason'] as const) {
        const opener = page.locator(`[data-opens="${floating}"]`)
        await opener.click()
        await expect(page.getByRole('dialog')).toBeVisible()
        await expectNoFinding(page)
        await photograph(floating)
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toBeHidden()
        await expect(opener).toBeFocused()
      }
      await page.context().close()
    })
  }
}

people('the house that people use knows no such page', async ({ stranger }) => {
  const page = await stranger()
  expect((await page.goto('/ui'))?.status()).toBe(404)
  expect(existsSync('app/ui/page.dev.tsx')).toBe(true)
})
