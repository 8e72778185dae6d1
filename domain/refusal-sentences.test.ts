// Every refusal is a whole sentence in every language, with all its details and with none.

import { describe, expect, it } from 'vitest'
import { sayIn } from '@/text/words'
import { LANGUAGES } from './language'
import { REFUSALS, type RefusalCode, type RefusalDetails } from './refusal'
import { refusalSentence } from './refusal-sentences'

const CODES = Object.keys(REFUSALS) as RefusalCode[]
const DISH = { name: '鱼香肉丝', names: { en: 'Shredded pork' } }
const FULL = {
  ...{
    by: 'Wang',
    day: '2026-11-29',
    dish: DISH.name,
    dishNames: DISH.names,
    dishes: [DISH, DISH],
  },
  ...{
    field: 'phone',
    from: '10:00',
    group: '辣度',
    groupNames: { en: 'Spiciness' },
    guestNumber: 2,
    left: 3,
  },
  ...{ level: 2, name: 'SECRET', origin: 'http://a.b', points: 7, reason: 'why', table: 'A1' },
  ...{ roles: ['manager', 'owner'], retryAfterSeconds: 60 },
  ...{ amountCents: 12_345, leftCents: 12_345, limitCents: 12_345, minimumCents: 12_345 },
  ...{ openCents: 12_345, totalCents: 12_345 },
} as const satisfies RefusalDetails

const said = (language: (typeof LANGUAGES)[number], code: RefusalCode, details?: RefusalDetails) =>
  refusalSentence(sayIn(language, 'refusals'), language, code, details)

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(CODES)('%s is a whole sentence of that language', (code) => {
    for (const details of [undefined, FULL]) {
      const sentence = said(language, code, details)
      expect(sentence).not.toMatch(/[{}]|undefined|null|\[object|\s\s/)
      // A command to type ends without a full stop.
      expect(sentence).toMatch(/[.。！？)]$|npm run .+$/)
      if (language !== LANGUAGES[0]) expect(sentence).not.toBe(said(LANGUAGES[0], code, details))
    }
  })
})

it.each([
  ['zh-CN', 'dish.sold-out', '“鱼香肉丝”、“鱼香肉丝”已售罄，其余菜品仍为您保留在购物车中。'],
  [
    'en',
    'dish.sold-out',
    '“Shredded pork”, “Shredded pork” is sold out. Everything else is still in your cart.',
  ],
  ['zh-CN', 'permission.missing', '您没有权限进行此操作，请找店长或老板。'],
  [
    'en',
    'permission.missing',
    'You are not allowed to do this. Please ask a manager or the owner.',
  ],
  ['zh-CN', 'choice.invalid', '请为“鱼香肉丝”正确选择“辣度”。'],
  ['en', 'choice.invalid', 'Please choose “Spiciness” for “Shredded pork”.'],
  ['zh-CN', 'split.locked', '2 号客人正在付这一份，请稍等，或选择其他菜。'],
  [
    'en',
    'price.changed',
    'A price has changed: the total is now ¥123.45. Please check it and submit again.',
  ],
  ['en', 'input.too-often', 'That was a bit too often. Please try again in 60 seconds.'],
] as const)('in %s %s says %s', (language, code, sentence) => {
  expect(said(language, code, FULL)).toBe(sentence)
})
