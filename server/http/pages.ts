// Pages are Next's. It gets a separate HTTP server that never listens, so that its upgrade listener
// is not on ours.

import { AsyncLocalStorage } from 'node:async_hooks'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { relative } from 'node:path'
import type { Duplex } from 'node:stream'
import next from 'next'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { REFUSALS, type RefusalCode } from '@/domain/refusal'
import { pagesFolder } from '../built'

export type Pages = {
  isDev: boolean
  handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>
  /** Hot reloading in development, nobody else. */
  upgradeFor: (
    req: IncomingMessage,
  ) => ((req: IncomingMessage, socket: Duplex, head: Buffer) => void) | null
  close: () => Promise<void>
}

export async function openPages(options: { isDev: boolean; port: number }): Promise<Pages> {
  const never = createServer()
  const built = options.isDev ? null : pagesFolder()
  if (built) process.env.NEXT_DIST_DIR = relative(process.cwd(), built)
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
    isDev: options.isDev,
    handle: (req, res) => {
      dropBrokenState(req)
      return answers.run(res, () => handle(req, res))
    },
    // Next listens on its own server; its upgrade handler of that name does nothing here.
    upgradeFor: ({ url }) =>
      options.isDev && url?.startsWith('/_next/')
        ? (req, socket, head) => void never.emit('upgrade', req, socket, head)
        : null,
    close: () => app.close(),
  }
}

/** The answer that a page is rendered for. */
const answers = new AsyncLocalStorage<ServerResponse>()

/** See `Handle`. */
export function answerPageAs(code: RefusalCode): void {
  const res = answers.getStore()
  if (res && !res.headersSent) res.statusCode = REFUSALS[code]
}

const STATE_HEADER = 'next-router-state-tree'

/**
 * What a page says it has already; Next answers 500 to what it cannot read there, and the whole
 * page to nothing.
 */
function dropBrokenState(req: IncomingMessage): void {
  try {
    parseAndValidateFlightRouterState(req.headers[STATE_HEADER])
  } catch {
    delete req.headers[STATE_HEADER]
  }
}
