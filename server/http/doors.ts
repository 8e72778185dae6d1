// Which door a request goes through, by its path alone; everything that is not a door of ours is a
// page. Before any door: the target is read, the cookies are taken in, the safety headers are on
// the answer, and the method is one of the door's.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import compression from 'compression'
import { Refusal } from '@/domain/refusal'
import { isDatabaseAway } from '../database/trouble'
import type { Deps } from '../deps'
import type { Reconciler } from '../kitchen/reconcile'
import { systemBusy } from '../trpc'
import { answerFailure, answerRefusal } from './answer'
import { callbackDoor } from './callback-door'
import { contractDoor } from './contract-door'
import { exportDoor } from './export-door'
import { sourceOfRequest, tellSource } from './facts'
import { fileDoor } from './file-door'
import { type Policy, setSecurityHeaders } from './headers'
import { healthDoor } from './health-door'
import { keepOwnCookies } from './own-cookies'
import type { Pages } from './pages'
import { picturesDoor } from './pictures-door'
import { believesNobody } from './proxies'
import { isHost, readTarget } from './target'
import { trpcDoor } from './trpc-door'
import { wechatDoor } from './wechat-door'

type Door = {
  at: RegExp
  /** The only ones that are let in; null leaves it to the door. */
  methods: readonly string[] | null
  policy: Policy
  open: (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<void> | void
}

const READ = ['GET', 'HEAD']

/** Smaller answers fit in the packet that they travel in anyway. */
const compress = compression({ threshold: 1_024 })

/**
 * Compressed where the client takes it; pages and the messenger do that themselves, pictures are.
 * No other site can measure the length of an answer to its own question: their questions are
 * refused at the doors (origin.ts).
 */
function withCompression(open: Door['open']): Door['open'] {
  return (req, res, url) => {
    compress(req, res, () => {})
    return open(req, res, url)
  }
}

/** @param live the messenger's long polling */
export function openDoors(
  deps: Deps,
  pages: Pages,
  picturesDir: string,
  reconciler: Reconciler,
  live: RequestListener = (req, res) => answerRefusal(req, res, 'thing.not-found'),
): RequestListener {
  const trpc = trpcDoor(deps)
  const contract = contractDoor(deps)

  const data = (at: RegExp, methods: Door['methods'], open: Door['open']): Door => ({
    at,
    methods,
    policy: 'data',
    open,
  })
  const page: Door['open'] = (req, res) => {
    tellSource(deps, req)
    return pages.handle(req, res)
  }
  // While they are being developed pages also ask and tell Next.
  const methods = pages.isDev ? null : READ
  const doors: Door[] = [
    data(/^\/socket\.io\//, ['GET', 'POST'], live),
    data(
      /^\/api\/trpc\//,
      ['GET', 'POST'],
      withCompression((req, res, { pathname }) => trpc(req, res, pathname)),
    ),
    data(/^\/(healthz|readyz|metrics)$/, READ, withCompression(healthDoor(deps, reconciler))),
    data(/^\/pictures\//, READ, picturesDoor(picturesDir)),
    data(/^\/api\/payment\/callback(\/|$)/, ['POST'], callbackDoor(deps)),
    data(/^\/api\/payment\/wechat\//, ['GET'], wechatDoor(deps)),
    { at: /^\/api\/docs(\/|$)/, methods: null, policy: 'docs', open: withCompression(contract) },
    data(/^\/api\/openapi\.json$/, null, withCompression(contract)),
    data(/^\/api\/(payment|member|analytics)(\/|$)/, null, withCompression(contract)),
    data(/^\/api\/reports\//, null, withCompression(exportDoor(deps))),
    data(/^\/api\/(menu|house)\//, ['GET', 'POST'], withCompression(fileDoor(deps, picturesDir))),
    data(/^\/api(\/|$)/, null, (req, res) => answerRefusal(req, res, 'thing.not-found')),
    data(/^\/_next\/static\//, methods, page),
    {
      at: /^\/staff\/sign-in$/,
      methods: methods && [...methods, 'POST'],
      policy: 'page',
      open: (req, res, url) => (req.method === 'POST' ? showAgain(res, url) : page(req, res, url)),
    },
    { at: /^/, methods, policy: 'page', open: page },
  ]

  let hasWarned = false
  const warnOfProxy = (req: IncomingMessage) => {
    if (hasWarned || !req.headers['x-forwarded-for'] || !believesNobody(deps.proxies)) return
    hasWarned = true
    deps.log.warn(
      { peer: req.socket.remoteAddress },
      'X-Forwarded-For is not believed; if that is your proxy, set TRUSTED_PROXIES: now all who come through it are one address',
    )
  }

  return async (req, res) => {
    warnOfProxy(req)
    try {
      await enterDoor(deps, doors, pages.isDev, req, res)
    } catch (error) {
      if (isGone(error, req)) return
      deps.room.note(error)
      if (isDatabaseAway(error) && !res.headersSent) {
        const { code, details } = systemBusy()
        return answerRefusal(req, res, code, details)
      }
      if (error instanceof Refusal) return answerRefusal(req, res, error.code, error.details)
      // Without what is behind the question mark, and without a payment's token: both let somebody
      // in.
      const path = req.url?.split('?')[0]?.replace(/[\w-]{22,}/g, '…')
      deps.log.error({ err: error, path }, 'a door failed')
      if (res.headersSent) res.destroy()
      else answerFailure(req, res)
    }
  }
}

/** Whoever asked hung up: nobody waits for an answer, and nothing of ours failed. */
function isGone(error: unknown, req: IncomingMessage): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || (code === 'ECONNRESET' && !req.complete)
}

async function enterDoor(
  deps: Deps,
  doors: readonly Door[],
  isDev: boolean,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = readTarget(req)
  const isRefused = typeof url === 'string'
  const door = isRefused ? undefined : doors.find(({ at }) => at.test(url.pathname))
  const { host, isSecure } = sourceOfRequest(deps, req)
  setSecurityHeaders(req, res, {
    policy: door?.policy ?? 'data',
    isSecure,
    host: isHost(host) ? host : '',
    publicUrl: deps.publicUrl,
    isDev,
  })
  keepOwnCookies(req, isSecure)

  if (isRefused) return answerRefusal(req, res, url)
  if (!door) return
  const { methods } = door
  if (methods && !methods.includes(req.method ?? '')) {
    res.setHeader('Allow', methods.join(', '))
    return answerRefusal(req, res, 'request.wrong-method')
  }
  await door.open(req, res, url)
}

/**
 * A form that was sent before its page was alive: the page is shown again, and what was typed is
 * read by nobody.
 */
function showAgain(res: ServerResponse, url: URL): void {
  res.writeHead(303, { Location: url.pathname + url.search })
  res.end()
}
