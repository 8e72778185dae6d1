// Socket.IO on our port. Whoever connects says what they want to listen to; what they hear is decided here from who they are.

import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { Beat, LiveTarget, Mark, Message, Missed } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { sentenceOf } from '@/domain/refusal-sentences'
import { id, tableCode } from '../access/procedures'
import { type Context, contextOf } from '../context'
import type { Ground } from '../ground'
import { isOwnOrigin } from '../http/origin'
import type { Listener, Listeners } from './listeners'
import { readMissed } from './missed'
import type { Neighbours } from './neighbours'
import { type Pass, passFor } from './passes'
import type { Send } from './relay'

export const SOCKET_PATH = '/socket.io/'

type FromClient = {
  ping: () => void
  missed: (afterSeq: unknown, answer: unknown) => void
}
type ToClient = {
  message: (message: Message) => void
  beat: (beat: Beat) => void
  mark: (mark: Mark) => void
  pong: (pong: { timestamp: string }) => void
}
type BetweenServers = { told: Send }
type Kept = { pass: Pass }
type LiveSocket = Socket<FromClient, ToClient, BetweenServers, Kept>

const target = z.union([
  z.object({ code: tableCode }),
  z.object({ storeId: id, stationId: id.optional() }),
]) satisfies z.ZodType<LiveTarget>

const seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable()

/** How often one link may ask what it missed: a burst, then one in a while. */
const ASKING = { burst: 10, everyMs: 1_000 }

/** What may wait for a reader who is let go politely. */
const PATIENT_BYTES = 64_000

const FORGOTTEN = { headers: {}, query: {}, auth: {} }

export type Sockets = {
  send: Send
  /** Passes a message to the other processes, for what is not Socket.IO there; `hear` gets what they pass on. */
  passOn: Send
  stop: () => Promise<void>
}

export function openSockets(
  ground: Ground,
  server: HttpServer,
  listeners: Listeners,
  neighbours: Neighbours | null,
  hear: Send,
): Sockets {
  const io = new Server<FromClient, ToClient, BetweenServers, Kept>(server, {
    path: SOCKET_PATH,
    // Other upgrades have doors of their own.
    destroyUpgrade: false,
    serveClient: false,
    maxHttpBufferSize: 64_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    allowRequest: (req, decide) => decide(null, isOwnOrigin(req)),
    ...(neighbours ? { adapter: neighbours.adapter } : {}),
  })
  io.on('told', hear)
  listeners.serve({
    beat: (beat) => io.local.emit('beat', beat),
    mark: (room, seqs) => io.local.to(room).emit('mark', { seqs }),
  })

  io.use(async (socket, next) => {
    try {
      const wanted = target.safeParse(socket.handshake.auth)
      if (!wanted.success) throw new Refusal('input.invalid')
      const pass = await passFor(contextOfUpgrade(ground, socket.request), wanted.data)
      socket.data.pass = pass
      next()
    } catch (error) {
      next(refusalError(ground, error, contextOfUpgrade(ground, socket.request)))
    }
  })

  io.on('connection', (socket) => {
    const listener = listenerOf(socket)
    if (!listeners.add(listener)) return listener.drop()
    void socket.join([...listener.pass.rooms])
    forgetRequest(socket)
    socket.on('disconnect', () => listeners.remove(listener))
    socket.on('ping', () => socket.emit('pong', { timestamp: new Date().toISOString() }))

    let mayAsk: (() => boolean) | null = null
    socket.on('missed', async (afterSeq, answer) => {
      mayAsk ??= allowance(ASKING)
      const asked = seq.safeParse(afterSeq)
      if (typeof answer !== 'function' || !asked.success || !mayAsk()) return listener.drop()
      const { storeId, rooms } = socket.data.pass
      try {
        answer((await readMissed(ground, storeId, rooms, asked.data)) satisfies Missed)
      } catch (error) {
        // Without an answer the client makes a new link, and asks there.
        ground.log.warn({ err: error }, 'what was missed cannot be read')
      }
    })
  })

  return {
    send: (rooms, message) => {
      io.to(rooms).emit('message', message)
    },
    passOn: (rooms, message) => {
      if (neighbours) io.serverSideEmit('told', rooms, message)
    },
    stop: async () => {
      io.local.disconnectSockets(true)
      io.engine.close()
      io.of('/').adapter.close()
    },
  }
}

/** What an upgrade says of who is asking. It sets no cookies. */
export function contextOfUpgrade(ground: Ground, req: IncomingMessage): Context {
  return contextOf(ground, {
    headers: req.headers,
    ip: req.socket.remoteAddress ?? '',
    isSecure: false,
    appendSetCookie: () => {},
  })
}

/** Who it was is in the pass; thousands of sockets need not keep thousands of requests and handshakes. */
function forgetRequest(socket: LiveSocket): void {
  Object.assign(socket.conn, { request: null })
  Object.assign(socket, { handshake: FORGOTTEN })
}

/** What of Engine.IO's connection is not in its types: what it has not yet handed to the wire, and the wire. */
type Engine = {
  writeBuffer: { data?: string }[]
  transport: { socket?: { bufferedAmount: number; terminate: () => void } }
}

function listenerOf(socket: LiveSocket): Listener {
  const bufferedBytes = () => {
    const { writeBuffer, transport } = socket.conn as unknown as Engine
    const waiting = writeBuffer.reduce((sum, packet) => sum + (packet.data?.length ?? 0), 0)
    return waiting + (transport.socket?.bufferedAmount ?? 0)
  }
  return {
    pass: socket.data.pass,
    bufferedBytes,
    drop: () => {
      // Engine.IO closes only once everything was read, which somebody who does not read never does.
      const isReading = bufferedBytes() < PATIENT_BYTES
      socket.disconnect(true)
      if (!isReading) (socket.conn as unknown as Engine).transport.socket?.terminate()
    },
  }
}

/** The refusal in the shape of our answers: a sentence, and the code in `data`. Bugs are logged and masked. */
function refusalError(ground: Ground, error: unknown, ctx: Context): Error {
  if (!(error instanceof Refusal)) ground.log.error({ err: error }, 'a socket was not let in')
  const refusal = error instanceof Refusal ? error : new Refusal('system.busy')
  const sentence = sentenceOf(ctx.language, refusal.code, refusal.details)
  return Object.assign(new Error(sentence), { data: { code: refusal.code } })
}

/** A number of times at once, and one more each so many ms. */
function allowance({ burst, everyMs }: { burst: number; everyMs: number }): () => boolean {
  let left = burst
  let since = performance.now()
  return () => {
    const now = performance.now()
    left = Math.min(burst, left + (now - since) / everyMs)
    since = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
