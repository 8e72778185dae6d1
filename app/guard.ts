// The guard at the pages of the staff: who is not signed in goes to sign in and comes back, who may not enter is told so.
// The procedures behind a page ask again; this is for people, not the wall.

import { redirect } from 'next/navigation'
import type { Desk } from '@/components/staff/desk'
import { may, type Permission } from '@/domain/access'
import { type FirstPaint, firstPaint } from './first-paint'

/** What Next hands a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/**
 * The store of `?store=ID`, else the first one where the person has the permission. Comes back only for who may enter:
 * `const { desk, trpc, queryClient } = await requirePost('kitchen.see', '/kitchen', searchParams)`.
 */
export async function requirePost(
  permission: Permission,
  path: string,
  searchParams: SearchParams,
): Promise<FirstPaint & { desk: Desk }> {
  const paint = await firstPaint()
  const asked = queryOf(await searchParams)
  const to = asked.size > 0 ? `${path}?${asked}` : path

  const staff = await paint.staff()
  if (!staff) redirect(`/staff/sign-in?to=${encodeURIComponent(to)}`)

  const posts = staff.posts.filter(({ role }) => may(role, permission))
  const wanted = asked.get('store')
  const post = wanted ? posts.find(({ storeId }) => String(storeId) === wanted) : posts[0]
  if (!post) redirect(`/staff/no-entry?to=${encodeURIComponent(to)}`)

  return { ...paint, desk: { person: { id: staff.id, name: staff.name }, post, posts } }
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
