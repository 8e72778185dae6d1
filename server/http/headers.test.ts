// What the browser is told beside every answer, per door; cookies under TLS; and that the one style
// not ours by nonce is the one we mean.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablePath } from '@/domain/paths'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { makeRestaurant, type Restaurant, testDeps } from '@/testing/restaurant'
import { makeReconciler } from '../kitchen/reconcile'
import { openDoors } from './doors'
import { type Front, openFront } from './front'
import { safetyHeaders, TOAST_STYLES } from './headers'
import { proxiesIn } from './proxies'

let database: TestDatabase
let place: Restaurant
let front: Front
let base: string
/** What the page's renderer was given. */
let given: Record<string, string | string[] | undefined>
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
  place = await makeRestaurant(database.db, clock)
  const proxies = proxiesIn('loopback')
  if (!proxies) throw new Error('loopback is a name')
  const deps = { ...testDeps(database, clock), proxies }
  const pages = {
    isDev: false,
    handle: async (req: { headers: typeof given }, res: { end: (text: string) => void }) => {
      given = { ...req.headers }
      res.end('a page')
    },
    upgradeFor: () => null,
    close: async () => {},
  }
  front = openFront(deps, {
    answer: openDoors(deps, pages, '/nowhere', makeReconciler(deps)),
    upgradeFor: () => null,
    onDeaf: () => {},
  })
  base = `http://127.0.0.1:${await front.listen(0, '127.0.0.1')}`
})
afterAll(async () => {
  await front.close()
  await database.drop()
})

const OVER_TLS = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'order.example.com' }

describe('every door', () => {
  it.each([
    ['a page', '/', 200],
    ['a page’s files', '/_next/static/x.js', 200],
    ['a procedure', '/api/trpc/access.me', 200],
    ['a procedure that is not there', '/api/trpc/constructor', 404],
    ['the contract', '/api/payment/methods', 200],
    ['the contract, to nobody', '/api/member/levels', 401],
    ['the description', '/api/openapi.json', 200],
    ['its pages', '/api/docs', 200],
    ['their files', '/api/docs/swagger-ui.css', 200],
    ['no file of theirs', '/api/docs/constructor', 404],
    ['a picture that is not there', '/pictures/x.webp', 404],
    ['health', '/healthz', 200],
    ['nothing', '/api/nothing', 404],
    ['a broken address', `${tablePath('')}%ff`, 400],
    ['another method', '/healthz', 405],
  ])('%s has the safety headers', async (name, path, status) => {
    const method = name === 'another method' ? 'DELETE' : 'GET'
    const plain = await fetch(base + path, { method })
    expect(plain.status).toBe(status)
    expect(Object.fromEntries(plain.headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /default-src 'none'.*frame-ancestors 'none'/,
      ),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(plain.headers.get('x-powered-by')).toBeNull()
    expect(plain.headers.get('strict-transport-security')).toBeNull()

    const tls = await fetch(base + path, { method, headers: OVER_TLS })
    expect(tls.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(tls.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  })
})

describe('a refusal', () => {
  const VISIT = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'Accept-Language': 'en' }
  /** Node's own fetch says itself that it is a script's. */
  const ask = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((done, fail) => {
      const asked = request(base + path, { method, headers }, async (res) => {
        const text = (await res.toArray()).join('')
        done({ status: res.statusCode ?? 0, headers: res.headers, text })
      })
      asked.on('error', fail)
      asked.end()
    })
  const styleHash = (page: string) => {
    const [, style = ''] = /<style>(.*)<\/style>/.exec(page) ?? []
    return `sha256-${createHash('sha256').update(style).digest('base64')}`
  }

  it.each([
    ['GET', '/api/nothing', 404, 'Not found. It may have been removed.'],
    ['GET', '/pictures/x.webp', 404, 'Not found. It may have been removed.'],
    ['GET', '/api/payment/wechat/', 404, 'Not found. It may have been removed.'],
    ['GET', '/api/reports/orders.csv?store_id=1&period=today', 401, 'Please sign in'],
    ['GET', '/t/%ff', 400, 'This request is not well formed'],
    ['GET', `/t/${'x'.repeat(8_001)}`, 414, 'are too long'],
    ['POST', '/t/x', 405, 'does not take requests of this method'],
  ])(
    '%s %.40s is a page with the sentence for who goes there with a browser, and data for a program',
    async (method, path, status, sentence) => {
      const page = await ask(method, path, VISIT)
      expect([page.status, page.headers['content-type']]).toEqual([
        status,
        'text/html; charset=utf-8',
      ])
      expect(page.text).toContain(`<html lang="en">`)
      expect(page.text).toMatch(new RegExp(`<h1>[^<]*${sentence}[^<]*</h1><a href="/">`))
      const policy = page.headers['content-security-policy']
      expect(policy).toContain(`style-src '${styleHash(page.text)}'`)
      expect(policy).not.toContain('script-src')

      for (const headers of [{ Accept: '*/*' }, { ...VISIT, 'Sec-Fetch-Mode': 'cors' }]) {
        const data = await ask(method, path, headers)
        const type = data.headers['content-type']
        expect([data.status, type]).toEqual([status, 'application/json; charset=utf-8'])
        const no = { code: expect.any(String), message: expect.any(String) }
        expect(JSON.parse(data.text)).toEqual(no)
      }
    },
  )

  it('of what could not even be read is one too', async () => {
    const sent = (line: string) =>
      new Promise<string>((done) => {
        let said = ''
        const socket = connect(Number(new URL(base).port), '127.0.0.1')
        socket.on('data', (chunk) => {
          said += chunk
        })
        socket.on('close', () => done(said))
        socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${line}Cookie: ${'x'.repeat(20_000)}\r\n\r\n`)
      })
    const page = await sent('Accept: text/html\r\nAccept-Language: en\r\n')
    expect(page).toMatch(/^HTTP\/1\.1 414 /)
    expect(page).toContain('Content-Type: text/html; charset=utf-8')
    expect(page).toContain(`style-src '${styleHash(page)}'`)
    expect(page).toContain('The address or the headers of this request are too long.')
    expect(await sent('')).toContain('Content-Type: application/json')
  })

  it('shows nothing that was sent as anything but words', async () => {
    const headers = { ...VISIT, Origin: `https://"><script>alert(1)</script>.example` }
    const page = await ask('GET', '/api/reports/orders.csv?store_id=1&period=today', headers)
    expect(page.status).toBe(403)
    expect(page.text).toContain('<h1>')
    expect(page.text).not.toContain('<script')
  })
})

describe('a page', () => {
  it('has a nonce of its own in each answer, which its renderer is told, whatever the client sent', async () => {
    const forged = { 'Content-Security-Policy': "script-src 'nonce-mine'", 'X-Nonce': 'mine' }
    const policies = await Promise.all(
      [1, 2].map(async () =>
        (await fetch(base, { headers: forged })).headers.get('content-security-policy'),
      ),
    )
    expect(new Set(policies).size).toBe(2)
    expect(given['content-security-policy']).toContain(`'nonce-${given['x-nonce']}'`)
    expect(given['x-nonce']).not.toBe('mine')
  })

  it('runs no script but ours, and speaks with our own wire only', async () => {
    const policy = safetyHeaders(
      { policy: 'page', isSecure: true, host: 'order.example.com', isDev: false },
      'abc',
    ).get('Content-Security-Policy')
    const parts = new Map(policy?.split('; ').map((part) => [part.split(' ')[0], part]))
    expect(parts.get('script-src')).toBe("script-src 'self' 'nonce-abc'")
    expect(parts.get('connect-src')).toBe("connect-src 'self' wss://order.example.com")
    expect(parts.get('form-action')).toBe("form-action 'self'")
    expect(parts.get('object-src')).toBe("object-src 'none'")
    expect(parts.get('base-uri')).toBe("base-uri 'none'")
    expect(parts.get('style-src')).not.toContain('unsafe-inline')
    expect(policy).not.toContain('unsafe-eval')
  })

  it('lets in the style of the toasts that is installed, and no other', () => {
    const home = dirname(createRequire(import.meta.url).resolve('sonner'))
    const source = readFileSync(join(home, 'index.mjs'), 'utf8')
    const css = JSON.parse(source.match(/^__insertCSS\((".*")\);$/m)?.[1] ?? '""')
    const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
    expect(css.length).toBeGreaterThan(1_000)
    expect(TOAST_STYLES).toEqual([hashOf(css), hashOf('')])
  })
})

describe('compression', () => {
  it.each([
    ['br', '/api/openapi.json', 'br'],
    ['gzip', '/api/openapi.json', 'gzip'],
    ['gzip', '/api/docs/swagger-ui.css', 'gzip'],
    ['gzip', '/metrics', 'gzip'],
    ['identity', '/api/openapi.json', null],
    ['gzip', '/healthz', null],
  ])('%s of %s is %s', async (accepted, path, encoding) => {
    const answer = await fetch(base + path, { headers: { 'Accept-Encoding': accepted } })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    const whole = await fetch(base + path, { headers: { 'Accept-Encoding': 'identity' } })
    if (!path.startsWith('/metrics')) expect(await answer.text()).toBe(await whole.text())
    if (encoding) expect(answer.headers.get('vary')).toMatch(/accept-encoding/i)
  })
})

describe('cookies', () => {
  const signIn = (headers: Record<string, string>) =>
    fetch(`${base}/api/trpc/seating.join`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ code: place.store.tables[0].code }),
    })

  it('are for this host only under TLS, and carry their plain name without', async () => {
    const tls = (await signIn(OVER_TLS)).headers.getSetCookie()
    expect(tls).toEqual([
      expect.stringMatching(
        /^__Host-seat_\S+=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
      ),
    ])
    const plain = (await signIn({})).headers.getSetCookie()
    expect(plain).toEqual([
      expect.stringMatching(/^seat_[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/),
    ])
  })

  it.each([
    ['over TLS the prefixed one counts', OVER_TLS, '__Host-staff', true],
    [
      'over TLS a plain one, which anybody nearby could have planted, does not',
      OVER_TLS,
      'staff',
      false,
    ],
    ['over plain HTTP the plain one counts', {}, 'staff', true],
    ['over plain HTTP a prefixed one does not', {}, '__Host-staff', false],
  ])('%s', async (_, headers: Record<string, string>, name, counts) => {
    const { token } = place.store.staff.waiter
    const answer = await fetch(`${base}/api/trpc/access.me`, {
      headers: { ...headers, Cookie: `locale=en; ${name}=${token}` },
    })
    const { result } = (await answer.json()) as { result: { data: unknown } }
    expect(Boolean(result.data)).toBe(counts)
  })

  it('pages see them by their plain names, and nothing that is not ours', async () => {
    const Cookie = '__Host-staff=a; staff=b; other=c; locale=en'
    await fetch(base, { headers: { ...OVER_TLS, Cookie } })
    expect(given.cookie).toBe('staff=a; locale=en')
  })
})
