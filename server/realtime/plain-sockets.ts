// The spec's plain WebSockets: /ws/store/{store_id} and /ws/order/{order_id}, with ?connection_id=
// as the client likes: an id is one link, so whoever comes again with it takes the place of the
// link it had. They hear the same messages as Socket.IO's; a program shows its key as ?token= or
// Bearer, a browser its cookies.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import type { Message } from '@/domain/event'
import { Refusal } from '@/domain/refusal'
import { id } from '@/forms/fields'
import type { Deps } from '../deps'
import { sourceOfRequest } from '../http/facts'
import { foreignOrigin } from '../http/origin'
import { refuseSocket } from '../http/refuse-socket'
import { countCommand } from '../limit'
import { noteRefusal } from '../refusal-trace'
import { type Admission, admissionFor, admissionForOrder, keyOf } from './admissions'
import type { Listener, Listeners } from './listeners'
import { readMissed } from './missed'
import type { Send } from './relay'
import { contextOfUpgrade } from './sockets'

const PATH = /^\/ws\/(store|order)\/(\d{1,10})$/
/** Peers that do not answer by the next round are gone. */
const ALIVE_MS = 30_000
const MAXIMUM_PAYLOAD_BYTES = 4_000
/** More words than this in a round is no heartbeat. */
const MAXIMUM_WORDS = 60
const MAXIMUM_CONNECTION_ID = 100
/** The close code for a link whose place was taken; coming again would only take it back. */
const REPLACED = 4_001

export type PlainSockets = {
  send: Send
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>
  stop: () => Promise<void>
}

type Entrance = {
  admission: Admission
  /** Whose link it is and which of theirs; null when the client gave it no id. */
  name: string | null
}

type Peer = Listener & {
  socket: WebSocket
  isAlive: boolean
  words: number
  /**
   * What was sent in this round and in the one before; null in the first one, of which nobody can
   * say what is missing.
   */
  told: [now: Set<number>, before: Set<number>] | null
}

export function openPlainSockets(deps: Deps, listeners: Listeners): PlainSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAXIMUM_PAYLOAD_BYTES,
    perMessageDeflate: false,
  })
  const peers = new Set<Peer>()
  const named = new Map<string, Peer>()

  const round = setInterval(() => {
    for (const peer of peers) {
      if (!peer.isAlive || peer.words > MAXIMUM_WORDS) peer.drop()
      peer.isAlive = false
      peer.words = 0
      peer.socket.ping()
    }
  }, ALIVE_MS)

  const leave = (peer: Peer, name: string | null) => {
    peers.delete(peer)
    listeners.remove(peer)
    if (name && named.get(name) === peer) named.delete(name)
  }

  const welcome = (socket: WebSocket, { admission, name }: Entrance) => {
    const peer: Peer = {
      socket,
      admission,
      isAlive: true,
      words: 0,
      told: null,
      bufferedBytes: () => socket.bufferedAmount,
      drop: () => socket.terminate(),
    }
    const before = name === null ? undefined : named.get(name)
    if (before) {
      leave(before, name)
      before.socket.close(REPLACED, 'replaced')
    }
    if (!listeners.add(peer)) return socket.close(1013, 'too many connections')
    peers.add(peer)
    if (name !== null) named.set(name, peer)
    socket.on('close', () => leave(peer, name))
    socket.on('error', () => peer.drop())
    socket.on('pong', () => {
      peer.isAlive = true
    })
    socket.on('message', (data) => {
      peer.isAlive = true
      peer.words += 1
      if (peer.words > MAXIMUM_WORDS) peer.drop()
      else if (isPing(data)) {
        socket.send(JSON.stringify({ type: 'pong', timestamp: new Date().toISOString() }))
      }
    })
  }

  const wasTold = (peer: Peer, seq: number) => peer.told?.some((seqs) => seqs.has(seq)) ?? false
  const tell = (peer: Peer, message: Message, text: string) => {
    if (wasTold(peer, message.seq)) return
    peer.told?.[0].add(message.seq)
    if (peer.socket.readyState === WebSocket.OPEN) peer.socket.send(text)
  }

  /** What another process sent while nothing was passed on to us. */
  const tellMissed = async (peer: Peer, seqs: readonly number[]) => {
    const { storeId, rooms } = peer.admission
    const missed = await readMissed(deps, storeId, rooms, Math.min(...seqs) - 1)
    // So much was missed that the peer has to read again: a new link says so.
    if (missed.isTooOld) return peer.drop()
    for (const message of missed.messages) {
      if (seqs.includes(message.seq)) tell(peer, message, JSON.stringify(message))
    }
  }

  listeners.serve({
    mark: (room, seqs) => {
      for (const peer of peers) {
        if (!peer.told || !peer.admission.rooms.includes(room)) continue
        const missing = seqs.filter((seq) => !wasTold(peer, seq))
        if (missing.length === 0) continue
        tellMissed(peer, missing).catch((error) => {
          deps.log.warn({ err: error }, 'what a peer missed cannot be read')
          peer.drop()
        })
      }
    },
    beat: () => {
      for (const peer of peers) peer.told = [new Set(), peer.told?.[0] ?? new Set()]
    },
  })

  return {
    send: (rooms, message) => {
      const wanted = new Set(rooms)
      let text: string | null = null
      for (const peer of peers) {
        if (!peer.admission.rooms.some((room) => wanted.has(room))) continue
        text ??= JSON.stringify(message)
        tell(peer, message, text)
      }
    },
    handleUpgrade: async (req, socket, head) => {
      try {
        const entrance = await entranceOf(deps, req)
        server.handleUpgrade(req, socket, head, (peer) => welcome(peer, entrance))
      } catch (error) {
        if (!(error instanceof Refusal)) {
          deps.log.error({ err: error }, 'a WebSocket was not let in')
        }
        if (error instanceof Refusal) {
          const { ip: address } = sourceOfRequest(deps, req)
          noteRefusal(error, { wire: 'live', address, now: deps.now() })
        }
        refuseSocket(
          socket,
          error instanceof Refusal ? error : new Refusal('system.busy'),
          req.headers,
        )
      }
    },
    stop: async () => {
      clearInterval(round)
      for (const { socket } of peers) socket.close(1001, 'closing')
      for (const peer of peers) peer.drop()
      server.close()
    },
  }
}

/** @throws Refusal thing.not-found, request.foreign-origin, session.missing, permission.missing */
async function entranceOf(deps: Deps, req: IncomingMessage): Promise<Entrance> {
  const url = new URL(req.url ?? '/', 'http://fanzhuo')
  const [, what, number] = PATH.exec(url.pathname) ?? []
  const wanted = id.safeParse(Number(number))
  if (!what || !wanted.success) throw new Refusal('thing.not-found')
  const connectionId = url.searchParams.get('connection_id') ?? ''
  if (connectionId.length > MAXIMUM_CONNECTION_ID) throw new Refusal('input.invalid')

  const ctx = contextOfUpgrade(deps, req)
  await countCommand(deps, 'live.open', { address: ctx.ip })
  const bearer = ctx.bearer ?? url.searchParams.get('token')
  const foreign = bearer ? null : foreignOrigin(deps, req)
  if (foreign) throw foreign
  const asking = { ...ctx, bearer }
  const admission =
    what === 'store'
      ? await admissionFor(asking, { storeId: wanted.data })
      : await admissionForOrder(asking, wanted.data)
  return {
    admission,
    name: (connectionId && [keyOf(admission), ...admission.rooms, connectionId].join(' ')) || null,
  }
}

function isPing(data: RawData): boolean {
  try {
    const word = JSON.parse(data.toString()) as { type?: unknown } | null
    return word?.type === 'ping'
  } catch {
    return false
  }
}
