// One link of this page to the server for each thing it listens to, shared by all who listen to the
// same. It says how it stands: live, or not, and since when.

import type { Socket } from 'socket.io-client'
import {
  type Beat,
  DEAF_AFTER_MS,
  type LiveTarget,
  LOST_AFTER_MS,
  type Mark,
  type Message,
  type Missed,
} from '@/domain/event'
import type { RefusalCode } from '@/domain/refusal'
import { makeCatchUp } from './catch-up'
import { refusalIn } from './house-answer'

export type LinkState = {
  /** `connecting`: no link yet, or it broke just now; `lost`: long enough to tell the person. */
  state: 'connecting' | 'live' | 'lost'
  /** Since when (ms since 1970) nothing was heard; null while live. */
  lostSinceMs: number | null
  /** Why the server does not let us listen, e.g. session.missing, seat.expired. */
  refusal: RefusalCode | null
  /** Why, as a sentence for the person. */
  sentence: string | null
}

export type Listener = { message: (message: Message) => void; reset: () => void }

export type Link = {
  state: () => LinkState
  /** Calls back when `state()` changed; returns how to stop. */
  subscribe: (changed: () => void) => () => void
  listen: (listener: Listener) => () => void
}

/** How often a listener that the server refused tries again: rights may come back. */
const REFUSED_RETRY_MS = 3_000
const ANSWER_PATIENCE_MS = 5_000
/** A page that changes screens keeps its link for a moment. */
const IDLE_CLOSE_MS = 1_000

const UNREFUSED = { refusal: null, sentence: null }

/**
 * Refused by the messenger, in `data`, or by a door before it, in what long polling got for an
 * answer.
 */
type RefusedLink = Error & {
  data?: { code?: RefusalCode }
  context?: { responseText?: string }
}

function noIn({ data, context, message }: RefusedLink): Pick<LinkState, 'refusal' | 'sentence'> {
  if (data?.code) return { refusal: data.code, sentence: message }
  const door = refusalIn(context?.responseText ?? '')
  return door ? { refusal: door.code as RefusalCode, sentence: door.message } : UNREFUSED
}

const links = new Map<string, Link>()

let isSaid = true

/**
 * Whether the kitchen screens of this page say that they are there; not once it is being switched
 * off.
 */
export function sayHere(isWanted: boolean): void {
  isSaid = isWanted
}

/** @param from what the page shows holds all that was told up to this number (`makeCatchUp`) */
export function linkTo(target: LiveTarget, from: number | null = null): Link {
  const key = JSON.stringify(target)
  const link = links.get(key) ?? openLink(target, from, () => links.delete(key))
  links.set(key, link)
  return link
}

function openLink(target: LiveTarget, from: number | null, onClosed: () => void): Link {
  const listeners = new Set<Listener>()
  const subscribers = new Set<() => void>()
  let current: LinkState = { state: 'connecting', lostSinceMs: Date.now(), ...UNREFUSED }
  let socket: Socket | null = null
  let isClosed = false
  let heardAtMs = Date.now()
  let deafTimer: ReturnType<typeof setTimeout> | undefined
  let lostTimer: ReturnType<typeof setTimeout> | undefined
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let closeTimer: ReturnType<typeof setTimeout> | undefined

  const become = (next: LinkState) => {
    current = next
    for (const changed of subscribers) changed()
  }
  const broken = (no: Pick<LinkState, 'refusal' | 'sentence'>) => {
    clearTimeout(deafTimer)
    const lostSinceMs = current.lostSinceMs ?? heardAtMs
    if (current.state !== 'lost') {
      become({ state: 'connecting', lostSinceMs, ...no })
      lostTimer ??= setTimeout(
        () => become({ ...current, state: 'lost' }),
        Math.max(0, lostSinceMs + LOST_AFTER_MS - Date.now()),
      )
    } else if (current.refusal !== no.refusal) become({ ...current, ...no })
  }
  const renew = () => socket?.disconnect().connect()
  const heardBeat = () => {
    heardAtMs = Date.now()
    clearTimeout(deafTimer)
    deafTimer = setTimeout(renew, DEAF_AFTER_MS)
  }
  const isScreen = 'screen' in target && target.screen !== undefined
  /** Behind another page or a locked display nobody sees the tickets. */
  const saysHere = () => {
    if (isScreen && isSaid && document.visibilityState === 'visible') socket?.volatile.emit('here')
  }
  const resetAll = () => {
    for (const listener of [...listeners]) listener.reset()
  }

  const catchUp = makeCatchUp(
    {
      message: (message) => {
        for (const listener of [...listeners]) listener.message(message)
      },
      reset: resetAll,
      ask: async (afterSeq) => {
        const asking = socket
        try {
          const missed = await asking?.timeout(ANSWER_PATIENCE_MS).emitWithAck('missed', afterSeq)
          if (missed && asking?.connected) {
            clearTimeout(lostTimer)
            lostTimer = undefined
            become({ state: 'live', lostSinceMs: null, ...UNREFUSED })
            catchUp.answered(missed as Missed)
          }
        } catch {
          if (asking?.connected) renew()
        }
      },
    },
    from,
  )

  const open = async () => {
    // Not part of the first load: a page is read before it is live.
    const { io } = await import('socket.io-client')
    if (isClosed) return
    socket = io({
      auth: target,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
      timeout: 5_000,
    })
    socket.on('connect', () => {
      heardBeat()
      catchUp.connected()
    })
    socket.on('beat', (_beat: Beat) => {
      heardBeat()
      saysHere()
    })
    socket.on('mark', (mark: Mark) => catchUp.marked(mark))
    socket.on('message', (message: Message) => catchUp.heard(message))
    socket.on('disconnect', (reason) => {
      catchUp.disconnected()
      broken(UNREFUSED)
      // The server put us out: our rights changed. It will say which when we come again.
      if (reason === 'io server disconnect') socket?.connect()
    })
    socket.on('connect_error', (error: RefusedLink) => {
      const no = noIn(error)
      const code = no.refusal
      // What the screen shows may not be its to see any more: its own reads will say so.
      if (code && current.refusal !== code) resetAll()
      broken(no)
      if (code) {
        clearTimeout(retryTimer)
        retryTimer = setTimeout(() => socket?.connect(), REFUSED_RETRY_MS)
      }
    })
  }

  const atOnce = () => {
    if (document.visibilityState !== 'hidden' && socket && !socket.connected) socket.connect()
  }
  const close = () => {
    isClosed = true
    for (const timer of [deafTimer, lostTimer, retryTimer]) clearTimeout(timer)
    window.removeEventListener('online', atOnce)
    document.removeEventListener('visibilitychange', atOnce)
    socket?.disconnect()
    onClosed()
  }

  window.addEventListener('online', atOnce)
  document.addEventListener('visibilitychange', atOnce)
  broken(UNREFUSED)
  void open()

  return {
    state: () => current,
    subscribe: (changed) => {
      subscribers.add(changed)
      return () => subscribers.delete(changed)
    },
    listen: (listener) => {
      clearTimeout(closeTimer)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) closeTimer = setTimeout(close, IDLE_CLOSE_MS)
      }
    },
  }
}
