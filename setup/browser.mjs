// A browser for the tests: the one that is there, else Debian's where apt-get may be used, else
// Playwright's own.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from './ready.mjs'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'

export function installBrowser() {
  if (SYSTEM.some(existsSync) && existsSync(FONT)) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing a browser (chromium) and Chinese fonts …')
    run('apt-get', ['update', '-qq'])
    run('apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-noto-cjk',
    ])
  } else if (!SYSTEM.some(existsSync)) {
    console.log('Installing a browser (Playwright’s Chromium) …')
    run(join('node_modules', '.bin', 'playwright'), ['install', 'chromium'])
  }
}

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
