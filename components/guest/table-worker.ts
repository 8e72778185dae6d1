// What answers on a phone when the house cannot be reached: the table's page as it was last shown,
// with the scripts and pictures that it is made of. Nothing else is kept, so that nothing is priced
// or ordered from an old answer.

import { TABLES_PATH } from '@/domain/paths'

/** The store of answers; another name, and what was kept under an older one goes. */
export const KEPT_ANSWERS = 'table-1'

/** What is kept of a meal is kept no longer than a meal lasts. */
export const KEPT_MS = 24 * 3_600_000

/** The paths of what a page is made of; their names change with what is in them. */
export const PARTS = /^\/(_next\/static|pictures)\//

const MOST_PAGES = 3
const MOST_PARTS = 400
/** How long the house is waited for where there is a page to show. */
const PATIENCE_MS = 5_000

export const tableWorkerScript = `'use strict'
const NO_HOUSE = [502, 503, 504]
const ofPage = ({ url }) => new URL(url).pathname.startsWith('${TABLES_PATH}')

addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(begin()))
addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (pathname.startsWith('${TABLES_PATH}')) event.respondWith(page(event, pathname))
  } else if (${PARTS}.test(pathname)) event.respondWith(part(request))
})

async function begin() {
  for (const name of await caches.keys()) if (name !== '${KEPT_ANSWERS}') await caches.delete(name)
  await clients.claim()
}

async function page(event, pathname) {
  const kept = await caches.open('${KEPT_ANSWERS}')
  const asked = fetch(event.request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await kept.put(pathname, answer.clone())
    else if (answer.status === 404) await kept.delete(pathname)
    await tidy(kept)
    return answer
  })
  event.waitUntil(asked.catch(() => {}))
  const copy = await kept.match(pathname, { ignoreVary: true })
  if (!copy || Date.now() - Date.parse(copy.headers.get('date')) > ${KEPT_MS}) return asked
  const late = new Promise((resolve) => setTimeout(resolve, ${PATIENCE_MS}))
  const answer = await Promise.race([asked, late]).catch(() => {})
  return answer && !NO_HOUSE.includes(answer.status) ? answer : asKept(copy)
}

async function asKept(copy) {
  const text = await copy.text()
  const headers = new Headers(copy.headers)
  for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  return new Response(text.replace('<html ', '<html data-kept="" '), { headers })
}

async function part(request) {
  const kept = await caches.open('${KEPT_ANSWERS}')
  const copy = await kept.match(request)
  if (copy) return copy
  const answer = await fetch(request)
  if (answer.ok) await kept.put(request, answer.clone()).catch(() => {})
  return answer
}

async function tidy(kept) {
  const all = await kept.keys()
  const pages = all.filter(ofPage)
  const parts = all.filter((each) => !ofPage(each))
  const old = [...pages.slice(0, -${MOST_PAGES}), ...parts.slice(0, -${MOST_PARTS})]
  for (const each of old) await kept.delete(each)
}
`
