// One way to make a query client, for the first paint on the server and for the browser.

import { QueryClient } from '@tanstack/react-query'

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The live wire invalidates what changed, so nothing goes stale by itself.
      queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: 2 },
      mutations: { retry: false },
      // What the page carries is what the API would answer: Dates become ISO texts.
      dehydrate: { serializeData: (data: unknown) => JSON.parse(JSON.stringify(data ?? null)) },
    },
  })
}
