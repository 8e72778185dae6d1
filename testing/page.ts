// A page without a browser: it listens with the catching up that every page does.

import { io, type Socket } from 'socket.io-client'
import { makeCatchUp } from '@/components/wire/catch-up'
import type { LiveTarget, Mark, Message, Missed } from '@/domain/event'

const ANSWER_PATIENCE_MS = 5_000
const AGAIN_MS = 300

export type TestPage = {
  /** Connected, and told what it missed. */
  isLive: () => boolean
  close: () => void
}

export function openPage(
  base: string,
  { target, cookie }: { target: LiveTarget; cookie: string },
  on: {
    message: (message: Message) => void
    reset?: () => void
    /** Whether the next message comes twice. */
    isDoubled?: () => boolean
  },
): TestPage {
  let isLive = false
  let isClosed = false
  const socket: Socket = io(base, {
    auth: target,
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { Cookie: cookie },
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    timeout: 5_000,
  })
  const catchUp = makeCatchUp({
    message: on.message,
    reset: on.reset ?? (() => {}),
    ask: async (afterSeq) => {
      try {
        const missed = await socket.timeout(ANSWER_PATIENCE_MS).emitWithAck('missed', afterSeq)
        catchUp.answered(missed as Missed)
        isLive = true
      } catch {
        if (socket.connected) socket.disconnect().connect()
      }
    },
  })
  socket.on('connect', () => catchUp.connected())
  socket.on('mark', (mark: Mark) => catchUp.marked(mark))
  socket.on('message', (message: Message) => {
    catchUp.heard(message)
    if (on.isDoubled?.()) catchUp.heard(message)
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
    isLive: () => isLive,
    close: () => {
      isClosed = true
      socket.disconnect()
    },
  }
}
