// What a page needs of the server for its first paint: who is asking, and procedures called in-process.

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
  /** `queryClient.fetchQuery(trpc.menu.read.queryOptions(…))` runs the procedure here and carries its answer to the browser. */
  trpc: ReturnType<typeof createTRPCOptionsProxy<AppRouter>>
  staff: () => Promise<StaffMember | null>
  actorAt: (storeId: number, permission: Permission) => Promise<Actor>
}

export async function firstPaint(): Promise<FirstPaint> {
  const handle = globalThis.fanzhuo
  if (!handle) throw new Error('pages are served by server/main.ts only')
  const ctx = handle.contextOf({
    headers: Object.fromEntries(await headers()),
    ip: '',
    isSecure: false,
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

/** The code of the refusal an in-process call threw, or null for a bug. */
export function refusalCodeOf(error: unknown): string | null {
  const cause = (error as { cause?: { name?: string; code?: string } } | null)?.cause ?? error
  const { name, code } = (cause ?? {}) as { name?: string; code?: string }
  return name === 'Refusal' && code ? code : null
}
