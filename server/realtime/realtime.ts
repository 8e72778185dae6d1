// The messenger: what was committed reaches everybody who may hear it, over Socket.IO and over the
// spec's WebSockets. It knows no business rule.

import type { IncomingMessage, RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Deps } from '../deps'
import { gatherListeners, type HeardScreen } from './listeners'
import type { Neighbours } from './neighbours'
import { openPlainSockets } from './plain-sockets'
import { startRelay } from './relay'
import { openSockets, SOCKET_PATH } from './sockets'

export type Realtime = {
  /** Something was committed; without it the relay would find it by polling. */
  nudge: () => void
  /** A step of Socket.IO's long polling. */
  handle: RequestListener
  /** Who takes this upgrade; null when it is not one of ours. */
  upgradeFor: (
    req: IncomingMessage,
  ) => ((req: IncomingMessage, socket: Duplex, head: Buffer) => void) | null
  /** The kitchen screens that said they are there since the last time this was asked. */
  takeHeard: () => HeardScreen[]
  stop: () => Promise<void>
}

/** @param neighbours other processes of the same database, if there are any */
export function startRealtime(deps: Deps, neighbours: Neighbours | null): Realtime {
  const listeners = gatherListeners(deps)
  const plain = openPlainSockets(deps, listeners)
  const sockets = openSockets(deps, listeners, neighbours, plain.send)
  const relay = startRelay(deps, (rooms, message) => {
    sockets.send(rooms, message)
    plain.send(rooms, message)
    sockets.passOn(rooms, message)
  })

  return {
    nudge: relay.nudge,
    takeHeard: listeners.takeHeard,
    handle: sockets.handle,
    upgradeFor: ({ url }) => {
      if (url?.startsWith(SOCKET_PATH)) return sockets.handleUpgrade
      if (url?.startsWith('/ws/')) return plain.handleUpgrade
      return null
    },
    stop: async () => {
      await relay.stop()
      await listeners.stop()
      await Promise.all([sockets.stop(), plain.stop()])
    },
  }
}
