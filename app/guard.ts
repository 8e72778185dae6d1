// The guard at the pages of the staff: who is not signed in goes to sign in and comes back, who may
// not enter is told so. The procedures behind a page ask again; this is for people, not the wall.

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Desk } from '@/components/desk/desk'
import { LAST_STORE } from '@/components/desk/last-store'
import { may, type Permission } from '@/domain/access'
import { type FirstPaint, firstPaint } from './first-paint'

/** What Next hands a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/**
 * The store of `?store=ID`, else the one chosen last on this device, else the first, where the
 * person has the permission. Comes back only
 * for who may enter: `const { desk, trpc, queryClient } = await requireStoreRole('kitchen.see',
 * '/kitchen', searchParams)`.
 */
export async function requireStoreRole(
  permission: Permission,
  path: string,
  searchParams: SearchParams,
): Promise<FirstPaint & { desk: Desk }> {
  const paint = await firstPaint()
  const asked = queryOf(await searchParams)
  const to = asked.size > 0 ? `${path}?${asked}` : path

  const staff = await paint.staff()
  if (!staff) redirect(`/staff/sign-in?to=${encodeURIComponent(to)}`)

  const storeRoles = staff.storeRoles.filter((each) => may(each, permission))
  const wanted = asked.get('store')
  const remembered = (await cookies()).get(LAST_STORE)?.value
  const storeRole = wanted
    ? storeRoles.find(({ storeId }) => String(storeId) === wanted)
    : (storeRoles.find(({ storeId }) => String(storeId) === remembered) ?? storeRoles[0])
  if (!storeRole) redirect(`/staff/no-entry?to=${encodeURIComponent(to)}`)

  const { storeId } = storeRole
  const warnings = await paint.queryClient.fetchQuery(
    paint.trpc.service.warnings.queryOptions({ storeId }),
  )
  const { id, name, screen, device } = staff
  const person = { id, name, screen, device }
  return { ...paint, desk: { person, storeRole, storeRoles, warnings } }
}

/** One value of the address, the first where it stands twice. */
export function oneOf(params: Awaited<SearchParams>, name: string): string | undefined {
  return [params[name]].flat()[0]
}

function queryOf(params: Awaited<SearchParams>): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const each of [value ?? []].flat()) query.append(name, each)
  }
  return query
}
