// The listening server. Whatever arrives on the port is answered or refused, and closed: nothing
// that nobody serves keeps a connection. There are at most as many as the process has descriptors
// for, and when it has none left it says so and is done.

import { close, open } from 'node:fs'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { devNull } from 'node:os'
import type { Duplex } from 'node:stream'
import { Refusal, type RefusalCode } from '@/domain/refusal'
import type { Deps } from '../deps'
import { sourceOfRequest } from './facts'
import { keepOwnCookies } from './own-cookies'
import { ARRIVAL } from './patience'
import { believesNobody, isTrusted, type Proxies, plainAddress } from './proxies'
import { refuseSocket, saidIn } from './refuse-socket'
import { readTarget } from './target'

/** Somebody who stops reading an answer is let go. */
const SILENCE_MS = 60_000
/**
 * How long a connection rests. Behind a proxy longer than proxies keep theirs, or they would send
 * into one that was just closed; a phone's is closed soon, for what it keeps may have died in
 * silence, and it would try each before a new one.
 */
const KEEP_ALIVE_MS = { ofProxies: 75_000, ofPhones: 5_000 }

const MOST_CONNECTIONS = 20_000
/** For the database, files and logs. */
const KEPT_DESCRIPTORS = 200
/**
 * Of all connections one address may hold so many: a whole restaurant may have one. A trusted proxy
 * has as many as there are.
 */
const ADDRESS_SHARE = 0.5

/**
 * How often it is tried whether there are descriptors left, and how often in a row there may be
 * none.
 */
const TRYING_MS = 1_000
const TRIES = 5

/** While stopping: how long a request may take to arrive, and a finished answer to be read. */
const ARRIVING_MS = 1_000
const READING_MS = 4_000

/** The same warning is not written more often. */
const WARNING_MS = 60_000

export type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => void

export type Front = {
  /**
   * @returns the port, which for 0 is any that is free. @throws as Node says, EADDRINUSE and others
   */
  listen: (port: number, host: string) => Promise<number>
  /**
   * No new connections; requests in flight are answered, and each connection is let go as soon as
   * it rests.
   */
  close: () => Promise<void>
  /** Cuts every connection at once. */
  cut: () => void
  /** How many connections are open. */
  count: () => number
}

export type FrontOptions = {
  answer: RequestListener
  /** Who takes a WebSocket that asks for this address; null refuses it. */
  upgradeFor: (req: IncomingMessage) => Upgrade | null
  /** Told once when no connection can be accepted any more. */
  onDeaf: (error: Error) => void
  /** How long a request may take to arrive. */
  arrival?: ServerOptions
  /** At most so many connections at a time. */
  most?: number
}

export function openFront(
  deps: Pick<Deps, 'log' | 'proxies'>,
  { answer, upgradeFor, onDeaf, arrival = ARRIVAL, ...rest }: FrontOptions,
): Front {
  const most = rest.most ?? mostConnections()
  const server = createServer(
    {
      ...arrival,
      keepAliveTimeout: believesNobody(deps.proxies)
        ? KEEP_ALIVE_MS.ofPhones
        : KEEP_ALIVE_MS.ofProxies,
      // The doors refuse it themselves, in words.
      requireHostHeader: false,
    },
    answer,
  )
  server.timeout = SILENCE_MS
  server.maxConnections = most
  const warn = sayRarely((words) => deps.log.warn({ most }, words))
  const connections = watchConnections(server, deps.proxies, Math.ceil(most * ADDRESS_SHARE), warn)
  server.on('drop', () => warn('too many connections: a new one was closed'))

  let isLeaving = false
  server.on('upgrade', (req, socket, head) => {
    const refuse = (code: RefusalCode) => refuseSocket(socket, new Refusal(code), req.headers)
    const target = readTarget(req)
    keepOwnCookies(req, sourceOfRequest(deps, req).isSecure)
    if (typeof target === 'string') return refuse(target)
    if (isLeaving) return refuse('system.busy')
    if (req.headers.upgrade?.toLowerCase() !== 'websocket') return refuse('request.other-protocol')
    const upgrade = upgradeFor(req)
    if (!upgrade) return refuse('thing.not-found')
    socket.on('error', () => socket.destroy())
    upgrade(req, socket, head)
  })
  server.on('connect', (req, socket) =>
    refuseSocket(socket, new Refusal('request.other-protocol'), req.headers),
  )
  // What is expected beyond our word to go on is nothing we do; the request is answered as any
  // other.
  server.on('checkExpectation', (req, res) => server.emit('request', req, res))
  server.on(
    'clientError',
    (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket: Socket) => {
      // Said already, while the rest of what was sent is still thrown away.
      if (socket.writableEnded) return
      if (error.code === 'ECONNRESET' || connections.isAnswering(socket))
        return void socket.destroy()
      const code = BROKEN.get(error.code ?? '') ?? 'request.malformed'
      refuseSocket(socket, new Refusal(code), saidIn(error.rawPacket))
    },
  )

  const trying = tryDescriptors(onDeaf)
  return {
    listen: (port, host) =>
      new Promise((done, fail) => {
        server.once('error', fail)
        server.listen(port, host, () => {
          server.removeListener('error', fail)
          server.on('error', onDeaf)
          done((server.address() as AddressInfo).port)
        })
      }),
    close: async () => {
      isLeaving = true
      trying.stop()
      const letGo = setInterval(() => server.closeIdleConnections(), 50)
      const timers = [
        setTimeout(connections.cutUnheard, ARRIVING_MS),
        setTimeout(connections.cutUnread, READING_MS),
      ]
      await new Promise((done) => server.close(done))
      clearInterval(letGo)
      for (const timer of timers) clearTimeout(timer)
    },
    cut: () => {
      trying.stop()
      server.close()
      connections.cutAll()
    },
    count: connections.count,
  }
}

/** What a client did wrong, by the name that Node has for it. */
const BROKEN: ReadonlyMap<string, RefusalCode> = new Map([
  ['HPE_HEADER_OVERFLOW', 'request.too-long'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request.too-slow'],
])

function mostConnections(): number {
  // Or it would look up names of addresses.
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const limit = Number(userLimits?.open_files?.soft)
  if (!Number.isFinite(limit)) return MOST_CONNECTIONS
  return Math.min(MOST_CONNECTIONS, Math.max(limit - KEPT_DESCRIPTORS, Math.ceil(limit / 2)))
}

/** Every connection, upgraded or not, and what it is about. */
function watchConnections(
  server: Server,
  proxies: Proxies,
  mostOfOne: number,
  warn: (words: string) => void,
) {
  const all = new Set<Socket>()
  const countOf = new Map<string, number>()
  const answering = new Map<
    Socket,
    { req: IncomingMessage; isBegun: () => boolean; isWritten: () => boolean }
  >()

  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (countOf.get(address) ?? 0) + 1
    all.add(socket)
    countOf.set(address, count)
    socket.once('close', () => {
      all.delete(socket)
      const left = (countOf.get(address) ?? 1) - 1
      if (left > 0) countOf.set(address, left)
      else countOf.delete(address)
    })
    if (count <= mostOfOne || isTrusted(proxies, plainAddress(address) ?? '', 0)) return
    warn('too many connections of one address: a new one was closed')
    socket.destroy()
  })
  server.on('request', (req, res) => {
    answering.set(req.socket, {
      req,
      isBegun: () => res.headersSent,
      isWritten: () => res.writableEnded,
    })
    res.once('close', () => {
      if (answering.get(req.socket)?.req === req) answering.delete(req.socket)
    })
  })

  const cut = (isCut: (socket: Socket) => boolean) => {
    for (const socket of all) if (isCut(socket)) socket.destroy()
  }
  return {
    /** Whoever has not yet asked: browsers connect in advance, and some send a byte a minute. */
    cutUnheard: () => cut((socket) => answering.get(socket)?.req.complete !== true),
    /** Whoever has an answer and does not read it. */
    cutUnread: () => cut((socket) => answering.get(socket)?.isWritten() !== false),
    cutAll: () => cut(() => true),
    /** Whether part of an answer is out, so that no other can be given. */
    isAnswering: (socket: Socket) => answering.get(socket)?.isBegun() === true,
    count: () => all.size,
  }
}

/**
 * The system closes a connection for which we have no descriptor without a word to us, so that
 * everything looks well from inside: whether there are any is tried by opening one.
 */
function tryDescriptors(onDeaf: (error: Error) => void): { stop: () => void } {
  let failures = 0
  const timer = setInterval(() => {
    open(devNull, 'r', (error, descriptor) => {
      const isOut = error?.code === 'EMFILE' || error?.code === 'ENFILE'
      failures = isOut ? failures + 1 : 0
      if (descriptor !== undefined) close(descriptor)
      if (error && failures === TRIES) onDeaf(error)
    })
  }, TRYING_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function sayRarely(say: (words: string) => void): (words: string) => void {
  const saidAtMs = new Map<string, number>()
  return (words) => {
    const nowMs = performance.now()
    if (nowMs - (saidAtMs.get(words) ?? Number.NEGATIVE_INFINITY) < WARNING_MS) return
    saidAtMs.set(words, nowMs)
    say(words)
  }
}
