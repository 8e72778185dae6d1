// Requests that trickle, on raw sockets: whatever door they are for, they are answered 408 and
// closed while they still send, and no door takes that for a failure of its own.

import { connect } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { testDeps } from '@/testing/restaurant'
import { makeReconciler } from '../kitchen/reconcile'
import { startRealtime } from '../realtime/realtime'
import { openDoors } from './doors'
import { type Front, openFront } from './front'
import { ARRIVAL } from './patience'

/** As ARRIVAL, on a test's scale. */
const SOON = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 50 }
const DRIP_MS = 20

let database: TestDatabase
let front: Front
let realtime: ReturnType<typeof startRealtime>
let port: number
const logged: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) })
  const deps = { ...testDeps(database, { now: new Date() }), log }
  const pages = {
    handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
    isDev: false,
    upgradeFor: () => null,
    close: async () => {},
  }
  realtime = startRealtime(deps, null)
  const { handle, upgradeFor } = realtime
  const answer = openDoors(deps, pages, '/nowhere', makeReconciler(deps), handle)
  front = openFront(deps, { answer, upgradeFor, onDeaf: () => {}, arrival: SOON })
  port = await front.listen(0, '127.0.0.1')
})
afterAll(async () => {
  await realtime.stop()
  front.cut()
  await database.drop()
})

/**
 * Sends the beginning, then a byte again and again until the other side hangs up; what it said by
 * then.
 */
function trickle(beginning: string, byte: string): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.write(beginning)
    const drip = setInterval(() => socket.writable && byte && socket.write(byte), DRIP_MS)
    socket.on('close', () => {
      clearInterval(drip)
      resolve(said)
    })
  })
}

const posted = (path: string, type = 'application/json') =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 50000\r\n\r\n{`

describe('a request that trickles', () => {
  it.each([
    ['/api/trpc/access.signIn'],
    ['/api/trpc/access.signIn,access.signIn?batch=1'],
    ['/api/payment/create'],
    ['/api/member/redeem'],
    ['/api/payment/callback'],
    ['/api/payment/callback/wechat/1'],
    ['/api/nothing'],
  ])('to %s is answered 408 and closed', async (path) => {
    expect(await trickle(posted(path), ' ')).toMatch(/^HTTP\/1\.1 (408|404) /)
  })

  it('in chunks is no other', async () => {
    const head =
      'POST /api/payment/callback HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'
    expect(await trickle(head, '1\r\n \r\n')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('to the messenger is no other', async () => {
    const address = `/socket.io/?EIO=4&transport=polling`
    const opened = await (await fetch(`http://127.0.0.1:${port}${address}`)).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const said = await trickle(posted(`${address}&sid=${sid}`, 'text/plain;charset=UTF-8'), '4')
    expect(said).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('already in its headers is no other, nor one that never begins', async () => {
    const begun = 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: '
    expect(await trickle(begun, 'x')).toMatch(/^HTTP\/1\.1 408 /)
    expect(await trickle('G', '')).toMatch(/^HTTP\/1\.1 408 /)
    expect(await trickle('', '')).toMatch(/^(HTTP\/1\.1 408 |$)/)
  })

  it('is no failure of ours, and keeps nobody else', async () => {
    await Promise.all(
      Array.from({ length: 100 }, () => trickle(posted('/api/trpc/access.signIn'), ' ')),
    )
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    expect(logged).toEqual([])
  })

  it('has a bound in the house itself, too', () => {
    expect(ARRIVAL.requestTimeout).toBeLessThanOrEqual(15_000)
    expect(ARRIVAL.headersTimeout).toBeLessThanOrEqual(ARRIVAL.requestTimeout)
  })
})
