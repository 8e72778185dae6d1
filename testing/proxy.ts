// A small proxy on loopback before several processes, as an installation of two has one: each
// connection goes to the next process that takes it. It can cut connections, as bad networks do.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type SmallProxy = {
  port: number
  /** Cuts every connection, or with a chance (0 to 1) each. */
  cut: (chance?: () => boolean) => void
  /** From now on everything takes so many ms longer, each way. */
  delay: (ms: number) => void
  /** The connections that are open now carry nothing any more and do not end; new ones are well. */
  deafen: () => void
  close: () => Promise<void>
}

/**
 * @param isTurning each connection begins with the next process; else with the first one, and the
 *   others stand in for it
 */
export async function openProxy(
  ports: readonly number[],
  { port = 0, isTurning = true } = {},
): Promise<SmallProxy> {
  const talking = new Set<Socket>()
  const deaf = new WeakSet<Socket>()
  let turn = 0
  let delayMs = 0
  const server = createServer((from) => {
    from.on('error', () => {})
    if (isTurning) turn = (turn + 1) % ports.length
    talk(from, [...ports.slice(turn), ...ports.slice(0, turn)])
  })

  const carry = (source: Socket, target: Socket, connection: Socket) => {
    source.on('data', (chunk) => {
      if (deaf.has(connection)) return
      if (delayMs === 0) target.write(chunk)
      else setTimeout(() => target.destroyed || target.write(chunk), delayMs)
    })
  }
  const talk = (from: Socket, [next, ...others]: readonly number[]) => {
    if (next === undefined) return from.destroy()
    const to = connect(next, '127.0.0.1')
    let isThere = false
    to.once('connect', () => {
      isThere = true
      talking.add(from)
      carry(from, to, from)
      carry(to, from, from)
      from.once('close', () => {
        talking.delete(from)
        to.destroy()
      })
      if (from.destroyed) to.destroy()
    })
    to.on('error', () => {
      if (!isThere) talk(from, others)
    })
    to.once('close', () => {
      if (isThere) from.destroy()
    })
    return to
  }

  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const cut: SmallProxy['cut'] = (chance = () => true) => {
    for (const socket of talking) if (chance()) socket.destroy()
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    delay: (ms) => {
      delayMs = ms
    },
    deafen: () => {
      for (const socket of talking) deaf.add(socket)
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cut()
      await closed
    },
  }
}
