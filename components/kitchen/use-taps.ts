// What a cook's tap does: it shows at once, is sent, and can be taken back for five seconds. A refusal is said as its
// sentence, and what is true is read again.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/staff/desk'
import { isUnanswered, useTRPC, useTRPCClient } from '@/components/wire/trpc'
import { nextForTicket, nextInKitchen, type Ticket, type TicketLine } from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import { useDishName } from './use-dish-name'

export const UNDO_MS = 5_000

type Deed = {
  /** What happened, for the bar that offers to take it back. */
  told: string
  send: () => Promise<unknown>
  /** The lines as they will be. */
  becomes?: { lineIds: readonly number[]; state: LineState }
  undo?: () => Promise<unknown>
}

export type Taps = {
  dish: (ticket: Ticket, line: TicketLine) => void
  ticket: (ticket: Ticket) => void
  serve: (ticket: Ticket) => void
  recall: (ticket: Ticket) => void
  decide: (ticket: Ticket, decision: 'confirm' | 'reject') => void
  sellOut: (line: TicketLine) => void
  /** The last tap, while it can be taken back. */
  last: { told: string; undo: () => void } | null
  /** What the server refused, until the next tap. */
  refused: string | null
}

const SAVING = ['kitchen']

export function useTaps(stationId: number | null): Taps {
  const t = useTranslations('kitchen')
  const nameOf = useDishName()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const [refused, setRefused] = useState<string | null>(null)
  const [last, setLast] = useState<{ told: string; undo: () => Promise<unknown> } | null>(null)
  useEffect(() => {
    if (!last) return
    const timer = setTimeout(() => setLast(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [last])

  const shown = trpc.kitchen.tickets.queryOptions({ storeId, stationId })
  const saving = useMutation({
    mutationKey: SAVING,
    mutationFn: (deed: Deed) => deed.send(),
    onMutate: async ({ becomes }) => {
      setRefused(null)
      if (!becomes) return
      await queryClient.cancelQueries(shown)
      queryClient.setQueryData(shown.queryKey, (data) => data && withStates(data, becomes))
    },
    onSuccess: (_answer, { told, undo }) => setLast(undo ? { told, undo } : null),
    onError: (error) => setRefused(isUnanswered(error) ? t('unanswered') : error.message),
    onSettled: () => {
      // A reading in between would show the dishes of later taps as they were before.
      if (queryClient.isMutating({ mutationKey: SAVING }) === 1) {
        void queryClient.invalidateQueries(trpc.kitchen.pathFilter())
      }
    },
  })

  const move = (told: string, lines: readonly TicketLine[], to: 'cooking' | 'ready') => {
    const lineIds = lines.map((line) => line.id)
    saving.mutate({
      told,
      becomes: { lineIds, state: to },
      send: () => {
        const from = new Set(lines.map((line) => line.state))
        const seen = from.size === 1 ? lines[0]?.state : undefined
        return client.kitchen.bump.mutate({ storeId, lineIds, to, from: seen })
      },
      undo: async () => {
        for (const state of ['queued', 'cooking'] as const) {
          const moved = lines.filter((line) => line.state === state).map((line) => line.id)
          if (moved.length === 0) continue
          await client.kitchen.recall.mutate({ storeId, lineIds: moved, from: to, to: state })
        }
      },
    })
  }

  return {
    dish: (ticket, line) => {
      const to = nextInKitchen(line.state)
      if (to !== 'cooking' && to !== 'ready') return
      const told = { table: ticket.tableName, dish: nameOf(line), state: t(`line.${to}`) }
      move(t('undo.dish', told), [line], to)
    },
    ticket: (ticket) => {
      const next = nextForTicket(ticket)
      if (!next) return
      const lines = ticket.lines.filter((line) => next.lineIds.includes(line.id))
      const told = { table: ticket.tableName, state: t(`line.${next.to}`) }
      move(t('undo.ticket', told), lines, next.to)
    },
    serve: (ticket) => {
      const lineIds = idsIn(ticket, 'ready')
      saving.mutate({
        told: t('undo.ticket', { table: ticket.tableName, state: t('line.served') }),
        becomes: { lineIds, state: 'served' },
        send: () => client.kitchen.serve.mutate({ storeId, lineIds }),
        undo: () => client.kitchen.recall.mutate({ storeId, lineIds, from: 'served', to: 'ready' }),
      })
    },
    recall: (ticket) => {
      saving.mutate({
        told: '',
        send: async () => {
          for (const from of ['served', 'ready'] as const) {
            const lineIds = idsIn(ticket, from)
            if (lineIds.length === 0) continue
            await client.kitchen.recall.mutate({ storeId, lineIds, from, to: 'cooking' })
          }
        },
      })
    },
    decide: ({ roundId }, decision) => {
      saving.mutate({
        told: '',
        send: () => client.ordering.decideRound.mutate({ storeId, roundId, decision }),
      })
    },
    sellOut: (line) => {
      const set = (isSoldOut: boolean) =>
        client.menu.setAvailability.mutate({ storeId, dishId: line.dishId, isSoldOut })
      saving.mutate({
        told: t('undo.soldOut', { dish: nameOf(line) }),
        send: () => set(true),
        undo: () => set(false),
      })
    },
    last: last && {
      told: last.told,
      undo: () => {
        setLast(null)
        saving.mutate({ told: '', send: last.undo })
      },
    },
    refused,
  }
}

function idsIn(ticket: Ticket, state: LineState): number[] {
  return ticket.lines.filter((line) => line.state === state).map((line) => line.id)
}

function withStates<T extends { tickets: Ticket[] }>(
  data: T,
  { lineIds, state }: { lineIds: readonly number[]; state: LineState },
): T {
  const tickets = data.tickets.map((ticket) => ({
    ...ticket,
    lines: ticket.lines.map((line) => (lineIds.includes(line.id) ? { ...line, state } : line)),
  }))
  return { ...data, tickets }
}
