// The messenger: takes what rooms wrote into the outbox to whoever may hear it. It knows no business rule.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Ground } from '../ground'
import { outsiders } from './hearer'
import { openPlainSockets } from './plain-sockets'
import { startRelay } from './relay'
import { openSockets } from './sockets'

/** How often rights are read again: whoever lost theirs is out within a second. */
const RIGHTS_MS = 700

export type Realtime = {
  nudge: () => void
  /** Whether the upgrade is one of ours. */
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  stop: () => Promise<void>
}

export function startRealtime(ground: Ground, httpServer: Server): Realtime {
  const sockets = openSockets(ground, httpServer)
  const plain = openPlainSockets(ground)
  const relay = startRelay(ground, (rooms, message) => {
    sockets.send(rooms, message)
    plain.send(rooms, message)
  })

  let isChecking = false
  const rights = setInterval(async () => {
    if (isChecking) return
    isChecking = true
    try {
      const all = [...sockets.hearers(), ...plain.hearers()]
      const out = new Set(
        await outsiders(
          ground,
          all.map((each) => each.hearer),
        ),
      )
      for (const { hearer, leave } of all) if (out.has(hearer)) leave()
    } catch (error) {
      ground.log.warn({ err: error }, 'rights could not be read again')
    }
    isChecking = false
  }, RIGHTS_MS)

  return {
    nudge: relay.nudge,
    handleUpgrade: (req, socket, head) =>
      (req.url ?? '').startsWith('/socket.io/') || plain.handleUpgrade(req, socket, head),
    stop: async () => {
      clearInterval(rights)
      await relay.stop()
      await Promise.all([sockets.stop(), plain.stop()])
    },
  }
}
