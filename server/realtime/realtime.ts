// The messenger: what was committed reaches everybody who may hear it, over Socket.IO and over the spec's WebSockets.
// It knows no business rule.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Ground } from '../ground'
import { gatherListeners } from './listeners'
import type { Neighbours } from './neighbours'
import { openPlainSockets } from './plain-sockets'
import { startPruning } from './prune-events'
import { startRelay } from './relay'
import { openSockets, SOCKET_PATH } from './sockets'

export type Realtime = {
  /** Something was committed; without it the relay would find it by polling. */
  nudge: () => void
  /** Whether the upgrade was ours. */
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  stop: () => Promise<void>
}

/** @param neighbours other processes of the same database, if there are any */
export function startRealtime(
  ground: Ground,
  httpServer: Server,
  neighbours: Neighbours | null,
): Realtime {
  const listeners = gatherListeners(ground)
  const plain = openPlainSockets(ground, listeners)
  const sockets = openSockets(ground, httpServer, listeners, neighbours, plain.send)
  const pruning = startPruning(ground)
  const relay = startRelay(ground, (rooms, message) => {
    sockets.send(rooms, message)
    plain.send(rooms, message)
    sockets.passOn(rooms, message)
  })

  return {
    nudge: relay.nudge,
    handleUpgrade: (req, socket, head) => {
      // Socket.IO listens for its own.
      if (req.url?.startsWith(SOCKET_PATH)) return true
      if (!req.url?.startsWith('/ws/')) return false
      void plain.handleUpgrade(req, socket, head)
      return true
    },
    stop: async () => {
      pruning.stop()
      await relay.stop()
      await listeners.stop()
      await Promise.all([sockets.stop(), plain.stop()])
    },
  }
}
