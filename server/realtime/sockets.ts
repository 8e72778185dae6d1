// Socket.IO on our port. Whoever connects says what they want to listen to; what they hear is
// decided here from who they are.

import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { Beat, LiveTarget, Mark, Message, Missed } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { id } from '@/forms/fields'
import { tableCode } from '../access/procedures'
import { type Context, contextOf } from '../context'
import type { Deps } from '../deps'
import { answerRefusal } from '../http/answer'
import { sourceOfRequest } from '../http/facts'
import { foreignOrigin } from '../http/origin'
import { refuseSocket } from '../http/refuse-socket'
import { countCommand } from '../limit'
import { noteRefusal } from '../refusal-trace'
import { sentenceOf } from '../words'
import { type Admission, admissionFor } from './admissions'
import type { Listener, Listeners } from './listeners'
import { readMissed } from './missed'
import type { Neighbours } from './neighbours'
import type { Send } from './relay'

export const SOCKET_PATH = '/socket.io/'

type FromClient = {
  ping: () => void
  /** A kitchen screen is there, and in front. */
  here: () => void
  missed: (afterSeq: unknown, answer: unknown) => void
}
type ToClient = {
  message: (message: Message) => void
  beat: (beat: Beat) => void
  mark: (mark: Mark) => void
  pong: (pong: { timestamp: string }) => void
}
type BetweenServers = { told: Send }
type Kept = { admission: Admission }
type LiveSocket = Socket<FromClient, ToClient, BetweenServers, Kept>

const place = z.object({
  tab: z.string().regex(/^[A-Za-z0-9_-]{8,32}$/),
  stationId: id.nullable(),
  isBoard: z.boolean(),
})
const target = z.union([
  z.object({ code: tableCode }),
  z.object({ storeId: id, stationId: id.optional(), screen: place.optional() }),
]) satisfies z.ZodType<LiveTarget>

const seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable()

/** How often one link may ask what it missed: a burst, then one in a while. */
const ASKING = { burst: 10, everyMs: 1_000 }

/** What may wait for a reader who is let go politely. */
const PATIENT_BYTES = 64_000

const FORGOTTEN = { headers: {}, query: {}, auth: {} }

export type Sockets = {
  send: Send
  /**
   * Passes a message to the other processes, for what is not Socket.IO there; `hear` gets what they
   * admission on.
   */
  passOn: Send
  /** A step of long polling. */
  handle: RequestListener
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void
  stop: () => Promise<void>
}

export function openSockets(
  deps: Deps,
  listeners: Listeners,
  neighbours: Neighbours | null,
  hear: Send,
): Sockets {
  // Socket.IO's listeners are on a server that never listens: what arrives at ours comes in through
  // the doors first.
  const never = createServer()
  const io = new Server<FromClient, ToClient, BetweenServers, Kept>(never, {
    path: SOCKET_PATH,
    serveClient: false,
    maxHttpBufferSize: 64_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
    ...(neighbours ? { adapter: neighbours.adapter } : {}),
  })
  // Engine.IO's own no to an upgrade is bare; in place of it goes ours.
  io.engine.on('connection_error', ({ req }: { req: IncomingMessage & { upgrade?: boolean } }) => {
    if (req.upgrade) refuseSocket(req.socket, new Refusal('request.malformed'), req.headers)
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
      const ctx = contextOfUpgrade(deps, socket.request)
      await countCommand(deps, 'live.open', { address: ctx.ip })
      const admission = await admissionFor(ctx, wanted.data)
      socket.data.admission = admission
      next()
    } catch (error) {
      next(refusalError(deps, error, contextOfUpgrade(deps, socket.request)))
    }
  })

  io.on('connection', (socket) => {
    const listener = listenerOf(socket)
    if (!listeners.add(listener)) return listener.drop()
    void socket.join([...listener.admission.rooms])
    forgetRequest(socket)
    socket.on('disconnect', () => listeners.remove(listener))
    socket.on('here', () => listeners.hear(listener.admission))
    socket.on('ping', () => socket.emit('pong', { timestamp: new Date().toISOString() }))

    let mayAsk: (() => boolean) | null = null
    socket.on('missed', async (afterSeq, answer) => {
      mayAsk ??= makeAllowance(ASKING)
      const asked = seq.safeParse(afterSeq)
      if (typeof answer !== 'function' || !asked.success || !mayAsk()) return listener.drop()
      const { storeId, rooms } = socket.data.admission
      try {
        answer((await readMissed(deps, storeId, rooms, asked.data)) satisfies Missed)
      } catch (error) {
        // Without an answer the client makes a new link, and asks there.
        deps.log.warn({ err: error }, 'what was missed cannot be read')
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
    handle: (req, res) => {
      const foreign = foreignOrigin(deps, req)
      if (foreign) answerRefusal(req, res, foreign.code, foreign.details)
      else never.emit('request', req, res)
    },
    handleUpgrade: (req, socket, head) => {
      const foreign = foreignOrigin(deps, req)
      if (!foreign) return void never.emit('upgrade', req, socket, head)
      const { ip: address } = sourceOfRequest(deps, req)
      noteRefusal(foreign, { wire: 'live', address, now: deps.now() })
      refuseSocket(socket, foreign, req.headers)
    },
    stop: async () => {
      io.local.disconnectSockets(true)
      io.engine.close()
      io.of('/').adapter.close()
    },
  }
}

/** What an upgrade says of who is asking. It sets no cookies. */
export function contextOfUpgrade(deps: Deps, req: IncomingMessage): Context {
  return contextOf(deps, {
    headers: req.headers,
    ...sourceOfRequest(deps, req),
    appendSetCookie: () => {},
  })
}

/**
 * Who it was is in the admission; thousands of sockets need not keep thousands of requests and
 * handshakes.
 */
function forgetRequest(socket: LiveSocket): void {
  Object.assign(socket.conn, { request: null })
  Object.assign(socket, { handshake: FORGOTTEN })
}

/**
 * What of Engine.IO's connection is not in its types: what it has not yet handed to the wire, and
 * the wire.
 */
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
    admission: socket.data.admission,
    bufferedBytes,
    drop: () => {
      // Engine.IO closes only once everything was read, which somebody who does not read never
      // does.
      const isReading = bufferedBytes() < PATIENT_BYTES
      socket.disconnect(true)
      if (!isReading) (socket.conn as unknown as Engine).transport.socket?.terminate()
    },
  }
}

/**
 * The refusal in the shape of our answers: a sentence, and the code in `data`. Bugs are logged and
 * masked.
 */
function refusalError(deps: Deps, error: unknown, ctx: Context): Error {
  if (!(error instanceof Refusal)) deps.log.error({ err: error }, 'a socket was not let in')
  const refusal = error instanceof Refusal ? error : new Refusal('system.busy')
  noteRefusal(refusal, { wire: 'live', address: ctx.ip, now: ctx.now() })
  const sentence = sentenceOf(ctx.language, refusal.code, refusal.details)
  const { code, details } = refusal
  return Object.assign(new Error(sentence), { data: { code, details } })
}

/** A number of times at once, and one more each so many ms. */
function makeAllowance({ burst, everyMs }: { burst: number; everyMs: number }): () => boolean {
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
