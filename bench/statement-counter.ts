// A loopback proxy before PostgreSQL that counts what a client sends: statements executed and round
// trips (Sync), read from the wire protocol itself, so nothing in the server has to be trusted
// about it.

import { connect, createServer, type Server, type Socket } from 'node:net'

export type Counts = { statements: number; roundTrips: number; byName: Map<string, number> }

export type StatementCounter = { port: number; take: () => Counts; close: () => Promise<void> }

export async function countStatements(host: string, port: number): Promise<StatementCounter> {
  let counts = none()
  const sockets = new Set<Socket>()
  const server: Server = createServer((client) => {
    const upstream = connect(port, host)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    const read = messageReader((type, body) => {
      if (type === 'Q') {
        counts.statements += 1
        counts.roundTrips += 1
        count(counts.byName, 'simple')
      } else if (type === 'S') counts.roundTrips += 1
      else if (type === 'E') counts.statements += 1
      else if (type === 'B') {
        // Bind: portal name, then statement name, both zero-terminated.
        const [, name = ''] = body.toString('utf8', 0, 200).split('\0')
        count(counts.byName, name || 'unnamed')
      }
    })
    client.on('data', (chunk) => {
      read(chunk)
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => client.write(chunk))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    take: () => {
      const taken = counts
      counts = none()
      return taken
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function none(): Counts {
  return { statements: 0, roundTrips: 0, byName: new Map() }
}

function count(names: Map<string, number>, name: string): void {
  names.set(name, (names.get(name) ?? 0) + 1)
}

/** Frontend messages are a type byte and a length; the start-up message alone has no type. */
function messageReader(onMessage: (type: string, body: Buffer) => void) {
  let pending: Buffer = Buffer.alloc(0)
  let isStarted = false
  return (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      const header = isStarted ? 1 : 0
      if (pending.length < header + 4) return
      const length = pending.readInt32BE(header)
      if (pending.length < header + length) return
      if (isStarted) {
        onMessage(String.fromCharCode(pending[0] ?? 0), pending.subarray(5, header + length))
      }
      isStarted = true
      pending = pending.subarray(header + length)
    }
  }
}
