// People in browsers, against the built server on a database of its own with the demo restaurant:
// one for each worker, so that what one test arranges in the store is no other's surprise.

import { defineConfig } from '@playwright/test'
import { findBrowser } from './setup/browser.mjs'

const BROWSER = findBrowser()

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './testing/program/demo-house.ts',
  outputDir: 'test-results/people',
  // A busy machine only takes longer. What a test promises in seconds it says itself.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  use: {
    // What is not there after this will not come.
    actionTimeout: 60_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    // Following every test costs a tenth of them all; `--trace on` follows the one that fails.
    trace: 'on-first-retry',
    launchOptions: {
      ...(BROWSER ? { executablePath: BROWSER } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
})
