// Somebody with a browser, without the glass: the cookies of a site are kept, every request says
// which page it comes from, and calls go in batches, as from our screens.

import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client'
import { Fetch, io, NodeWebSocket } from 'socket.io-client'
import type { LiveTarget, Message } from '@/domain/event'
import type { AppRouter } from '@/server/router'

const MOST_REDIRECTS = 5
const MOST_TRIES = 10

export type Visitor = {
  call: TRPCClient<AppRouter>
  /**
   * What a page, or any other address of the site, says once all redirects are followed. @throws
   * where that is no 200
   */
  read: (path: string) => Promise<string>
  /** Resolves when the page is live; `close` ends it. */
  listen: (target: LiveTarget, on: (message: Message) => void) => Promise<{ close: () => void }>
}

/** @param site as in the address bar: `http://127.0.0.1:3000` */
export function visitorAt(site: string): Visitor {
  const { origin } = new URL(site)
  const cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  const keep = (res: Response) => {
    for (const line of res.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/;\s*max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return res
  }
  const ask = async (url: string | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Accept-Language', 'zh-CN')
    if (cookies.size > 0) headers.set('Cookie', cookie())
    return keep(await fetch(url, { ...init, headers, redirect: 'manual' }))
  }

  return {
    call: createTRPCClient<AppRouter>({
      links: [
        httpBatchLink({
          url: `${origin}/api/trpc`,
          maxItems: 10,
          headers: { Origin: origin },
          fetch: (url, init) => ask(url as string, init as RequestInit),
        }),
      ],
    }),
    read: async (path) => {
      let url = new URL(path, origin)
      for (let turn = 0; turn < MOST_REDIRECTS; turn += 1) {
        const res = await ask(url)
        const to = res.headers.get('Location')
        if (res.status === 200) return await res.text()
        if (!to) throw new Error(`${url} answers ${res.status}: ${await res.text()}`)
        url = new URL(to, url)
        if (url.origin !== origin) throw new Error(`${path} leads away to ${url}`)
      }
      throw new Error(`${path} leads on and on, at last to ${url}`)
    },
    listen: (target, on) => {
      const socket = io(origin, {
        auth: target,
        // As the browser's two; Node's own polling writes an IPv6 host without its brackets.
        transports: [NodeWebSocket, Fetch],
        tryAllTransports: true,
        forceNew: true,
        extraHeaders: { Cookie: cookie(), Origin: origin },
      })
      socket.on('message', on)
      let tries = 0
      return new Promise((resolve, reject) => {
        socket.on('connect', () => resolve({ close: () => socket.disconnect() }))
        socket.on('connect_error', (error) => {
          tries += 1
          if (socket.active && tries < MOST_TRIES) return
          socket.disconnect()
          reject(error)
        })
      })
    },
  }
}
