// The built program among clumsy and hostile clients, over raw sockets: whatever they send is
// answered or closed, nothing of it is a fault of ours, nothing keeps a connection, and the program
// ends in its own way or not at all.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { payInsideWechatPath, payPath, receiptPath, tablePath } from '@/domain/paths'
import { closedHouse } from '@/testing/program/closed-house'
import { type Program, startProgram } from '@/testing/program/program'

const ANSWER_MS = 120_000

type Answer = { status: number; head: string; isClosed: boolean }

/**
 * Sends bytes as they are; resolves when the other side has closed, or has said nothing more for
 * long.
 */
function ask({ base }: Program, text: string): Promise<Answer> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    let said = ''
    const end = (isClosed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      // Its word to go on is no answer.
      const answer = said.replace('HTTP/1.1 100 Continue\r\n\r\n', '')
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0)
      done({ status, head: answer.split('\r\n\r\n')[0] ?? '', isClosed })
    }
    const timer = setTimeout(() => end(false), ANSWER_MS)
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
    })
    socket.on('error', () => {})
    socket.once('close', () => end(true))
    socket.write(Buffer.from(text, 'latin1'))
  })
}

function request(method: string, target: string, headers: readonly string[] = []): string {
  const has = (name: string) => headers.some((each) => each.toLowerCase().startsWith(`${name}:`))
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(has('host') ? [] : ['Host: localhost']),
    ...(has('connection') ? [] : ['Connection: close']),
    ...headers,
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

const DOORS = [
  ...[
    '/',
    tablePath('abc'),
    payPath('abc'),
    payInsideWechatPath('abc'),
    receiptPath('abc'),
    '/staff',
    '/staff/sign-in',
  ],
  ...['/kitchen', '/reports', '/nowhere', '/manifest.webmanifest', '/icon.svg'],
  ...['/_next/static/x.js', '/_next/image', '/_next/data/x.json'],
  ...[
    '/api/docs',
    '/api/openapi.json',
    '/api/trpc/menu.read',
    '/api/member/levels',
    '/api/nowhere',
  ],
  ...['/api/payment/callback', '/api/payment/wechat/abc', '/pictures/a.webp'],
  ...['/healthz', '/readyz', '/metrics', '/socket.io/', '/ws/store/1'],
]
const METHODS = [
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PUT',
  'DELETE',
  'PATCH',
  'POST',
  'PROPFIND',
  'CONNECT',
  'get',
]
const TAILS = [
  ...['/', '//', '/%ff', '/%00', '/%', '/constructor', '/__proto__', '/%2e%2e/x', '/../x'],
  ...['/..%2f..%2fetc%2fpasswd', '\\x', '/a%5cb', '/%E4%B8', '#x', '/ x', ';x=1', '/[x]', '/(x)'],
  ...[
    '?',
    '?%',
    '?%ff=%',
    '?a=%00',
    '?_rsc=1',
    '?batch=1&input={',
    '?input=%7B%22__proto__%22%3A1%7D',
  ],
  ...[`?${'a'.repeat(5_000)}`, `/${'a'.repeat(100_000)}`],
]
const TARGETS = [
  ...['*', '//', '///', 'http://', 'http://evil/', 'http://evil/t/abc', 'https://u:p@evil:99999/'],
  ...['//evil.example/x', '\\\\evil', '/\\evil', 'ftp://x/', 'evil:80', '%2f', '.', '..', '?x'],
  ...['/\u0001', '/\u0080\u00ff', 'mailto:x'],
]
const HEADERS = [
  ['Host: a b'],
  ['Host: '],
  ['Host: [::1'],
  ['RSC: 1', 'Next-Router-State-Tree: garbage'],
  ['RSC: 1', 'Next-Router-Prefetch: 1', 'Next-Router-Segment-Prefetch: /../x'],
  ['Next-Action: abc'],
  ['X-Middleware-Subrequest: a', 'X-Invoke-Path: /x', 'X-Invoke-Status: 500'],
  ['Cookie: staff=%ff; locale=%; seat_x=\u00ff; =; ;;'],
  ['Accept-Language: \u00ff;q=x', 'Accept-Encoding: \u00ff, gzip;q=x'],
  ['X-Forwarded-Host: a b/', 'X-Forwarded-Proto: javascript'],
  ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https,http'],
  ['Range: bytes=5-1'],
  ['Expect: 200-x'],
  ['Expect: 100-continue'],
  ['Transfer-Encoding: chunked, identity'],
  ['Content-Length: abc'],
  ['Authorization: Bearer '],
  [`X-Long: ${'a'.repeat(20_000)}`],
  ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: x'],
  ['Connection: Upgrade', 'Upgrade: websocket'],
  ['Connection: Upgrade, close', 'Upgrade: '],
]
const OTHERS: [string, string][] = [
  ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
  ['no returns', 'GET / HTTP/1.1\nHost: x\n\n'],
]

const running: Program[] = []
const cleanups: (() => void)[] = []

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.kill('SIGTERM')
    await program.ended
  }
  for (const clean of cleanups.splice(0)) clean()
})

async function open(
  env: Record<string, string> = {},
): Promise<{ program: Program; dataDir: string }> {
  const { path: dataDir, remove } = closedHouse()
  cleanups.push(remove)
  const program = startProgram({ DATA_DIR: dataDir, ...env })
  running.push(program)
  await program.opened
  return { program, dataDir }
}

const hasDatabase = (dataDir: string) => existsSync(join(dataDir, 'postgres', 'postmaster.pid'))
const descriptorsOf = ({ process }: Program) => readdirSync(`/proc/${process.pid}/fd`).length

describe('whatever is asked', () => {
  let program: Program
  let remove: () => void

  beforeAll(async () => {
    const folder = closedHouse()
    remove = folder.remove
    program = startProgram({ DATA_DIR: folder.path })
    await program.opened
  })
  afterAll(async () => {
    program.kill('SIGTERM')
    await program.ended
    remove()
  })

  /** What is wrong with the answers, in words. */
  async function faults(cases: readonly [name: string, bytes: string][]): Promise<string[]> {
    const found: string[] = []
    const waiting = [...cases]
    const worker = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { status, head, isClosed } = await ask(program, next[1])
        if (!isClosed) found.push(`${next[0]}: not closed`)
        else if (status < 200 || status >= 500) found.push(`${next[0]}: ${status || 'no answer'}`)
        else if (!/\r\nx-content-type-options: nosniff/i.test(head)) {
          found.push(`${next[0]}: ${status} without the safety headers`)
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    return found
  }

  it.each(DOORS)(
    '%s answers every method, tail and header, and never with a fault',
    async (door) => {
      const cases: [string, string][] = [
        ...METHODS.map((method) => request(method, door)),
        ...TAILS.map((tail) => request('GET', door + tail)),
        ...HEADERS.map((headers) => request('GET', door, headers)),
      ].map((bytes) => [bytes.slice(0, 120), bytes])
      expect(await faults(cases)).toEqual([])
    },
  )

  it('other targets and other protocols too', async () => {
    const targets = ['GET', 'OPTIONS', 'POST', 'CONNECT'].flatMap((method) =>
      TARGETS.map((target): [string, string] => [`${method} ${target}`, request(method, target)]),
    )
    expect(await faults([...targets, ...OTHERS])).toEqual([])
  })

  it.each([
    ['PUT', '/', 405],
    ['DELETE', '/staff', 405],
    ['POST', '/kitchen', 405],
    ['TRACE', tablePath('abc'), 405],
    ['POST', '/staff/sign-in', 303],
    ['GET', '//', 404],
    ['OPTIONS', '*', 400],
    ['GET', `${tablePath('')}%ff`, 400],
    ['GET', '/api/docs/constructor', 404],
    ['GET', 'http://localhost/healthz', 200],
    ['GET', '/%2e%2e/healthz', 200],
  ])('%s %s is %d', async (method, target, status) => {
    expect((await ask(program, request(method, target))).status).toBe(status)
  })

  it('people who leave in the middle of an answer leave nothing behind', async () => {
    const before = descriptorsOf(program)
    for (let round = 0; round < 10; round += 1) {
      const sockets = await Promise.all(
        ['/', '/api/docs/swagger-ui-bundle.js', tablePath('abc'), '/api/openapi.json'].map((path) =>
          leaveAfter(program, request('GET', path, ['Connection: keep-alive'])),
        ),
      )
      for (const socket of sockets) socket.destroy()
    }
    await expect.poll(() => descriptorsOf(program)).toBeLessThan(before + 10)
    expect((await ask(program, request('GET', '/healthz'))).status).toBe(200)
  })
})

/** Sends it and resolves with the first bytes of the answer, the rest unread. */
function leaveAfter({ base }: Program, text: string): Promise<Socket> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.pause()
      done(socket)
    })
    socket.write(text)
  })
}

it('600 upgrades that nobody serves are refused and closed; people are served; the stop is clean and quick', async () => {
  const { program, dataDir } = await open()
  await ask(program, request('GET', '/'))
  const before = descriptorsOf(program)
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  const paths = [
    '/_next/x',
    '/_next/webpack-hmr',
    '/',
    '/ws/store/1',
    '/ws/x',
    '/socket.io/x',
    '/api/trpc/x',
  ]
  const answers = await Promise.all(
    Array.from({ length: 600 }, (_, n) =>
      ask(program, request('GET', paths[n % paths.length] ?? '/', [...upgrade, key])),
    ),
  )
  expect(answers.filter(({ isClosed }) => !isClosed)).toEqual([])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400, 401, 404]))
  await expect.poll(() => descriptorsOf(program)).toBeLessThan(before + 10)
  expect((await ask(program, request('GET', '/setup'))).status).toBe(200)

  // Somebody who sends no whole request, and somebody who reads no answer, hold nobody up.
  const silent = connect(Number(new URL(program.base).port), '127.0.0.1')
  silent.on('error', () => {})
  silent.write('GET / HTTP/1.1\r\nHost: x\r\nX-')
  const deaf = await leaveAfter(program, request('GET', '/api/docs/swagger-ui-bundle.js'))
  cleanups.push(
    () => silent.destroy(),
    () => deaf.destroy(),
  )
  program.kill('SIGTERM')
  expect((await program.ended).code).toBe(0)
  expect(hasDatabase(dataDir)).toBe(false)
})

it('a bug that nobody caught ends the program with its cause in the log, the database whole', async () => {
  for (const bug of [
    `throw new Error('a loose end')`,
    `void Promise.reject(new Error('a loose end'))`,
  ]) {
    const code = encodeURIComponent(`process.on('SIGUSR2', () => { ${bug} })`)
    const { program, dataDir } = await open({
      NODE_OPTIONS: `--import=data:text/javascript,${code}`,
    })
    program.kill('SIGUSR2')
    const { code: exitCode, said } = await program.ended
    expect(exitCode).toBe(1)
    expect(said).toContain('a loose end')
    expect(hasDatabase(dataDir)).toBe(false)
  }
})

it.runIf(process.platform === 'linux')(
  'a program that can let nobody in any more ends, and takes its database with it',
  async () => {
    const { program, dataDir } = await open()
    const few = ['--pid', String(program.process.pid), '--nofile=12:12']
    expect(spawnSync('prlimit', few).status).toBe(0)
    const { code, said } = await program.ended
    expect(code).toBe(1)
    expect(said).toContain('no connection can be accepted any more')
    expect(hasDatabase(dataDir)).toBe(false)
  },
)
