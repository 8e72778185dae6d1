import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { houseAnswer, StrangeAnswer } from './house-answer'

const say = (what: string, status: number) => `${what} ${status}`
const HTML = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'
const answered = (status: number, body: unknown) =>
  houseAnswer(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }), say)
const errorIn = async (status: number, body: unknown) =>
  ((await (await answered(status, body)).json()) as { error: { message: string; data: object } })
    .error

describe('an answer', () => {
  it.each([
    ['of one procedure', { result: { data: 1 } }],
    [
      'of several',
      [{ result: { data: 1 } }, { error: { message: 'no', code: -32_600, data: {} } }],
    ],
  ])('%s is handed on as it is', async (_, body) => {
    const answer = await answered(200, body)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(body)
  })

  it.each([403, 400, 414, 429])(
    'of a door that refused with %s says its own sentence',
    async (status) => {
      const error = await errorIn(status, {
        code: 'request.foreign-origin',
        message: '来自其他网站',
      })
      expect(error).toMatchObject({
        message: '来自其他网站',
        data: { httpStatus: status, refusal: { code: 'request.foreign-origin' } },
      })
    },
  )

  it.each([
    [413, 'tooLarge 413'],
    [429, 'tooOften 429'],
    [401, 'refused 401'],
    [403, 'refused 403'],
    [404, 'strange 404'],
  ])(
    'of a proxy that says %s in its own page says so, and is an answer',
    async (status, message) => {
      expect(await errorIn(status, HTML)).toMatchObject({ message, data: { refusal: null } })
    },
  )

  it.each([
    [502, HTML, 'away 502'],
    [503, 'upstream connect error', 'away 503'],
    [504, '', 'away 504'],
    [524, HTML, 'away 524'],
    [200, '<html>Welcome to the Wi-Fi of this mall</html>', 'strange 200'],
    [200, '{"ok":true}', 'strange 200'],
    [503, '{"code":"system.busy","message":"系统正忙"}', '系统正忙'],
  ])('%s “%s” leaves open whether it was done, and says %s', async (status, body, message) => {
    const error = await answered(status, body).catch((caught) => caught)
    expect(error).toBeInstanceOf(StrangeAnswer)
    expect(error.message).toBe(message)
    expect(TRPCClientError.from(error)).toMatchObject({ message, data: undefined, cause: error })
  })
})
