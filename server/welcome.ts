// What the terminal says when the doors are open: where to go, in the demo with which logins, and
// whether money is only simulated.

import { renderUnicodeCompact } from 'uqr'
import { SETUP_LINK_HOURS } from '@/domain/opening'
import { tablePath } from '@/domain/paths'
import { DEMO_PASSWORD } from '@/prisma/demo/people'
import { readDemoLogins } from './access/demo-logins'
import type { Addresses } from './addresses'
import type { Deps } from './deps'
import type { Env } from './env'
import { isLoopback } from './http/proxies'

type Told = {
  /** The stores whose bills simulated money settles. */
  simulated: readonly { name: string }[]
  /** Opens a restaurant of one's own, once; null where that is done. */
  setupLink: string | null
}

/**
 * @param dataPlaces the data folder, and that of the database where it is not in it
 */
export async function welcome(
  deps: Deps,
  env: Env,
  { here, others, hint }: Addresses,
  { simulated, setupLink }: Told,
  dataPlaces: readonly string[],
): Promise<void> {
  const table = await deps.db.diningTable.findFirst({
    where: { archivedAt: null },
    orderBy: { id: 'asc' },
    select: { code: true, name: true },
  })
  const lines = ['', `饭桌 Fanzhuo is open: ${here}`, '']
  if (table) {
    const link = `${deps.publicUrl}${tablePath(table.code)}`
    lines.push(`  Guests    ${link}   (table ${table.name}; scan with a phone on this network)`, '')
    lines.push(renderUnicodeCompact(link, { border: 2 }).replace(/^/gm, '  '), '')
  }
  if (setupLink) lines.push(...setupLines(setupLink, table !== null))
  if (hint) lines.push(`  ${hint}`, '')
  if (others.length > 0) {
    lines.push(
      '  This machine’s other addresses, should phones reach one of these (then set PUBLIC_URL to it)',
    )
    lines.push(...others.map(({ url, card }) => `    ${url.padEnd(30)} ${card}`), '')
  }
  lines.push(
    `  Staff     ${here}/staff`,
    `  Kitchen   ${here}/kitchen`,
    `  Reports   ${here}/reports`,
  )
  lines.push(...(await demoLoginLines(deps)))
  if (isOverheard(deps, env)) {
    lines.push(
      '',
      '  Staff who sign in from another machine do so over plain HTTP: anybody on the network can read their password.',
      '  docs/operating.md says how to put a certificate in front; PUBLIC_URL=https://… then ends this warning.',
    )
  }
  if (simulated.length > 0) {
    const names = simulated.map(({ name }) => name).join(', ')
    const isDemoOnly = deps.simulatorReach === 'demo'
    lines.push(
      '',
      `  Simulated payments, no real money, settle bills at ${names}.`,
      `  SIMULATOR=off ends that${isDemoOnly ? ', and so does the first payment account that is on' : ''}.`,
    )
  }
  lines.push('', `  Ctrl-C stops. All data is kept: ${dataPlaces.join(', its database in ')}`, '')
  console.log(lines.join('\n'))
}

/** Its code is for the tablet that one is about to hold; a demo shows the one of its table. */
function setupLines(link: string, isDemo: boolean): string[] {
  const once = `   (opens once, within ${SETUP_LINK_HOURS} hours; npm run setup-link prints another)`
  if (isDemo) return [`  Your own restaurant   ${link}`, `  ${once}`, '']
  return [
    '  Open your restaurant 开店, on this machine or on a tablet in its network:',
    '',
    `    ${link}`,
    `  ${once}`,
    '',
    renderUnicodeCompact(link, { border: 2 }).replace(/^/gm, '  '),
    '',
  ]
}

async function demoLoginLines(deps: Deps): Promise<string[]> {
  const people = await deps.db.staff.findMany({
    where: { hasDemoPassword: true, disabledAt: null },
    orderBy: { id: 'asc' },
    select: {
      login: true,
      storeRoles: { orderBy: { storeId: 'asc' }, select: { role: true, store: true } },
    },
  })
  if (people.length === 0) return []
  const open = new Set(await readDemoLogins(deps))
  const own = 'npm run password -- LOGIN'
  const lines = people
    .filter(({ login }) => open.has(login))
    .flatMap(({ login, storeRoles }) =>
      storeRoles.map(({ role, store }) => {
        const words = `${login} / ${DEMO_PASSWORD}`
        return `    ${role.padEnd(9)} ${words.padEnd(20)} ${store.name}`
      }),
    )
  const closed = people.filter(({ login }) => !open.has(login)).map(({ login }) => login)
  if (lines.length > 0) {
    const where = `from this machine and its network only; before real work, ${own}`
    lines.unshift('', `  Demo logins (${where})`)
  }
  if (closed.length > 0) {
    const why = deps.takesDemoPasswords
      ? 'their store takes real money'
      : 'PUBLIC_URL is set or DEMO is off'
    lines.push('', `  The demo's password opens nothing for ${closed.join(', ')}: ${why}.`)
    lines.push(`  Give each who works here a password: ${own}`)
  }
  return lines
}

/** Whether other machines reach us, and nothing says that they do so encrypted. */
function isOverheard({ publicUrl }: Deps, { HOST }: Env): boolean {
  return HOST !== 'localhost' && !isLoopback(HOST) && !publicUrl.startsWith('https:')
}
