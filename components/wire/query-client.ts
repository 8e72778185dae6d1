// One way to make a query client, for the first paint on the server and for the browser. A refusal
// is an answer: only what may be gone in a moment is asked again, and not for ever.

import { QueryClient } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import { refusalCodeOf } from './refusal-code-of'

const MOST_RETRIES = 2
/** What could not be read in spite of them is read again this often while somebody looks. */
const UNREAD_AGAIN_MS = 5_000

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The live wire invalidates what changed, so nothing goes stale by itself.
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: isWorthRetrying,
        refetchInterval: readEvery(false),
      },
      mutations: { retry: false },
      // What the page carries is what the API would answer: Dates become ISO texts.
      dehydrate: { serializeData: (data: unknown) => JSON.parse(JSON.stringify(data ?? null)) },
    },
  })
}

/**
 * When a reading is made again by itself: soon where nobody answered the last one, which may hide
 * what the live wire told; else after `usuallyMs`, if ever.
 */
export function readEvery(usuallyMs: number | false) {
  return ({ state: { error } }: { state: { error: object | null } }): number | false =>
    error && isWorthRetrying(0, error as Error) ? UNREAD_AGAIN_MS : usuallyMs
}

function isWorthRetrying(failures: number, error: Error): boolean {
  if (failures >= MOST_RETRIES) return false
  return refusalCodeOf(error) === 'system.busy' || isNetworkTrouble(error)
}

/** Nobody answered, or something between us and the server did; a door's own no is neither. */
function isNetworkTrouble(error: Error): boolean {
  if (!(error instanceof TRPCClientError) || error.data) return false
  const { response } = (error.meta ?? {}) as { response?: Response }
  return !response || response.status >= 500
}
