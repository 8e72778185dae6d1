// A house behind a real nginx, as people set one up: with nothing said, without the port, and by
// our recipe; over TLS and without. Where it can be known that a page is ours it signs in, orders
// and listens, over WebSockets or without them; where it cannot, everybody is told why.

import { generateKeyPairSync } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import pino from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { defaultSite, documentedSite, portlessSite, throwAwayNginx } from '@/setup/nginx.mjs'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { certificateOf } from '@/testing/platforms/certificate'
import { freshPort } from '@/testing/ports'
import { makeRestaurant, type Restaurant, testDeps } from '@/testing/restaurant'
import { hashPassword } from '../access/passwords'
import { seatCookie } from '../access/read-seat'
import { hashToken, newToken } from '../access/tokens'
import type { Deps } from '../deps'
import { readEnv } from '../env'
import { makeReconciler } from '../kitchen/reconcile'
import { startRealtime } from '../realtime/realtime'
import { openDoors } from './doors'
import { openFront } from './front'

const PASSWORD = 'braised-pork-42'
const PORT = freshPort()
const SAME = { 'Sec-Fetch-Site': 'same-origin' }
const SITES = { defaultSite, portlessSite, documentedSite }
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

let database: TestDatabase
let place: Restaurant
let tls: { certificate: string; key: string }
const undo: (() => Promise<unknown> | unknown)[] = []

beforeAll(async () => {
  database = await freshDatabase()
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [from, to] = [new Date('2026-01-01'), new Date('2046-01-01')]
  tls = {
    certificate: certificateOf(keys, '0a', from, to),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
})
afterAll(() => database.drop())
beforeEach(async () => {
  place = await makeRestaurant(database.db, clock)
  await database.db.staff.update({
    where: { id: place.store.staff.waiter.id },
    data: { passwordHash: await hashPassword(PASSWORD) },
  })
})
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

type Settings = { isTls?: boolean; publicUrl?: string; trusted?: string }

/** What a browser at `base` does there. */
type House = { base: string; ask: typeof ask; logged: () => Record<string, unknown>[] }

/** A house behind an nginx; where a browser sees it is `base`. */
async function houseBehind(
  site: keyof typeof SITES,
  { isTls, publicUrl, trusted }: Settings,
): Promise<House> {
  const base = `${isTls ? 'https' : 'http'}://127.0.0.1:${PORT}`
  const lines: string[] = []
  const deps: Deps = {
    ...testDeps(database, clock),
    log: pino({ base: null }, { write: (line) => void lines.push(line) }),
    nudge: () => realtime.nudge(),
    publicUrl: publicUrl ?? 'http://192.168.1.8:3000',
    proxies: readEnv(trusted ? { TRUSTED_PROXIES: trusted } : {}).TRUSTED_PROXIES,
  }
  const pages = {
    handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  const realtime = startRealtime(deps, null)
  const front = openFront(deps, {
    answer: openDoors(deps, pages, '/nowhere', makeReconciler(deps), realtime.handle),
    upgradeFor: realtime.upgradeFor,
    onDeaf: () => {},
  })
  const port = await front.listen(0, '127.0.0.1')
  undo.push(async () => {
    await realtime.stop()
    await front.close()
  })
  const nginx = throwAwayNginx(SITES[site], { port: PORT, to: port, ...(isTls && { tls }) })
  await nginx.start()
  undo.push(nginx.stop)
  return { base, ask, logged: () => lines.map((line) => JSON.parse(line)) }
}

type Answer = {
  status: number
  body: { message?: string; result?: { data: { version: number; owedCents: number } } }
  cookies: string[]
}

/** A call as a page of `base` makes it. */
function ask(
  base: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const request = base.startsWith('https') ? tlsRequest : plainRequest
  const options = {
    method: body === undefined ? 'GET' : 'POST',
    rejectUnauthorized: false,
    headers: {
      Origin: base,
      'Accept-Language': 'en',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
  }
  return new Promise((done, fail) => {
    const asked = request(new URL(path, base), options, async (res) => {
      const text = (await res.toArray()).join('')
      const said = /json/.test(res.headers['content-type'] ?? '') ? JSON.parse(text) : {}
      done({
        status: res.statusCode ?? 0,
        body: said,
        cookies: (res.headers['set-cookie'] ?? []).map((each) => each.split(';')[0] ?? ''),
      })
    })
    asked.on('error', fail)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const login = () => ({ login: `waiter-${place.store.id}`, password: PASSWORD })

/**
 * Signs in, sits down, orders, and hears of it; whatever of it fails is thrown. @returns what the
 * live link ran on
 */
async function oneMeal(base: string, headers: Record<string, string>): Promise<string> {
  const signedIn = await ask(base, '/api/trpc/access.signIn', headers, login())
  expect(signedIn).toMatchObject({ status: 200 })
  const staff = signedIn.cookies.find((cookie) => /^(__Host-)?staff=/.test(cookie)) ?? ''

  const { code } = place.store.tables[0]
  const joined = await ask(base, '/api/trpc/seating.join', headers, { code })
  expect(joined).toMatchObject({ status: 200 })
  const phone = { ...headers, Cookie: joined.cookies.join('; ') }
  expect(phone.Cookie).toContain(seatCookie(code))

  const storeId = place.store.id
  const socket = await live(base, { storeId }, { ...headers, Cookie: staff })
  const heard = new Promise<string>((done) => socket.once('message', ({ type }) => done(type)))
  const dishId = place.store.dishes.rice.id
  const request = { code, dishId, choices: [], quantity: 1, note: '', key: newToken() }
  expect(await ask(base, '/api/trpc/ordering.addToCart', phone, request)).toMatchObject({
    status: 200,
  })
  const read = `/api/trpc/ordering.cart?input=${encodeURIComponent(JSON.stringify({ code }))}`
  const cart = (await ask(base, read, phone)).body.result?.data
  const seen = { cartVersion: cart?.version, expectedCents: cart?.owedCents }
  const order = { code, ...seen, key: newToken() }
  expect(await ask(base, '/api/trpc/ordering.place', phone, order)).toMatchObject({ status: 200 })
  expect(await heard).toBe('new_order')
  return socket.io.engine.transport.name
}

/** A page's own live link. @throws as the server refuses it */
function live(base: string, target: object, headers: Record<string, string>): Promise<Socket> {
  const socket = io(base, {
    auth: target,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    reconnection: false,
    rejectUnauthorized: false,
    extraHeaders: { Origin: base, ...headers },
  })
  undo.push(() => socket.disconnect())
  return new Promise((done, fail) => {
    socket.once('connect', () => done(socket))
    socket.once('connect_error', fail)
  })
}

describe('a whole meal, from signing in to the live link', () => {
  const atOurPort = (isTls?: boolean) => `${isTls ? 'https' : 'http'}://127.0.0.1:${PORT}`
  it.each<[string, keyof typeof SITES, Settings, Record<string, string>, string]>([
    ['nginx as it comes, PUBLIC_URL set', 'defaultSite', { publicUrl: atOurPort() }, {}, 'polling'],
    [
      'the same over TLS',
      'defaultSite',
      { isTls: true, publicUrl: atOurPort(true) },
      {},
      'polling',
    ],
    [
      'nginx as it comes, TLS, a browser that vouches',
      'defaultSite',
      { isTls: true },
      SAME,
      'polling',
    ],
    [
      '$host, https on another port, a browser that vouches',
      'portlessSite',
      { isTls: true },
      SAME,
      'polling',
    ],
    [
      'the same with its proxy trusted',
      'portlessSite',
      { isTls: true, trusted: 'loopback' },
      SAME,
      'polling',
    ],
    [
      '$host, https on another port, PUBLIC_URL set',
      'portlessSite',
      { isTls: true, publicUrl: atOurPort(true) },
      {},
      'polling',
    ],
    ['our recipe over plain HTTP', 'documentedSite', { trusted: 'loopback' }, {}, 'websocket'],
    ['our recipe', 'documentedSite', { isTls: true, trusted: 'loopback' }, {}, 'websocket'],
    ['our recipe without TRUSTED_PROXIES', 'documentedSite', { isTls: true }, {}, 'websocket'],
  ])('%s', async (_, site, settings, headers, transport) => {
    const { base } = await houseBehind(site, settings)
    expect(await oneMeal(base, headers)).toBe(transport)
  })
})

describe('where nobody can know that the page is ours', () => {
  const cases: [string, keyof typeof SITES, Settings, string][] = [
    ['nginx as it comes', 'defaultSite', {}, '127.0.0.1'],
    ['$host, https on another port, an old browser', 'portlessSite', { isTls: true }, '127.0.0.1'],
    ['the same with its proxy trusted', 'portlessSite', { isTls: true, trusted: '1' }, '127.0.0.1'],
  ]
  it.each(cases)(
    '%s: every door says so in words, and the log says once what to set',
    async (_, site, settings, host) => {
      const { base, logged } = await houseBehind(site, settings)
      const sentence = `The server does not know the address ${base}`
      const refused = { status: 403, body: { message: expect.stringContaining(sentence) } }

      expect(await ask(base, '/api/trpc/access.signIn', {}, login())).toMatchObject(refused)
      const { code } = place.store.tables[0]
      expect(await ask(base, '/api/trpc/seating.join', {}, { code })).toMatchObject(refused)
      expect(await ask(base, '/api/payment/methods', {})).toMatchObject(refused)
      const report = `/api/reports/daily-revenue.csv?store_id=${place.store.id}&period=today`
      expect(await ask(base, report, {})).toMatchObject(refused)
      const poll = '/socket.io/?EIO=4&transport=polling'
      expect(await ask(base, poll, {})).toMatchObject(refused)
      const shake = await live(base, { code }, {}).catch((error) => error)
      expect(shake).toMatchObject({ context: { status: 403 } })

      const told = logged().filter(({ origin }) => origin !== undefined)
      expect(told).toHaveLength(1)
      expect(told[0]).toMatchObject({ origin: base, host: expect.stringContaining(host) })
      expect(told[0]?.msg).toContain(`PUBLIC_URL=${base}`)
      expect(told[0]?.msg).toContain('proxy_set_header Host $http_host')
    },
  )

  it.each<[string, Record<string, string>]>([
    ['by its origin', { Origin: 'https://evil.example' }],
    ['by the browser’s word', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['at a neighbouring name', { 'Sec-Fetch-Site': 'same-site' }],
    ['without a name', { Origin: 'null' }],
  ])('another site’s page stays out behind each of them: %s', async (_, headers) => {
    for (const site of ['defaultSite', 'documentedSite'] as const) {
      const publicUrl = `http://127.0.0.1:${PORT}`
      const { base } = await houseBehind(site, { publicUrl, trusted: 'loopback' })
      expect((await ask(base, '/api/trpc/access.signIn', headers, login())).status).toBe(403)
      await expect(live(base, { storeId: place.store.id }, headers)).rejects.toThrow()
      for (const step of undo.splice(0).reverse()) await step()
    }
  })
})

describe('what a proxy that says nothing of itself must not open', () => {
  it.each([
    ['https://order.example.com', 401],
    ['http://203.0.113.9', 401],
    [`http://127.0.0.1:${PORT}`, 200],
    ['http://192.168.1.8:8080', 200],
    ['http://nas.local', 200],
  ])('the demo’s password, at a page at %s: %s', async (origin, status) => {
    const { base } = await houseBehind('defaultSite', {})
    const demo = { login: `demo-${place.store.id}`, password: PASSWORD }
    const passwordHash = await hashPassword(PASSWORD)
    await database.db.staff.create({
      data: { login: demo.login, name: '', passwordHash, hasDemoPassword: true },
    })
    const answer = await ask(base, '/api/trpc/access.signIn', { Origin: origin, ...SAME }, demo)
    expect(answer.status).toBe(status)
  })
})

it('a link of the contract is let in by its key, wherever the page is that carries it', async () => {
  const { base } = await houseBehind('documentedSite', { trusted: 'loopback' })
  const token = newToken()
  const { id: storeId } = place.store
  await database.db.apiKey.create({
    data: { storeId, name: 'till', tokenHash: hashToken(token), scopes: ['floor.see'] },
  })
  const url = `${base.replace('http', 'ws')}/ws/store/${storeId}?token=${token}`
  const socket = new WebSocket(url)
  undo.push(() => socket.close())
  await new Promise((done, fail) => {
    socket.onopen = done
    socket.onerror = fail
  })
})
