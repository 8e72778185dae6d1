// What a cook's tap does: it shows at once, is sent, and can be taken back for five seconds. A
// refusal is said as its sentence, and what is true is read again.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import type { SoldOutRequest } from '@/components/sold-out/sold-out-request'
import { isUnanswered, useTRPC, useTRPCClient } from '@/components/wire/trpc'
import { useForeseen } from '@/components/wire/use-foreseen'
import {
  awaitedStations,
  nextForTicket,
  nextHeld,
  nextInKitchen,
  openChanges,
  type Steps,
  type Ticket,
  type TicketLine,
} from '@/domain/kitchen'
import type { LineState } from '@/domain/ordering'
import { allergiesSeen, asBefore, type Foreseen, linesIn, urgentSince } from './foreseen'
import { useDishName } from './use-dish-name'

const UNDO_MS = 5_000
/** Stands for what is about no certain dish; no line has this id. */
const NO_LINE = 0

type Sent = {
  send: () => Promise<unknown>
  /** What it makes of what is shown, at once. */
  becomes?: Foreseen
  /** The dishes that it is about, where it is about certain ones. */
  lineIds?: readonly number[]
}

type Command = Sent & {
  /** What happened, for the bar that offers to take it back. */
  told?: string
  undo?: Sent
}

export type Taps = {
  dish: (ticket: Ticket, line: TicketLine) => void
  ticket: (ticket: Ticket) => void
  serve: (ticket: Ticket) => void
  recall: (ticket: Ticket) => void
  /** A finished dish comes back alone. */
  takeBack: (ticket: Ticket, line: TicketLine) => void
  /** The ticket that was finished last comes back. */
  recallLast: () => void
  /** Dishes of one all-day count are done, over all tables. */
  finish: (lines: readonly TicketLine[]) => void
  /** The held dishes that come next begin (起菜). */
  fire: (ticket: Ticket) => void
  /** What nobody began waits until it is fired (叫起). */
  hold: (ticket: Ticket) => void
  markUrgent: (ticket: Ticket) => void
  /** The voids and changes of a ticket were seen. */
  acknowledge: (ticket: Ticket) => void
  /** The allergies of its table were read. */
  acknowledgeAllergies: (ticket: Ticket) => void
  decide: (ticket: Ticket, decision: 'confirm' | 'reject') => void
  sellOut: (line: TicketLine, request: SoldOutRequest) => void
  /** The last tap, while it can be taken back. */
  last: { told: string; undo: () => void } | null
  /** What the server refused, until the next tap. */
  refused: string | null
}

/** @param at.stationId whose part a tap is about; null = whole dishes */
export function useTaps(
  shownAt: number | null,
  { stationId, steps }: { stationId: number | null; steps: Steps },
): Taps {
  const t = useTranslations('kitchen')
  const nameOf = useDishName()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const [refused, setRefused] = useState<string | null>(null)
  const [last, setLast] = useState<{ told: string; undo: Sent } | null>(null)
  /** The last tap about each dish that is not answered yet. */
  const onTheWay = useRef(new Map<number, Promise<unknown>>())
  useEffect(() => {
    if (!last) return
    const timer = setTimeout(() => setLast(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [last])

  const shown = trpc.kitchen.tickets.queryOptions({ storeId, stationId: shownAt })
  const saving = useForeseen({
    reading: 'kitchen',
    queryKey: shown.queryKey,
    stale: ['menu'],
    send: ({ send }: Sent) => send(),
    becomes: ({ becomes }) =>
      becomes && ((data) => data && { ...data, tickets: becomes(data.tickets) }),
    onSend: () => setRefused(null),
    onTrouble: (error) => setRefused(isUnanswered(error) ? t('unanswered') : error.message),
  })

  const give = ({ told = '', undo, send, becomes, lineIds }: Command): Promise<unknown> => {
    // A tap is about what the ones before it made of its dishes, so it arrives after them.
    const { current: waiting } = onTheWay
    const before = lineIds ? lineIds.map((id) => waiting.get(id)) : [...waiting.values()]
    const sent = saving.mutateAsync({
      send: () => Promise.all(before).then(send),
      ...(becomes && { becomes }),
    })
    const arrived = sent.catch(() => {})
    const about = lineIds ?? [NO_LINE]
    for (const id of about) waiting.set(id, arrived)
    void arrived.then(() => {
      for (const id of about) if (waiting.get(id) === arrived) waiting.delete(id)
    })
    // Who takes a tap back at once takes it back after it has arrived.
    const back = undo && { ...undo, ...(lineIds && { lineIds }), send: () => sent.then(undo.send) }
    const offer = back ? { told, undo: back } : null
    setLast(offer)
    sent.catch(() => setLast((now) => (now === offer ? null : now)))
    return sent
  }
  /** These dishes as they are on the screen now, for whoever takes back what is done to them. */
  const asNow = (lineIds: readonly number[]) =>
    asBefore(queryClient.getQueryData(shown.queryKey)?.tickets ?? [], lineIds)

  const move = (told: string, lines: readonly TicketLine[], to: 'cooking' | 'ready') => {
    const lineIds = lines.map((line) => line.id)
    give({
      told,
      lineIds,
      becomes: linesIn(to, lineIds),
      send: () => {
        const from = new Set(lines.map((line) => line.state))
        const seen = from.size === 1 ? lines[0]?.state : undefined
        return client.kitchen.bump.mutate({ storeId, lineIds, to, from: seen, stationId })
      },
      undo: {
        becomes: asNow(lineIds),
        send: async () => {
          for (const state of ['queued', 'cooking'] as const) {
            const moved = lines.filter((line) => line.state === state).map((line) => line.id)
            if (moved.length === 0) continue
            await client.kitchen.recall.mutate({
              storeId,
              lineIds: moved,
              from: to,
              to: state,
              stationId,
            })
          }
        },
      },
    })
  }

  const recall = async (ticket: Ticket) => {
    for (const from of ['served', 'ready'] as const) {
      const lineIds = idsIn(ticket, from)
      if (lineIds.length === 0) continue
      await client.kitchen.recall.mutate({ storeId, lineIds, from, to: 'cooking', stationId })
    }
  }

  return {
    dish: (ticket, line) => {
      const to = nextInKitchen(line.state, steps)
      if (!to) return
      const told = { table: ticket.tableName, dish: nameOf(line), state: t(`line.${to}`) }
      move(t('undo.dish', told), [line], to)
    },
    ticket: (ticket) => {
      const next = nextForTicket(ticket, steps)
      if (!next) return
      const lines = ticket.lines.filter((line) => next.lineIds.includes(line.id))
      const told = { table: ticket.tableName, state: t(`line.${next.to}`) }
      move(t('undo.ticket', told), lines, next.to)
    },
    serve: (ticket) => {
      const lineIds = ticket.lines
        .filter((line) => line.state === 'ready' && awaitedStations(line).length === 0)
        .map((line) => line.id)
      give({
        told: t('undo.ticket', { table: ticket.tableName, state: t('line.served') }),
        lineIds,
        becomes: linesIn('served', lineIds),
        send: () => client.kitchen.serve.mutate({ storeId, lineIds }),
        undo: {
          becomes: asNow(lineIds),
          send: () =>
            client.kitchen.recall.mutate({
              storeId,
              lineIds,
              from: 'served',
              to: 'ready',
              stationId,
            }),
        },
      })
    },
    recall: (ticket) => give({ send: () => recall(ticket) }),
    takeBack: (ticket, line) => {
      if (line.state !== 'ready' && line.state !== 'served') return
      const { state: from } = line
      const lineIds = [line.id]
      const told = { table: ticket.tableName, dish: nameOf(line), state: t('line.cooking') }
      give({
        told: t('undo.dish', told),
        lineIds,
        becomes: linesIn('cooking', lineIds),
        send: () =>
          client.kitchen.recall.mutate({ storeId, lineIds, from, to: 'cooking', stationId }),
        ...(from === 'ready' && {
          undo: {
            becomes: asNow(lineIds),
            send: () => client.kitchen.bump.mutate({ storeId, lineIds, to: 'ready', stationId }),
          },
        }),
      })
    },
    recallLast: () => {
      give({
        send: async () => {
          const { tickets } = await client.kitchen.finished.query({ storeId, stationId: shownAt })
          const [last] = tickets
          if (last) await recall(last)
          else setRefused(t('nothingToRecall'))
        },
      })
    },
    finish: (lines) => {
      const portions = lines.reduce((sum, line) => sum + line.quantity, 0)
      const [first] = lines
      if (!first) return
      move(t('undo.count', { count: portions, dish: nameOf(first) }), lines, 'ready')
    },
    fire: (ticket) => {
      const next = nextHeld(ticket)
      if (!next) return
      const { lineIds } = next
      give({
        told: t('undo.fire', { table: ticket.tableName }),
        lineIds,
        becomes: linesIn('queued', lineIds),
        send: () => client.kitchen.fire.mutate({ storeId, lineIds }),
        undo: {
          becomes: asNow(lineIds),
          send: () => client.kitchen.hold.mutate({ storeId, lineIds }),
        },
      })
    },
    hold: (ticket) => {
      const lineIds = idsIn(ticket, 'queued')
      if (lineIds.length === 0) return
      give({
        told: t('undo.hold', { table: ticket.tableName }),
        lineIds,
        becomes: linesIn('held', lineIds),
        send: () => client.kitchen.hold.mutate({ storeId, lineIds }),
        undo: {
          becomes: asNow(lineIds),
          send: () => client.kitchen.fire.mutate({ storeId, lineIds }),
        },
      })
    },
    markUrgent: ({ roundId, tableName, urgentAt }) => {
      const mark = (isUrgent: boolean) =>
        client.kitchen.markUrgent.mutate({ storeId, roundId, isUrgent })
      give({
        told: t(urgentAt ? 'undo.notUrgent' : 'undo.urgent', { table: tableName }),
        send: () => mark(!urgentAt),
        undo: { becomes: urgentSince(urgentAt, roundId), send: () => mark(urgentAt !== null) },
      })
    },
    acknowledge: (ticket) => {
      const changeIds = openChanges(ticket).map(({ id }) => id)
      if (changeIds.length === 0) return
      give({
        send: () => client.kitchen.acknowledge.mutate({ storeId, changeIds, stationId: shownAt }),
      })
    },
    acknowledgeAllergies: ({ roundId, allergiesAt: saidAt }) => {
      if (saidAt === null) return
      give({
        becomes: allergiesSeen(roundId),
        send: () =>
          client.kitchen.acknowledgeAllergies.mutate({
            ...{ storeId, roundId, saidAt, stationId: shownAt },
          }),
      })
    },
    decide: ({ roundId }, decision) => {
      give({
        send: () => client.ordering.decideRound.mutate({ storeId, roundId, decision }),
      })
    },
    sellOut: (line, request) => {
      const dish = { storeId, dishId: line.dishId }
      const set = client.menu.setAvailability
      let stock: number | null = null
      give({
        told: t('undo.soldOut', { dish: nameOf(line) }),
        send: async () => {
          stock = (await set.mutate({ ...dish, ...request })).stock
        },
        undo: {
          // What had no portions before has none again; another count is left as it is.
          send: () => set.mutate({ ...dish, isSoldOut: false, ...(stock === 0 && { stock }) }),
        },
      })
    },
    last: last && {
      told: last.told,
      undo: () => {
        setLast(null)
        give(last.undo).catch(() => {})
      },
    },
    refused,
  }
}

function idsIn(ticket: Ticket, state: LineState): number[] {
  return ticket.lines.filter((line) => line.state === state).map((line) => line.id)
}
