'use client'
// The live wire of a screen: messages in order and once each, what was missed after a break, and an honest word on
// whether the screen is up to date. A message says that something happened; the screen reads what it needs.

import { useEffect, useRef, useState } from 'react'
import type { Message } from '@/domain/event'

/** live: up to date. connecting: just opened, or a short break. lost: what is shown may be old, and says so. */
export type LiveState = 'connecting' | 'live' | 'lost'

export type LiveWhere = { code: string } | { storeId: number }

export type LiveEars = {
  message: (message: Message) => void
  /** Too much was missed, or nothing is known yet: read again what this screen shows. */
  reset: () => void
}

/** Without a beat for this long the link is as good as cut, whatever the socket believes. */
const SILENT_MS = 9_000
const BREAK_MS = 3_000

/** Hears a table (as its guest) or a store (as its staff) for as long as the component is mounted. */
export function useLive(where: LiveWhere, ears: LiveEars): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const latest = useRef(ears)
  latest.current = ears
  const key = 'code' in where ? where.code : where.storeId

  useEffect(() => {
    const auth = typeof key === 'string' ? { code: key } : { storeId: key }
    let isOver = false
    let close = () => {}

    // After the first paint: the guest sees the menu before the wire is even loaded.
    import('socket.io-client').then(({ io }) => {
      if (isOver) return
      const socket = io({
        auth,
        transports: ['websocket', 'polling'],
        reconnectionDelay: 300,
        reconnectionDelayMax: 3_000,
        randomizationFactor: 0.5,
      })
      let lastSeq = 0
      let heardAtMs = performance.now()
      let isWelcome = false
      let isCatchingUp = false

      const heard = () => {
        heardAtMs = performance.now()
      }
      const take = (message: Message) => {
        if (message.seq <= lastSeq) return
        lastSeq = message.seq
        latest.current.message(message)
      }
      const catchUp = async () => {
        if (isCatchingUp) return
        isCatchingUp = true
        try {
          const missed = await socket.timeout(5_000).emitWithAck('missed', { afterSeq: lastSeq })
          if ('isTooOld' in missed) latest.current.reset()
          else for (const message of missed.messages as Message[]) take(message)
        } catch {
          // The next beat asks again.
        }
        isCatchingUp = false
      }

      socket.on('welcome', async ({ seq }: { seq: number }) => {
        heard()
        if (isWelcome) await catchUp()
        else latest.current.reset()
        lastSeq = Math.max(lastSeq, seq)
        isWelcome = true
        setState('live')
      })
      socket.on('message', (message: Message) => {
        heard()
        take(message)
      })
      socket.on('beat', ({ seq }: { seq: number }) => {
        heard()
        if (seq > lastSeq) void catchUp()
      })
      // The server let go of us for a reason: the reads that follow will say which.
      socket.on('out', () => latest.current.reset())
      socket.on('connect_error', (error: Error) => {
        if (error.message === 'out') latest.current.reset()
        if (!socket.active) setTimeout(() => !isOver && socket.connect(), BREAK_MS)
      })
      socket.on('disconnect', (reason: string) => {
        setState('connecting')
        if (reason === 'io server disconnect') setTimeout(() => !isOver && socket.connect(), 1_000)
      })

      const watch = setInterval(() => {
        const silentMs = performance.now() - heardAtMs
        if (silentMs > SILENT_MS) {
          setState('lost')
          if (socket.connected) socket.disconnect().connect()
          else if (!socket.active) socket.connect()
        } else if (!socket.connected && silentMs > BREAK_MS) setState('connecting')
      }, 1_000)
      const awake = () => {
        if (document.visibilityState === 'visible' && !socket.connected) socket.connect()
      }
      document.addEventListener('visibilitychange', awake)
      window.addEventListener('online', awake)
      close = () => {
        clearInterval(watch)
        document.removeEventListener('visibilitychange', awake)
        window.removeEventListener('online', awake)
        socket.close()
      }
    })

    return () => {
      isOver = true
      close()
    }
  }, [key])

  return state
}
