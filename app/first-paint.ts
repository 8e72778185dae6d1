// What a page needs of the server for its first paint: who is asking, and procedures called
// in-process.

import type { QueryClient } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { headers } from 'next/headers'
import { makeQueryClient } from '@/components/wire/query-client'
import type { Permission } from '@/domain/access'
import type { Language } from '@/domain/language'
import type { Actor } from '@/server/access/procedures'
import type { StaffMember } from '@/server/access/read-staff'
import type { AppRouter } from '@/server/router'

export type FirstPaint = {
  language: Language
  queryClient: QueryClient
  /**
   * `queryClient.fetchQuery(trpc.menu.read.queryOptions(…))` runs the procedure here and carries
   * its answer to the browser.
   */
  trpc: ReturnType<typeof createTRPCOptionsProxy<AppRouter>>
  staff: () => Promise<StaffMember | null>
  actorAt: (storeId: number, permission: Permission) => Promise<Actor>
}

export async function firstPaint(): Promise<FirstPaint> {
  const handle = globalThis.fanzhuo
  if (!handle) throw new Error('pages are served by server/main.ts only')
  const ctx = handle.contextOf({
    ...factsOfPage(await headers()),
    appendSetCookie: () => {
      throw new Error('a page sets no cookies; use a mutation')
    },
  })
  const queryClient = makeQueryClient()
  return {
    language: ctx.language,
    queryClient,
    trpc: createTRPCOptionsProxy<AppRouter>({ ctx, router: handle.router, queryClient }),
    staff: () => handle.staffOf(ctx),
    actorAt: (storeId, permission) => handle.actorAt(ctx, storeId, permission),
  }
}

/** What the page door wrote (server/http/facts.ts) in place of what anybody else did. */
function factsOfPage(asked: Headers) {
  return {
    headers: Object.fromEntries(asked),
    ip: asked.get('x-forwarded-for') ?? '',
    isRelayed: false,
    isSecure: asked.get('x-forwarded-proto') === 'https',
  }
}
