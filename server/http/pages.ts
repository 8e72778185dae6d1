// Pages are Next's. It gets a separate HTTP server that never listens, so that its upgrade listener is not on ours.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'

export type Pages = {
  handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>
  /** Only in development: hot reloading. */
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => Promise<void>
}

export async function openPages(options: { isDev: boolean; port: number }): Promise<Pages> {
  const never = createServer()
  const app = next({
    dev: options.isDev,
    dir: process.cwd(),
    hostname: 'localhost',
    port: options.port,
    httpServer: never,
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  return {
    handle: (req, res) => handle(req, res),
    // Next listens on its own server; its upgrade handler of that name does nothing here.
    handleUpgrade: (req, socket, head) => {
      never.emit('upgrade', req, socket, head)
    },
    close: () => app.close(),
  }
}
