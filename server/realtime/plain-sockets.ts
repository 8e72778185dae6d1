// The spec's plain WebSockets, /ws/store/{store_id} and /ws/order/{order_id}: the same messages for programs and other screens.
// {"type":"ping"} is answered with {"type":"pong","timestamp":…}; a peer that is dead or does not read is dropped.

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Message } from '@/domain/event'
import { seatCookie } from '../access/read-seat'
import { cookiesOf } from '../context'
import type { Ground } from '../ground'
import { isOwnOrigin } from '../http/origin'
import { type Hearer, hearAtStore, hearAtTable, hearWithKey } from './hearer'

const DEAD_AFTER_MS = 30_000
const MAXIMUM_PAYLOAD_BYTES = 4_096
/** A peer that lets this much wait in our memory is dropped; it comes back and reads again. */
const MAXIMUM_WAITING_BYTES = 1_000_000

const PATH = /^\/ws\/(store|order)\/(\d{1,9})$/

type Peer = { socket: WebSocket; hearer: Hearer; isAlive: boolean }

export type PlainSockets = {
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  send: (rooms: readonly string[], message: Message) => void
  hearers: () => { hearer: Hearer; leave: () => void }[]
  stop: () => Promise<void>
}

export function openPlainSockets(ground: Ground): PlainSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAXIMUM_PAYLOAD_BYTES })
  const peers = new Set<Peer>()

  const letIn = async (req: IncomingMessage, socket: Duplex, head: Buffer, url: URL) => {
    const hearer = await hearerOf(ground, req, url)
    if (!hearer) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    server.handleUpgrade(req, socket, head, (webSocket) => {
      const peer: Peer = { socket: webSocket, hearer, isAlive: true }
      peers.add(peer)
      webSocket.on('close', () => peers.delete(peer))
      webSocket.on('error', () => webSocket.terminate())
      webSocket.on('pong', () => {
        peer.isAlive = true
      })
      webSocket.on('message', (data) => {
        peer.isAlive = true
        if (isPing(String(data))) {
          webSocket.send(JSON.stringify({ type: 'pong', timestamp: ground.now().toISOString() }))
        }
      })
    })
  }

  const sweep = setInterval(() => {
    for (const peer of peers) {
      if (!peer.isAlive) peer.socket.terminate()
      peer.isAlive = false
      if (peer.socket.readyState === WebSocket.OPEN) peer.socket.ping()
    }
  }, DEAD_AFTER_MS)
  sweep.unref()

  return {
    handleUpgrade: (req, socket, head) => {
      const url = new URL(req.url ?? '/', 'http://fanzhuo')
      if (!url.pathname.startsWith('/ws/')) return false
      socket.on('error', () => socket.destroy())
      letIn(req, socket, head, url).catch((error) => {
        ground.log.warn({ err: error }, 'a program could not be let in')
        socket.destroy()
      })
      return true
    },
    send: (rooms, message) => {
      const heard = [...peers].filter((peer) =>
        peer.hearer.rooms.some((room) => rooms.includes(room)),
      )
      if (heard.length === 0) return
      const text = JSON.stringify(message)
      for (const { socket } of heard) {
        if (socket.bufferedAmount > MAXIMUM_WAITING_BYTES) socket.terminate()
        else if (socket.readyState === WebSocket.OPEN) socket.send(text)
      }
    },
    hearers: () =>
      [...peers].map(({ hearer, socket }) => ({ hearer, leave: () => socket.close(4_401, 'out') })),
    stop: async () => {
      clearInterval(sweep)
      for (const { socket } of peers) socket.close(1_001, 'going away')
      server.close()
    },
  }
}

/** Who knocks: with cookies only from our own pages, or with a key. */
async function hearerOf(ground: Ground, req: IncomingMessage, url: URL): Promise<Hearer | null> {
  const [, kind, number] = PATH.exec(url.pathname) ?? []
  if (!kind) return null
  const wanted = Number(number)
  const { authorization, cookie } = req.headers
  const bearer = authorization?.startsWith('Bearer ') ? authorization.slice(7) : null
  const key = bearer ?? url.searchParams.get('token')
  if (!key && !isOwnOrigin(req)) return null

  if (kind === 'store') {
    return key ? hearWithKey(ground, key, wanted) : hearAtStore(ground, cookie, wanted)
  }
  const order = await ground.db.order.findUnique({
    where: { id: wanted },
    select: { storeId: true, sittingId: true },
  })
  if (!order) return null
  const hearer = key
    ? await hearWithKey(ground, key, order.storeId)
    : ((await hearOwnOrder(ground, cookie, order.sittingId)) ??
      (await hearAtStore(ground, cookie, order.storeId)))
  return hearer && { ...hearer, rooms: [`order:${wanted}`] }
}

/** The guest of the sitting that the order belongs to, whichever of its tables they scanned. */
async function hearOwnOrder(
  ground: Ground,
  cookie: string | undefined,
  sittingId: number | null,
): Promise<Hearer | null> {
  const prefix = seatCookie('')
  for (const name of cookiesOf(cookie).keys()) {
    if (!name.startsWith(prefix)) continue
    const hearer = await hearAtTable(ground, cookie, name.slice(prefix.length))
    if (hearer?.kind === 'guest' && hearer.sittingId === sittingId) return hearer
  }
  return null
}

function isPing(text: string): boolean {
  try {
    return JSON.parse(text)?.type === 'ping'
  } catch {
    return false
  }
}
