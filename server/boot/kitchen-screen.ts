// A kitchen's screen without the glass: it listens as every page does, reads the tickets again when something happened, and
// remembers what it rang for as new.

import { io, type Socket } from 'socket.io-client'
import { newsIn, type Told } from '@/components/kitchen/news'
import { makeCatchUp } from '@/components/wire/catch-up'
import type { Mark, Message, Missed } from '@/domain/event'
import type { Ticket } from '@/domain/kitchen'

const GATHER_MS = 100
const ANSWER_PATIENCE_MS = 5_000
const AGAIN_MS = 300

export type KitchenScreen = {
  tickets: () => Ticket[]
  /** How often it rang for each round. */
  rung: Map<number, number>
  /** The numbers of the messages that were handed on. */
  heard: number[]
  isLive: () => boolean
  close: () => void
}

/** @param isDoubled whether the next message comes twice */
export function openScreen(
  base: string,
  at: { storeId: number; cookie: string },
  isDoubled: () => boolean,
): KitchenScreen {
  const told: Told = { rounds: new Set(), changes: new Set(), ready: new Set() }
  const rung = new Map<number, number>()
  const heard: number[] = []
  let tickets: Ticket[] = []
  let isLive = false
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const read = async () => {
    timer = undefined
    try {
      tickets = await readTickets(base, at)
      for (const { kind, ticket } of newsIn(tickets, told)) {
        if (kind === 'new') rung.set(ticket.roundId, (rung.get(ticket.roundId) ?? 0) + 1)
      }
    } catch {
      readAgain(AGAIN_MS)
    }
  }
  const readAgain = (afterMs: number) => {
    if (!isClosed) timer ??= setTimeout(read, afterMs)
  }

  const socket: Socket = io(base, {
    auth: { storeId: at.storeId },
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { Cookie: at.cookie },
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    timeout: 5_000,
  })
  const catchUp = makeCatchUp({
    message: ({ seq }) => {
      heard.push(seq)
      readAgain(GATHER_MS)
    },
    reset: () => readAgain(0),
    ask: async (afterSeq) => {
      try {
        const missed = await socket.timeout(ANSWER_PATIENCE_MS).emitWithAck('missed', afterSeq)
        isLive = true
        catchUp.answered(missed as Missed)
      } catch {
        if (socket.connected) socket.disconnect().connect()
      }
    },
  })
  socket.on('connect', () => catchUp.connected())
  socket.on('mark', (mark: Mark) => catchUp.marked(mark))
  socket.on('message', (message: Message) => {
    catchUp.heard(message)
    if (isDoubled()) catchUp.heard(message)
  })
  socket.on('disconnect', (reason) => {
    isLive = false
    catchUp.disconnected()
    if (reason === 'io server disconnect') socket.connect()
  })
  socket.on('connect_error', () => {
    if (!socket.active && !isClosed) setTimeout(() => socket.connect(), AGAIN_MS)
  })

  return {
    tickets: () => tickets,
    rung,
    heard,
    isLive: () => isLive,
    close: () => {
      isClosed = true
      clearTimeout(timer)
      socket.disconnect()
    },
  }
}

export async function readTickets(
  base: string,
  { storeId, cookie }: { storeId: number; cookie: string },
): Promise<Ticket[]> {
  const input = encodeURIComponent(JSON.stringify({ storeId }))
  const res = await fetch(`${base}/api/trpc/kitchen.tickets?input=${input}`, {
    headers: { Cookie: cookie },
    signal: AbortSignal.timeout(ANSWER_PATIENCE_MS),
  })
  if (!res.ok) throw new Error(`${res.status}: ${await res.text()}`)
  return (await res.json()).result.data.tickets
}
