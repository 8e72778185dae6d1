import { environmentManager, QueryObserver } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import { TRPCError } from '@trpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { REFUSALS, Refusal, type RefusalCode } from '@/domain/refusal'
import { makeQueryClient } from './query-client'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** How often it is asked until the error is told, and how long that takes. */
async function asked(error: Error): Promise<{ times: number; ms: number }> {
  const startedMs = Date.now()
  const queryFn = vi.fn(() => Promise.reject(error))
  const told = makeQueryClient()
    .fetchQuery({ queryKey: ['menu'], queryFn })
    .catch((caught) => expect(caught).toBe(error))
  await vi.runAllTimersAsync()
  await told
  return { times: queryFn.mock.calls.length, ms: Date.now() - startedMs }
}

const codes = Object.keys(REFUSALS) as RefusalCode[]
const answers = codes.filter((code) => code !== 'system.busy')

const inProcess = (code: RefusalCode) =>
  new TRPCError({ code: 'BAD_REQUEST', cause: new Refusal(code) })
/** As it looks to a page, whose classes are not the server's. */
const foreign = (code: RefusalCode) =>
  Object.assign(new Error(), { cause: Object.assign(new Error(code), { name: 'Refusal', code }) })
const overTheWire = (code: RefusalCode) =>
  TRPCClientError.from({
    error: {
      code: -32600,
      message: code,
      data: { refusal: { code, details: {} } },
    },
  } as never)
const doorAnswered = (status: number) =>
  TRPCClientError.from(new Error('not tRPC'), { meta: { response: new Response('', { status }) } })

describe.each([
  ['in this process', inProcess],
  ['of another copy of the modules', foreign],
  ['over the wire', overTheWire],
])('a refusal %s', (_, refused) => {
  it.each(answers)('%s is an answer, at once', async (code) => {
    expect(await asked(refused(code))).toEqual({ times: 1, ms: 0 })
  })

  it('that says the house is busy is asked again, twice', async () => {
    expect((await asked(refused('system.busy'))).times).toBe(3)
  })
})

describe('what is no refusal', () => {
  it('a network that does not answer is asked again, twice', async () => {
    expect((await asked(TRPCClientError.from(new TypeError('fetch failed')))).times).toBe(3)
    expect((await asked(doorAnswered(502))).times).toBe(3)
  })

  it('a door that said no, and a bug, are answers', async () => {
    expect((await asked(doorAnswered(403))).times).toBe(1)
    expect((await asked(doorAnswered(429))).times).toBe(1)
    expect((await asked(new TRPCError({ code: 'INTERNAL_SERVER_ERROR' }))).times).toBe(1)
    expect((await asked(new Error('a bug'))).times).toBe(1)
  })
})

describe('what a screen could not read', () => {
  beforeEach(() => environmentManager.setIsServer(() => false))
  afterEach(() => environmentManager.setIsServer(() => true))

  it('is read again while it is shown, until it was read; an answer is not', async () => {
    for (const [error, isAgain] of [
      [overTheWire('system.busy'), true],
      [doorAnswered(502), true],
      [overTheWire('thing.not-found'), false],
    ] as const) {
      let times = 0
      const queryFn = () => (times++ < 6 ? Promise.reject(error) : Promise.resolve('read'))
      const shown = new QueryObserver(makeQueryClient(), { queryKey: ['menu'], queryFn })
      shown.subscribe(() => {})
      await vi.advanceTimersByTimeAsync(120_000)
      expect(shown.getCurrentResult().data).toBe(isAgain ? 'read' : undefined)
      expect(times).toBe(isAgain ? 7 : 1)
      shown.destroy()
    }
  })
})
