// One way to make a query client, for the first paint on the server and for the browser.

import { QueryClient } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The live wire invalidates what changed, so nothing goes stale by itself.
      queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: isWorthRetrying },
      mutations: { retry: false },
      // What the page carries is what the API would answer: Dates become ISO texts.
      dehydrate: { serializeData: (data: unknown) => JSON.parse(JSON.stringify(data ?? null)) },
    },
  })
}

/** A refusal is an answer: asking again would only delay its sentence. */
function isWorthRetrying(failures: number, error: Error): boolean {
  const isRefusal = error instanceof TRPCClientError && error.data?.refusal
  return failures < 2 && (!isRefusal || error.data.refusal.code === 'system.busy')
}
