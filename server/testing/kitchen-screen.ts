// A kitchen's screen without the glass: it listens as every page does, reads the tickets again when something happened, and
// remembers what it rang for as new.

import { newsIn, type Told } from '@/components/kitchen/news'
import type { Ticket } from '@/domain/kitchen'
import { openPage } from './page'

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

  const page = openPage(
    base,
    { target: { storeId: at.storeId }, cookie: at.cookie },
    {
      message: ({ seq }) => {
        heard.push(seq)
        readAgain(GATHER_MS)
      },
      reset: () => readAgain(0),
      isDoubled,
    },
  )

  return {
    tickets: () => tickets,
    rung,
    heard,
    isLive: page.isLive,
    close: () => {
      isClosed = true
      clearTimeout(timer)
      page.close()
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
