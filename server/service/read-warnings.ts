// What is dangerous about this house as it stands: said on every page of its staff until somebody
// mends it. A new danger is one more look here, a code in domain/service.ts and its words in
// staff.json.

import type { HouseWarning } from '@/domain/service'
import { readDemoLogins } from '../access/demo-logins'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import { isLoopback } from '../http/proxies'
import { isSimulatedAt } from '../platforms/carriers'

type Look = (ctx: Context, actor: Actor) => Promise<HouseWarning | null>

const demoLogins: Look = async (ctx, { storeId }) => {
  const logins = await readDemoLogins(ctx, { storeId })
  return logins.length > 0 ? { code: 'logins.demo', details: { logins: logins.join(', ') } } : null
}

/** Whoever works on the house's own machine is overheard by nobody. */
const plainHttp: Look = async ({ ip, isSecure }) =>
  isSecure || isLoopback(ip) ? null : { code: 'http.plain', details: {} }

const simulatedMoney: Look = async (ctx, { storeId }) =>
  (await isSimulatedAt(ctx, storeId)) ? { code: 'money.simulated', details: {} } : null

const backup: Look = async ({ backups }) => {
  const trouble = await backups.trouble()
  if (!trouble) return null
  const newest = await backups.newestAt()
  return {
    code: `backup.${trouble}`,
    details: { since: newest?.toISOString().slice(0, 10) ?? 'never' },
  }
}

/** Told by the numbers of the rules; their sentences stand in the log. */
const brokenBooks: Look = async ({ books }) => {
  const rules = new Set(books.told().map(({ number }) => number))
  return rules.size > 0 ? { code: 'books.broken', details: { rules: [...rules].join(', ') } } : null
}

/** In the order in which they are said. */
const LOOKS: readonly Look[] = [brokenBooks, simulatedMoney, demoLogins, backup, plainHttp]

export async function readWarnings(ctx: Context, actor: Actor): Promise<HouseWarning[]> {
  const seen = await Promise.all(LOOKS.map((look) => look(ctx, actor)))
  return seen.filter((warning) => warning !== null)
}
