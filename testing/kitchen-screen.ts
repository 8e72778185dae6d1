// A kitchen's screen without the glass: it listens as every page does, reads the tickets again when
// something happened, and remembers what it rang for as new.

import { newsIn, type Told } from '@/components/kitchen/news'
import type { Ticket } from '@/domain/kitchen'
import { openPage } from './page'

const GATHER_MS = 100
const ANSWER_PATIENCE_MS = 5_000
const AGAIN_MS = 300

type At = { storeId: number; cookie: string }

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
export function openScreen(base: string, at: At, isDoubled: () => boolean): KitchenScreen {
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

/** All pages of them: a night on a quick machine is longer than one. */
async function readTickets(base: string, at: At, page = 0): Promise<Ticket[]> {
  const input = { storeId: at.storeId, ...(page > 0 && { page }) }
  const query = encodeURIComponent(JSON.stringify(input))
  const res = await fetch(`${base}/api/trpc/kitchen.tickets?input=${query}`, {
    headers: { Cookie: at.cookie },
    signal: AbortSignal.timeout(ANSWER_PATIENCE_MS),
  })
  if (!res.ok) throw new Error(`${res.status}: ${await res.text()}`)
  const { tickets, older } = (await res.json()).result.data as { tickets: Ticket[]; older: number }
  if (older === 0) return tickets
  // One that a newer ticket pushed over the edge meanwhile stands on both.
  const here = new Set(tickets.map(({ roundId }) => roundId))
  const rest = await readTickets(base, at, page + 1)
  return [...tickets, ...rest.filter(({ roundId }) => !here.has(roundId))]
}
