// What the terminal says when the doors are open: where to go, and in the demo with which logins.

import { networkInterfaces } from 'node:os'
import { renderUnicodeCompact } from 'uqr'
import { DEMO_LOGINS } from '@/prisma/demo/seed'
import type { Env } from './env'
import type { Ground } from './ground'

/** The address that a guest's phone can reach: the one given, or this machine's on its network. */
export function publicUrlOf(env: Env): string {
  if (env.PUBLIC_URL) return env.PUBLIC_URL.replace(/\/$/, '')
  const isOpen = env.HOST === '0.0.0.0' || env.HOST === '::'
  return `http://${(isOpen && lanAddress()) || 'localhost'}:${env.PORT}`
}

export async function welcome(ground: Ground, env: Env): Promise<void> {
  const here = `http://localhost:${env.PORT}`
  const table = await ground.db.diningTable.findFirst({
    where: { archivedAt: null },
    orderBy: { id: 'asc' },
    select: { code: true, name: true },
  })
  const lines = ['', `饭桌 Fanzhuo is open: ${here}`, '']
  if (table) {
    const link = `${ground.publicUrl}/t/${table.code}`
    lines.push(`  Guests    ${link}   (table ${table.name}; scan with a phone on this network)`, '')
    lines.push(renderUnicodeCompact(link, { border: 2 }).replace(/^/gm, '  '), '')
  }
  lines.push(
    `  Staff     ${here}/staff`,
    `  Kitchen   ${here}/kitchen`,
    `  Reports   ${here}/reports`,
  )
  if (env.DEMO === 'on' && (await hasDemoStaff(ground))) {
    lines.push('', '  Demo logins')
    for (const { role, login, password, storeName } of DEMO_LOGINS) {
      lines.push(`    ${role.padEnd(9)} ${`${login} / ${password}`.padEnd(20)} ${storeName}`)
    }
  }
  lines.push('', '  Ctrl-C stops. All data is kept.', '')
  console.log(lines.join('\n'))
}

async function hasDemoStaff(ground: Ground): Promise<boolean> {
  const logins = DEMO_LOGINS.map(({ login }) => login)
  return (await ground.db.staff.count({ where: { login: { in: logins } } })) > 0
}

function lanAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null
}
