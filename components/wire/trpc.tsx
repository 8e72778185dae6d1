'use client'
// The wire to the server's procedures: `useTRPC()` in a component, and the refusal an error carries.

import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import type { RefusalCode, RefusalDetails } from '@/domain/refusal'
import type { AppRouter } from '@/server/router'
import { makeQueryClient } from './query-client'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

/** How long a call may take before the person is told; retries are theirs to make and safe to make. */
const TIMEOUT_MS = 15_000

export function WireProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        httpBatchLink({
          url: '/api/trpc',
          maxItems: 10,
          fetch: (url, init) =>
            fetch(url, { ...(init as RequestInit), signal: timeoutWith(init?.signal) }),
        }),
      ],
    }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}

/** The refusal behind an error, or null when it is a bug or the network. */
export function refusalIn(error: unknown): { code: RefusalCode; details: RefusalDetails } | null {
  if (!(error instanceof TRPCClientError)) return null
  const data = (error as TRPCClientError<AppRouter>).data
  return data?.refusal ?? null
}

/** Whether the server never answered: the only kind of error that is retried with the same key. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof TRPCClientError && error.data === undefined
}

function timeoutWith(signal: AbortSignal | null | undefined): AbortSignal {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS)
  signal?.addEventListener('abort', () => {
    clearTimeout(timer)
    controller.abort()
  })
  return controller.signal
}
