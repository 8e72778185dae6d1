// Socket.IO for our own screens. What a connection hears is decided here, from its cookies; it asks for a table or a
// store, never for a room. A beat every few seconds says that we live and how far each screen should be.

import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { Message } from '@/domain/event'
import type { Ground } from '../ground'
import { isOwnOrigin } from '../http/origin'
import { type Hearer, hearAtStore, hearAtTable } from './hearer'
import { type Missed, readLastSeq, readMissed } from './read-missed'

const BEAT_MS = 4_000

const wishSchema = z.union([
  z.object({ code: z.string().min(1).max(32) }),
  z.object({ storeId: z.int().min(1).max(2_147_483_647) }),
])
const missedSchema = z.object({ afterSeq: z.int().min(0) })

type Data = { hearer: Hearer }
type ToScreen = {
  message: (message: Message) => void
  /** You hear these; the store's last event had this number. */
  welcome: (at: { seq: number }) => void
  beat: (at: { seq: number; timestamp: string }) => void
  /** You may no longer hear this. */
  out: () => void
}
type FromScreen = { missed: (wish: unknown, answer: (missed: Missed) => void) => void }
type ScreenSocket = Socket<FromScreen, ToScreen, Record<string, never>, Data>

export type Sockets = {
  send: (rooms: readonly string[], message: Message) => void
  hearers: () => { hearer: Hearer; leave: () => void }[]
  stop: () => Promise<void>
}

export function openSockets(ground: Ground, httpServer: HttpServer): Sockets {
  const io = new Server<FromScreen, ToScreen, Record<string, never>, Data>(httpServer, {
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: 64_000,
    allowRequest: (req, decide) => decide(null, isOwnOrigin(req)),
  })
  /** The last number sent to each room by this process: a screen that is behind it missed something. */
  const lastSeqOf = new Map<string, number>()

  io.use(async (socket, next) => {
    try {
      const wish = wishSchema.safeParse(socket.handshake.auth)
      const { cookie } = socket.handshake.headers
      const hearer = !wish.success
        ? null
        : 'code' in wish.data
          ? await hearAtTable(ground, cookie, wish.data.code)
          : await hearAtStore(ground, cookie, wish.data.storeId)
      if (!hearer) return next(new Error('out'))
      socket.data.hearer = hearer
      next()
    } catch (error) {
      ground.log.warn({ err: error }, 'a screen could not be let in')
      next(new Error('later'))
    }
  })

  io.on('connection', async (socket: ScreenSocket) => {
    const { hearer } = socket.data
    await socket.join(hearer.rooms)
    socket.on('missed', async (wish, answer) => {
      const read = missedSchema.safeParse(wish)
      if (!read.success || typeof answer !== 'function') return
      try {
        answer(await readMissed(ground, hearer.storeId, hearer.rooms, read.data.afterSeq))
      } catch {
        answer({ isTooOld: true })
      }
    })
    try {
      socket.emit('welcome', { seq: await readLastSeq(ground, hearer.storeId) })
    } catch {
      socket.disconnect(true)
    }
  })
  io.of('/').adapter.on('delete-room', (room: string) => lastSeqOf.delete(room))

  const beat = setInterval(() => {
    const timestamp = ground.now().toISOString()
    for (const socket of io.of('/').sockets.values()) {
      const { hearer } = socket.data
      const seq = Math.max(0, ...hearer.rooms.map((room) => lastSeqOf.get(room) ?? 0))
      socket.emit('beat', { seq, timestamp })
    }
  }, BEAT_MS)
  beat.unref()

  return {
    send: (rooms, message) => {
      for (const room of rooms) {
        if (io.of('/').adapter.rooms.has(room)) lastSeqOf.set(room, message.seq)
      }
      io.to([...rooms]).emit('message', message)
    },
    hearers: () =>
      [...io.of('/').sockets.values()].map((socket) => ({
        hearer: socket.data.hearer,
        leave: () => {
          socket.emit('out')
          socket.disconnect(true)
        },
      })),
    stop: async () => {
      clearInterval(beat)
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}
