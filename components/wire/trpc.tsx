'use client'
// The wire to the server's procedures: `useTRPC()` in a component, and the refusal an error
// carries.

import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { RefusalCode, RefusalDetails } from '@/domain/refusal'
import type { AppRouter } from '@/server/router'
import { houseAnswer, type Say, StrangeAnswer } from './house-answer'
import { makeQueryClient } from './query-client'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

/**
 * How long a call may take before the person is told; retries are theirs to make and safe to make.
 */
const TIMEOUT_MS = 15_000

export function WireProvider({ children }: { children: ReactNode }) {
  const inLanguage = { say: useSay(), nobody: useTranslations('ui')('wire.nobody') }
  const texts = useRef(inLanguage)
  useEffect(() => {
    texts.current = inLanguage
  })
  const [queryClient] = useState(makeQueryClient)
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        httpBatchLink({
          url: '/api/trpc',
          maxItems: 10,
          fetch: async (url, init) => {
            try {
              const signal = timeoutWith(init?.signal)
              const response = await fetch(url, { ...(init as RequestInit), signal })
              return await houseAnswer(response, texts.current.say)
            } catch (error) {
              if (error instanceof StrangeAnswer || init?.signal?.aborted) throw error
              throw new Error(texts.current.nobody)
            }
          },
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

/** What the person is told of an answer that is not the house's. */
export function useSay(): Say {
  const t = useTranslations('ui')
  return (what, status) => t(`wire.${what}`, { status })
}

/**
 * Whether nobody answered, so that the network is worth a look; every other error's message is a
 * sentence.
 */
export function isUnanswered(error: unknown): boolean {
  return isUndecided(error) && !((error as Error).cause instanceof StrangeAnswer)
}

/**
 * Whether nobody can say if it was done: the only kind of error that is retried with the same key.
 */
export function isUndecided(error: unknown): boolean {
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
