// A browser for the tests: the one that is there, else Debian's where apt-get may be used, else
// Playwright's own. The headless shell draws the same pages with a fifth less work than a browser
// that also has windows.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from './ready.mjs'

const SHELL = 'chromium-headless-shell'
const BROWSERS = [SHELL, 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
)
const FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'

/** Undefined where there is none but, perhaps, Playwright's own. */
export const findBrowser = () => BROWSERS.find(existsSync)

export function installBrowser() {
  if (findBrowser() && existsSync(FONT)) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing a browser (Chromium) and Chinese fonts …')
    run('apt-get', ['update', '-qq'])
    run('apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      offers(SHELL) ? SHELL : 'chromium',
      'fonts-noto-cjk',
    ])
  } else if (!findBrowser()) {
    console.log('Installing a browser (Playwright’s Chromium) …')
    run(join('node_modules', '.bin', 'playwright'), ['install', 'chromium'])
  }
}

const offers = (name) => spawnSync('apt-cache', ['show', name]).status === 0

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  console.error(`${stdout}${stderr}`)
  fail(`"${command} ${args.join(' ')}" failed; its own words are above.`)
}
