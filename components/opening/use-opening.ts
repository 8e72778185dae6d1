'use client'
// How far the opening is, as the server has it.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDesk } from '@/components/desk/desk'
import { readAgain } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import type { OpeningStep, StepState } from '@/domain/opening'
import type { Opening } from '@/server/opening/read-opening'

export function useOpening(atFirst: Opening | null): Opening | null {
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.opening.state.queryOptions(undefined, { initialData: atFirst, staleTime: 60_000 }),
  )
  return data ?? null
}

/** Writes down what became of a step, and goes on. */
export function useStep(step: OpeningStep, onDone: () => void) {
  const { storeId } = useDesk()
  const queryClient = useQueryClient()
  const keep = useCommand((server) => server.opening.keepStep.mutate, {
    onDone: async () => {
      await readAgain(queryClient, ['opening.state'])
      onDone()
    },
  })
  return {
    isBusy: keep.isBusy,
    keep: (state: StepState) => keep.run({ storeId, step, state }),
  }
}
