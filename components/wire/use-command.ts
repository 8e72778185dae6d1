'use client'

// The one way to send a command: its idempotency key, what is read again after it, the toast of a
// yes, the sentence of a no.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { makeCommandKeys } from './command-keys'
import { type Reading, readAgain } from './stale'
import { toast } from './toast'
import { isUndecided, refusalIn, useTRPCClient } from './trpc'

type Client = ReturnType<typeof useTRPCClient>
/** `(server) => server.payment.takeCash.mutate`, or a function that asks for several things. */
export type Send<Input, Answer> = (server: Client) => (input: Input) => Promise<Answer>

type Options<Input, Answer> = {
  /** What is read again after the answer, whatever it was. */
  stale?: readonly Reading[]
  /** What a toast says of a yes. */
  said?: string | ((answer: Answer, input: Input) => string)
  onDone?: (answer: Answer, input: Input) => unknown
  /** Sees a no before it is told; who tells it in another way says `true`. */
  onTrouble?: (error: Error) => unknown
  /** A no is told where the command is (`trouble`), not by a toast. */
  isToldHere?: true
  /** How often it is sent again by itself as long as nobody answers. */
  retries?: number
}

export type Command<Input, Answer> = {
  /** Sends it, and tells of a no. */
  run: (input: Input, onDone?: (answer: Answer) => unknown) => void
  /** Sends it; a no is thrown, for who asked to tell. */
  ask: (input: Input) => Promise<Answer>
  isBusy: boolean
  /** Done, and nothing was sent since. */
  isDone: boolean
  /** No network: it is sent when there is one. */
  isWaiting: boolean
  /** Takes back what waits and never left; null where nothing does. */
  withdraw: (() => void) | null
  answer: Answer | undefined
  /** What was sent last. */
  sent: Input | undefined
  error: Error | null
  /** The last no as a sentence, until something is sent again or it is forgotten. */
  trouble: string | null
  forget: () => void
}

/** Whether the house said no, and did nothing: a house that is busy, and a bug, may have begun. */
function isDecided(error: unknown): boolean {
  const code = refusalIn(error)?.code
  return code !== undefined && code !== 'system.busy'
}

export function useCommand<Input, Answer>(
  send: Send<Input, Answer>,
  options: Options<Input, Answer> = {},
): Command<Input, Answer> {
  const server = useTRPCClient()
  const queryClient = useQueryClient()
  const { stale, said, onDone, onTrouble, isToldHere, retries = 0 } = options
  const command = useMutation<Answer, Error, { input: Input; isAsked: boolean }>({
    mutationFn: ({ input }) => send(server)(input),
    retry: (count, error) => isUndecided(error) && count < retries,
    onSuccess: async (answer, { input }) => {
      if (said) toast.success(typeof said === 'string' ? said : said(answer, input))
      await onDone?.(answer, input)
    },
    onError: async (error, { isAsked }) => {
      const isTold = await onTrouble?.(error)
      if (isTold !== true && !isAsked && !isToldHere) toast.error(error.message)
    },
    onSettled: () => stale && readAgain(queryClient, stale),
  })
  const { mutate, mutateAsync, error } = command
  const withdraw = () => {
    const mutations = queryClient.getMutationCache()
    const waiting = mutations.find({
      predicate: ({ state }) => state.isPaused && state.variables === command.variables,
    })
    if (waiting) mutations.remove(waiting)
    command.reset()
  }
  const ask = useCallback((input: Input) => mutateAsync({ input, isAsked: true }), [mutateAsync])
  return {
    run: (input, done) =>
      mutate({ input, isAsked: false }, { onSuccess: (answer) => void done?.(answer) }),
    ask,
    isBusy: command.isPending,
    isDone: command.isSuccess,
    isWaiting: command.isPaused,
    withdraw: command.isPaused && command.failureCount === 0 ? withdraw : null,
    answer: command.data,
    sent: command.variables?.input,
    error,
    trouble: error?.message ?? null,
    forget: command.reset,
  }
}

/**
 * A command that must not be done twice: the key is kept for every try of the same content
 * (wire/command-keys).
 */
export function useKeyedCommand<Input extends { key: string }, Answer>(
  send: Send<Input, Answer>,
  options: Options<Omit<Input, 'key'>, Answer> = {},
): Command<Omit<Input, 'key'>, Answer> {
  const [keys] = useState(makeCommandKeys)
  return useCommand<Omit<Input, 'key'>, Answer>(
    (server) => async (content) => {
      try {
        const answer = await send(server)({ ...content, key: keys.of(content) } as Input)
        keys.done(content)
        return answer
      } catch (error) {
        keys.failed(content, isDecided(error))
        throw error
      }
    },
    options,
  )
}
