'use client'
// A command that shows at once what it will make of a reading. Several may be on their way; the
// reading is read again when the last has been answered, because one in between would hide what
// still waits.

import {
  type dataTagSymbol,
  type QueryClient,
  type UseMutationOptions,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query'
import { type Ahead, aheadKey, isAhead, type Reading, readAgain } from './stale'
import { isUndecided } from './trpc'

type Foreseen<Input, Data> = {
  /** What it shows ahead of the answer. */
  reading: Reading
  /** Where that lies. */
  queryKey: readonly unknown[] & { [dataTagSymbol]: Data }
  send: (input: Input) => Promise<unknown>
  /** What it makes of what is shown; undefined leaves it. */
  becomes: (input: Input) => ((shown: Data | undefined) => Data | undefined) | undefined
  onSend?: (input: Input) => void
  onTrouble: (error: Error) => void
  /** What else is read again after the last answer. */
  stale?: readonly Reading[]
  /** Sent one after the other, each until it is answered, also after hours without a network. */
  inOrder?: string
}

export function useForeseen<Input, Data>(command: Foreseen<Input, Data>) {
  return useMutation(foreseenOptions(useQueryClient(), command))
}

/** @public for the test of what is told while answers are on their way */
export function foreseenOptions<Input, Data>(
  queryClient: QueryClient,
  command: Foreseen<Input, Data>,
): UseMutationOptions<unknown, Error, Input, Ahead> {
  const { reading, queryKey, inOrder } = command
  return {
    mutationKey: aheadKey(reading),
    mutationFn: command.send,
    ...(inOrder && {
      scope: { id: inOrder },
      retry: (_count, error) => isUndecided(error),
      retryDelay: (count) => Math.min(1_000 * 2 ** count, 8_000),
    }),
    onMutate: async (input) => {
      command.onSend?.(input)
      const becomes = command.becomes(input)
      if (becomes) {
        await queryClient.cancelQueries({ queryKey })
        queryClient.setQueryData<Data>(queryKey, becomes)
      }
      return { isAnswered: false }
    },
    onError: command.onTrouble,
    onSettled: async (_answer, _error, _input, ahead) => {
      if (ahead) ahead.isAnswered = true
      if (isAhead(queryClient, reading)) return
      const read = readAgain(queryClient, [reading, ...(command.stale ?? [])])
      // What comes next in order is about what was read.
      if (inOrder) await read
    },
  }
}

/**
 * Each command that shows this reading ahead and is on its way: what it says, and how often it was
 * sent in vain.
 */
export function useAhead(reading: Reading): { input: unknown; failures: number }[] {
  return useMutationState({
    filters: { mutationKey: aheadKey(reading), status: 'pending' },
    select: ({ state }) => ({ input: state.variables, failures: state.failureCount }),
  })
}
