// The contract's door over real HTTP: what a careless, clumsy or hostile client sends is answered
// by the right status and a sentence, changes nothing, and leaves every schema as it was. Its
// sizes, types and addresses are exact.

import { request } from 'node:http'
import fc from 'fast-check'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PERMISSIONS } from '@/domain/access'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { hostile, type InputSchema, NASTY } from '@/testing/hostile-input'
import { newKey, openBill } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import { hashToken, newToken } from '../access/tokens'
import { contractRouter } from '../contract'
import { makeReconciler } from '../kitchen/reconcile'
import { appRouter } from '../router'
import { type ContractDocument, contractDocument } from './contract-document'
import { contractRoutes, resourceAt } from './contract-routes'
import { openDoors } from './doors'
import { type Front, openFront } from './front'

let database: TestDatabase
let place: Restaurant
let front: Front
let port: number
let key: string
let paymentId: number
const logged: { err?: { message?: string }; msg: string }[] = []
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

const document = contractDocument('http://localhost:3000')
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  (['get', 'post'] as const).flatMap((method) => {
    const described = item[method]
    return described ? [{ method: method.toUpperCase(), path, described }] : []
  }),
)

beforeAll(async () => {
  database = await freshDatabase()
  place = await makeRestaurant(database.db, clock)
  key = newToken()
  await database.db.apiKey.create({
    data: {
      storeId: place.store.id,
      name: 'till',
      tokenHash: hashToken(key),
      scopes: [...PERMISSIONS],
    },
  })
  const pages = {
    handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  const log = pino({ level: 'error' }, { write: (line: string) => logged.push(JSON.parse(line)) })
  const deps = { ...testDeps(database, clock), log }
  const answer = openDoors(deps, pages, '/nowhere', makeReconciler(deps))
  front = openFront(deps, { answer, upgradeFor: () => null, onDeaf: () => {} })
  port = await front.listen(0, '127.0.0.1')
  const { orderId } = await openBill(deps, place.store, place.store.tables[0])
  const cashier = staffPerson(deps, place.store, 'cashier')
  const request = { storeId: place.store.id, orderId, method: 'wechat' as const, key: newKey() }
  paymentId = (await cashier.call.payment.createForStaff(request)).id
})
afterAll(async () => {
  front.cut()
  await database.drop()
})

type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  body: { code?: string; message?: string; data?: { refusal?: { code: string } | null } }
}

/** One request, its target and bytes exactly as given. */
function ask(
  method: string,
  path: string,
  options: { body?: string | Buffer; headers?: Record<string, string>; isNobody?: boolean } = {},
): Promise<Answer> {
  const { body, isNobody } = options
  const headers = {
    ...(isNobody ? {} : { Authorization: `Bearer ${key}` }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...options.headers,
  }
  return new Promise((resolve, reject) => {
    // A connection of its own: a kept one may be closed just when the next request goes into it.
    const req = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk) => chunks.push(chunk))
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = res.headers['content-type']?.startsWith('application/json') && text !== ''
        const { statusCode: status = 0 } = res
        resolve({ status, headers: res.headers, text, body: isJson ? JSON.parse(text) : {} })
      })
    })
    req.on('error', reject)
    req.end(body)
  })
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask('POST', path, { body: JSON.stringify(body), headers })

const refusalIn = ({ status, body }: Answer) => [status, body.data?.refusal?.code ?? body.code]

/** Whatever an operation of the contract can change. */
async function everything(): Promise<string> {
  const tables = ['member', 'points_entry', 'customer_order', 'payment', 'refund', 'coupon']
  const parts = [...tables, 'reward', 'outbox_event', 'line_part', 'audit_entry']
    .map((table) => `(SELECT json_agg(x ORDER BY id) FROM ${table} x) AS ${table}`)
    .join(', ')
  const { rows } = await database.pool.query(`SELECT ${parts}`)
  return JSON.stringify(rows)
}

describe('a report', () => {
  it.each([
    'revenue-summary',
    'payment-methods',
    'menu-item-sales',
    'hourly-sales',
    'order-status',
    'daily-revenue',
    'top-orders',
  ])('of %s says its currency in a header, and the document says so', async (name) => {
    const { headers, status } = await ask(
      'GET',
      `/api/analytics/${name}?store_id=${place.store.id}`,
    )
    expect([status, headers['x-currency']]).toEqual([200, 'CNY'])
    const { body } = await ask('GET', '/api/openapi.json')
    const { paths } = body as unknown as ContractDocument
    const answers = paths?.[`/api/analytics/${name}`]?.get?.responses
    expect(answers?.['200']).toMatchObject({ headers: { 'X-Currency': expect.anything() } })
  })
})

describe('an address', () => {
  it.each([
    ['/api/member/%ff', 400, 'request.malformed'],
    ['/api/member/%', 400, 'request.malformed'],
    ['/api/member/%zz/points-logs', 400, 'request.malformed'],
    ['/api/payment/%C0%AF/status', 400, 'request.malformed'],
    ['/api/member/5x', 400, 'input.invalid'],
    ['/api/member/0x1', 400, 'input.invalid'],
    ['/api/member/01', 400, 'input.invalid'],
    ['/api/member/1e0', 400, 'input.invalid'],
    ['/api/member/1.0', 400, 'input.invalid'],
    ['/api/member/-1', 400, 'input.invalid'],
    ['/api/member/true', 400, 'input.invalid'],
    ['/api/member/2147483648', 400, 'input.invalid'],
    ['/api/member/1%00', 400, 'request.malformed'],
    ['/api/member/999999', 404, 'member.unknown'],
    ['/api/member/%39%39%39%39%39%39', 404, 'member.unknown'],
    ['/api/member/phone/%2B86%2013800138999', 404, 'member.unknown'],
    ['/api/member', 404, 'thing.not-found'],
    ['/api/member/', 404, 'thing.not-found'],
    ['/api/member/levels/', 404, 'thing.not-found'],
    ['/api/member/LEVELS', 400, 'input.invalid'],
    ['/api/payment//status', 404, 'thing.not-found'],
    ['/api/payment/1/2/status', 404, 'thing.not-found'],
    ['/api/payment/1%2Fstatus', 404, 'thing.not-found'],
    ['/api/payment/constructor', 404, 'thing.not-found'],
    ['/api/analytics/__proto__', 404, 'thing.not-found'],
    ['/api/analytics/revenueSummary', 404, 'thing.not-found'],
  ])('%s is answered with %d', async (path, status, code) => {
    expect(refusalIn(await ask('GET', path))).toEqual([status, code])
  })

  it.each([
    ['?constructor=1', 'constructor'],
    ['?__proto__=1', '__proto__'],
    ['?%5F_proto__=1', '__proto__'],
    ['?prototype', 'prototype'],
    ['?store_id=1&store_id=1', 'store_id'],
    ['?store_id=1&store%5Fid=2', 'store_id'],
    ['?store_id=true', 'store_id'],
    ['?store_id=', 'store_id'],
    ['?store_id=%5B5%5D', 'store_id'],
    ['?store_id=0x1', 'store_id'],
    ['?store_id=1.5', 'store_id'],
    ['?store_id=%ff', undefined],
    ['?%', undefined],
  ])('the query %s is refused', async (query, field) => {
    const answer = await ask('GET', `/api/member/levels${query}`)
    expect(refusalIn(answer)).toEqual([400, 'input.invalid'])
    expect(answer.body.data?.refusal).toEqual({
      code: 'input.invalid',
      details: field ? { field } : {},
    })
  })

  it('numbers of an address arrive as numbers, and what it does not know does no harm', async () => {
    const { id } = place.store
    const query = `store_id=${id}&period=today&limit=1&toString=1&_=7&&`
    expect((await ask('GET', `/api/analytics/top-orders?${query}`)).status).toBe(200)
    expect((await ask('GET', `/api/analytics/top-orders?${query}&limit=2`)).status).toBe(400)
    const tooMany = await ask('GET', `/api/analytics/top-orders?store_id=${id}&limit=201`)
    expect(refusalIn(tooMany)).toEqual([400, 'input.invalid'])
  })

  it('no operation hides another: each is found at its own address', () => {
    const resources = contractRoutes(document)
    for (const { path, method } of operations) {
      const found = resourceAt(resources, path.replace(/\{\w+\}/g, '7'))
      const operation = found?.resource.operations.get(method)
      expect([path, operation?.procedure.replace('.', '-')]).toEqual([
        path,
        document.paths?.[path]?.[method === 'GET' ? 'get' : 'post']?.operationId,
      ])
    }
  })
})

describe('a method', () => {
  it.each(operations)('$method $path refuses others and names them', async ({ method, path }) => {
    const target = path.replace(/\{\w+\}/g, '7')
    const allowed = method === 'GET' ? 'GET, HEAD' : 'POST'
    const others = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', method === 'GET' ? 'POST' : 'GET']
    for (const other of others) {
      const answer = await ask(other, target)
      expect([other, ...refusalIn(answer), answer.headers.allow]).toEqual([
        other,
        405,
        'request.wrong-method',
        allowed,
      ])
    }
  })

  it('HEAD is answered as GET, without the answer', async () => {
    const answer = await ask('HEAD', '/api/member/levels')
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await ask('HEAD', '/api/member/999999')).status).toBe(404)
  })
})

describe('a body', () => {
  const request = { member_id: 999_999, points: 1, reason: '测试' }
  const unknown = [404, 'member.unknown']
  const redeem = (body: string | Buffer, headers: Record<string, string> = {}) =>
    ask('POST', '/api/member/redeem', { body, headers }).then(refusalIn)

  it.each([
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'Application/JSON',
    'application/json; profile=x',
  ])('is read as %s', async (type) => {
    expect(await redeem(JSON.stringify(request), { 'Content-Type': type })).toEqual(unknown)
  })

  it.each([
    'application/json; charset=utf-16',
    'application/json; charset=gbk',
    'application/jsonx',
    'application/json, text/plain',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/problem+json',
    '',
  ])('is refused as "%s"', async (type) => {
    const refused = [415, 'request.wrong-type']
    expect(await redeem(JSON.stringify(request), { 'Content-Type': type })).toEqual(refused)
  })

  it('is refused where it is packed, too large, or no UTF-8', async () => {
    const text = JSON.stringify(request)
    expect(await redeem(text, { 'Content-Encoding': 'gzip' })).toEqual([415, 'request.wrong-type'])
    const large = JSON.stringify({ ...request, padding: 'x'.repeat(64_000) })
    expect(await redeem(large)).toEqual([413, 'request.too-large'])
    expect(await redeem(Buffer.alloc(2_000_000, 32))).toEqual([413, 'request.too-large'])
    const latin = Buffer.from(text.replace('测试', 'é'), 'latin1')
    expect(await redeem(latin)).toEqual([400, 'input.invalid'])
  })

  it.each([
    ['null', 'null'],
    ['an array', '[]'],
    ['a text', '"a"'],
    ['a number', '5'],
    ['half of one', '{"member_id":'],
    ['two', '{}{}'],
    ['blank', ' '],
    [
      '5,000 levels of arrays',
      JSON.stringify({ ...request, x: 0 }).replace(
        '"x":0',
        `"x":${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      ),
    ],
    ['5,000 levels of objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
    ['30,000 open brackets', '['.repeat(30_000)],
    ['a prototype', '{"__proto__":{"member_id":1},"points":1,"reason":"x"}'],
    ['a prototype further in', '{"member_id":1,"points":1,"reason":"x","a":[{"__proto__":{}}]}'],
    ['a constructor', '{"member_id":1,"points":1,"reason":"x","constructor":{"prototype":{}}}'],
  ])('that is %s is refused', async (_, text) => {
    expect(await redeem(text)).toEqual([400, 'input.invalid'])
  })

  it.each([true, [5], '5', '0x1', 1.5, null, {}, '５', -1, 0, 2 ** 53])(
    'with %j for an id or a count is refused: no type becomes another',
    async (value) => {
      for (const name of ['member_id', 'points', 'store_id']) {
        const answer = await post('/api/member/redeem', { ...request, [name]: value })
        expect([name, ...refusalIn(answer)]).toEqual([name, 400, 'input.invalid'])
      }
    },
  )

  it('with an id of more than four bytes is refused', async () => {
    for (const name of ['member_id', 'store_id']) {
      const answer = await post('/api/member/redeem', { ...request, [name]: 2 ** 31 })
      expect([name, ...refusalIn(answer)]).toEqual([name, 400, 'input.invalid'])
    }
  })

  it('is not needed where nothing of it is needed', async () => {
    const cancel = `/api/payment/${paymentId}/cancel`
    const cancelled = await ask('POST', cancel, { headers: { 'Content-Length': '0' } })
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect((await ask('POST', cancel, { body: '{}' })).status).toBe(200)
    expect((await ask('POST', cancel)).status).toBe(200)
    expect(refusalIn(await ask('POST', '/api/member/redeem'))).toEqual([400, 'input.invalid'])
  })
})

describe('the pages that describe it', () => {
  it.each([
    ['/api/docs', 'text/html; charset=utf-8'],
    ['/api/docs/start.js', 'text/javascript; charset=utf-8'],
    ['/api/docs/swagger-ui.css', 'text/css; charset=utf-8'],
    ['/api/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
    ['/api/openapi.json', 'application/json; charset=utf-8'],
  ])('%s is read, and only read', async (path, type) => {
    const page = await ask('GET', path, { isNobody: true })
    expect([page.status, page.headers['content-type']]).toEqual([200, type])
    expect(page.text.length).toBeGreaterThan(40)
    const head = await ask('HEAD', path, { isNobody: true })
    expect([head.status, head.headers['content-type'], head.text]).toEqual([200, type, ''])
    const put = await ask('PUT', path, { isNobody: true })
    expect([...refusalIn(put), put.headers.allow]).toEqual([
      405,
      'request.wrong-method',
      'GET, HEAD',
    ])
  })

  it('have no script and no style in the page itself', async () => {
    const { text } = await ask('GET', '/api/docs', { isNobody: true })
    expect(text).toContain('src="/api/docs/start.js"')
    expect(text).not.toMatch(/<script>|<style|\s(on\w+|style)=/)
  })

  it.each(['constructor', '__proto__', 'toString', '', 'package.json', '..%2fpackage.json', '%ff'])(
    '/api/docs/%s is no file of theirs',
    async (name) => {
      const { status } = await ask('GET', `/api/docs/${name}`, { isNobody: true })
      expect([400, 404]).toContain(status)
    },
  )
})

describe('what goes wrong on our side', () => {
  it('is a 500 that says nothing, and is logged with its cause', async () => {
    const before = logged.length
    await database.pool.query('ALTER TABLE member_level RENAME TO member_level_away')
    const answer = await ask('GET', '/api/member/levels')
    await database.pool.query('ALTER TABLE member_level_away RENAME TO member_level')
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL_SERVER_ERROR' } })
    expect(answer.text).not.toMatch(/member_level|prisma|\.ts/i)
    expect(logged.slice(before)).toMatchObject([
      { msg: 'unexpected error', err: { message: expect.stringContaining('member_level') } },
    ])
    expect((await ask('GET', '/api/member/levels')).status).toBe(200)
  })
})

type Procedure = { _def: { inputs?: z.ZodType[] } }
const proceduresOf = ({ _def }: { _def: { procedures: object } }) =>
  Object.entries(_def.procedures) as [string, Procedure][]
const procedures = [
  ...proceduresOf(appRouter),
  ...proceduresOf(contractRouter).map(([name, each]) => [`contract ${name}`, each] as const),
]

/** Every schema that an input is made of, at any depth, with all that it was told. */
function partsOf(inputs: readonly z.ZodType[] = []): { told: unknown; schema: z.ZodType }[] {
  const parts = new Map<z.ZodType, unknown>()
  const seen = new Set<object>()
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof RegExp) return value
    if (value instanceof z.ZodType) {
      if (!parts.has(value)) {
        parts.set(value, null)
        parts.set(value, visit({ ...value._zod.def, bag: { ...value._zod.bag } }))
      }
      return 'a part'
    }
    if (seen.has(value)) return 'seen'
    seen.add(value)
    return Object.entries(value).map(([name, each]) => [name, visit(each)])
  }
  visit(inputs)
  return [...parts].map(([schema, told]) => ({ told, schema }))
}

describe('schemas', () => {
  it('stay as they were, whatever strangers ask for', async () => {
    const before = procedures.map(([name, { _def }]) => [name, partsOf(_def.inputs)])

    for (const { path, method } of operations) {
      const target = path.replace(/\{\w+\}/g, '7')
      for (const query of ['', '?store_id=1', '?store_id=true&limit=0x1']) {
        const body = method === 'POST' ? { body: '{"store_id":"1"}' } : {}
        const { status } = await ask(method, target + query, { isNobody: true, ...body })
        expect(status).toBeLessThan(500)
      }
    }
    await ask('GET', '/api/openapi.json', { isNobody: true })

    expect(procedures.map(([name, { _def }]) => [name, partsOf(_def.inputs)])).toEqual(before)
  })

  it('take nothing but a whole number for an id, in every procedure, at any depth', () => {
    const wholes = procedures.flatMap(([name, { _def }]) =>
      partsOf(_def.inputs)
        .filter(({ schema }) => schema instanceof z.ZodNumber && schema.format === 'safeint')
        .map(({ schema }) => ({ name, schema })),
    )
    expect(wholes.length).toBeGreaterThan(150)
    for (const { name, schema } of wholes) {
      for (const value of [true, [5], '0x1', '5', 1.5, '', null, undefined, new Date(5), 5n, NaN]) {
        expect([name, value, schema.safeParse(value).success]).toEqual([name, value, false])
      }
    }
  })
})

describe('hostile input', () => {
  const schemaOf = ({ described }: (typeof operations)[number]) => {
    const body = described.requestBody as
      | { content: Record<string, { schema: InputSchema }> }
      | undefined
    const parameters = (described.parameters ?? []) as {
      in: 'path' | 'query'
      name: string
      schema: InputSchema
    }[]
    const named = (where: 'path' | 'query'): InputSchema => ({
      properties: Object.fromEntries(
        parameters.filter((each) => each.in === where).map(({ name, schema }) => [name, schema]),
      ),
    })
    return {
      path: named('path'),
      query: named('query'),
      body: body?.content['application/json']?.schema ?? {},
    }
  }
  const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  /**
   * As a client that means it writes it. Node itself hangs up on an address that is longer than
   * any.
   */
  const encoded = (value: unknown) =>
    encodeURIComponent(textOf(value).slice(0, 500).toWellFormed()) || '7'

  it('of any shape is never our failure, and what is refused changes nothing', async () => {
    let before = await everything()
    const wrong: unknown[] = []
    const statuses = new Set<number>()
    const cases = fc.constantFrom(...operations).chain((operation) => {
      const { path, query, body } = schemaOf(operation)
      return fc.record({
        operation: fc.constant(operation),
        path: hostile(path),
        query: hostile(query),
        body: hostile(body),
      })
    })

    await fc.assert(
      fc.asyncProperty(cases, async ({ operation, path, query, body }) => {
        const target = operation.path.replace(/\{(\w+)\}/g, (_, name) => encoded(path[name] ?? 7))
        const search = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`)
        const options = operation.method === 'POST' ? { body: JSON.stringify(body) } : {}
        const answer = await ask(operation.method, `${target}?${search.join('&')}`, options)
        statuses.add(answer.status)
        if (answer.status >= 500) wrong.push(answer.text)
        expect(answer.status).toBeLessThan(500)
        expect(answer.text).not.toMatch(/\bat .*\.ts|prisma|ZodError|node_modules/i)
        const after = await everything()
        if (answer.status >= 400) {
          expect(answer.body.message).toMatch(/[\u4e00-\u9fff]/)
          expect(after).toBe(before)
        }
        before = after
      }),
      { numRuns: 400 },
    )
    expect(wrong).toEqual([])
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]))
  })

  it('of the fixed list is never our failure, in every field of every operation', async () => {
    const before = await everything()
    for (const operation of operations) {
      const { path, query, body } = schemaOf(operation)
      const inBody = operation.method === 'POST' ? Object.keys(body.properties ?? {}) : []
      for (const value of NASTY) {
        const target = operation.path.replace(/\{\w+\}/g, () => encoded(value))
        const search = Object.keys(query.properties ?? {}).map(
          (each) => `${each}=${encoded(value)}`,
        )
        const fields = Object.fromEntries(inBody.map((each) => [each, value]))
        const options = operation.method === 'POST' ? { body: JSON.stringify(fields) } : {}
        const { status } = await ask(operation.method, `${target}?${search.join('&')}`, options)
        expect([operation.path, value, status < 500]).toEqual([operation.path, value, true])
      }
      expect(
        Object.keys(path.properties ?? {}).every((name) => operation.path.includes(name)),
      ).toBe(true)
    }
    expect(await everything()).toBe(before)
    expect(logged.filter(({ msg }) => msg === 'a door failed')).toEqual([])
  })
})
