// Every kind of paper with the names that restaurants really have, printed dot by dot at both
// widths and in both languages. To look at it: PAPER_PICTURES=some-folder npx vitest run --project
// rooms server/printing/paper-pictures.test.ts

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, type Language, type Localized } from '@/domain/language'
import { ALLERGENS, type ChosenOption } from '@/domain/menu'
import { MAXIMUM_CENTS } from '@/domain/money'
import type { PaperDocument } from '@/domain/paper'
import { type Receipt, type ReceiptLine, type ReceiptPart, receiptPaper } from '@/domain/receipts'
import { type Slip, type SlipLine, slipPaper } from '@/domain/slip'
import { photo, printedPaper } from '@/testing/paper-picture'
import { PLAIN_PORTION } from '@/testing/plain'
import { sayIn } from '@/text/words'
import { encodePaper } from './encode-paper'

const FOLDER = process.env.PAPER_PICTURES

const NAMES: [string, Localized][] = [
  ['宫保鸡丁', { en: 'Kung Pao chicken' }],
  ['김치찌개 (대)', { en: 'Kimchi stew' }],
  ['ผัดไทยกุ้งสด', {}],
  ['🌶️麻辣香锅', { en: 'Mala hotpot of a very long English name that no line takes whole' }],
  ['Phở bò tái đặc biệt, œuf, 12 €', {}],
  ['شاورما دجاج', {}],
  ['𠮶𠮶饭', { en: 'Clay pot rice' }],
  [
    '秘制红烧牛肉面配溏心蛋与时令青菜（大份加面）',
    { en: 'Braised beef noodle soup with soft-boiled egg' },
  ],
  ['Donaudampfschifffahrtsgesellschaftskapitänsschnitzel', {}],
]
const CHOSEN = [
  { optionId: 1, name: '微辣', names: { en: 'Mild' }, quantity: 1 },
  { optionId: 2, name: '加豆腐', names: { en: 'More tofu' }, quantity: 2 },
] as unknown as ChosenOption[]

const dish = (part: Partial<SlipLine>): SlipLine => ({
  ...PLAIN_PORTION,
  name: '宫保鸡丁',
  names: { en: 'Kung Pao chicken' },
  chosen: [],
  note: '',
  quantity: 1,
  course: 0,
  isHeld: false,
  change: null,
  ...part,
})
const dishes = NAMES.map(([name, names], at) =>
  dish({ name, names, quantity: at + 1, course: at % 3, isHeld: at === 6, chosen: CHOSEN }),
)
const SLIP: Slip = {
  kind: 'round',
  tableName: 'A12',
  orderNumber: '20261129-000123',
  roundNumber: 1,
  isUrgent: false,
  isTakeaway: false,
  note: '花生过敏 peanut allergy! 땅콩 알레르기',
  allergies: [],
  time: '12:03',
  lateTime: null,
  station: { name: '热菜', names: { en: 'Hot kitchen' } },
  copy: 1,
  lines: dishes,
}
const ALLERGIES: Slip['allergies'] = [
  { guestNumber: null, guestName: null, allergens: ['shellfish'], other: '' },
  { guestNumber: 2, guestName: '小雨', allergens: [...ALLERGENS], other: '芒果、酒精 mango' },
]
const CHANGES = [
  dish({ change: { kind: 'voided', before: '', after: '客人点多了 sorry' } }),
  dish({ name: '김치찌개', change: { kind: 'note', before: '', after: '不要葱，多放一点辣椒' } }),
]

const RECEIPT: Receipt = {
  storeName: '老王饭桌（人民广场店）',
  storeNames: { en: 'Old Wang’s Kitchen at People’s Square' },
  logo: null,
  address: '上海市黄浦区南京东路 100 号',
  phone: '021-55550000',
  header: '欢迎光临\nWelcome',
  footer: '谢谢惠顾，欢迎再来\n감사합니다',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  number: '20261129-000123',
  tableName: 'A12',
  takeaway: null,
  placedAt: '',
  settledAt: '',
  lines: NAMES.map(
    ([name, names], at): ReceiptLine => ({
      ...PLAIN_PORTION,
      name,
      names,
      chosen: at % 2 === 0 ? CHOSEN : [],
      quantity: at * 11 + 1,
      unitCents: 3_800,
      listUnitCents: 3_800,
      totalCents: 3_800 * (at * 11 + 1),
    }),
  ),
  itemsCents: 12_400_000,
  adjustments: [
    { kind: 'per_head', amountCents: 400, reason: '2 人', reasons: { en: '2 guests' } },
    { kind: 'promotion', amountCents: -500, reason: '', reasons: {} },
    {
      kind: 'manual',
      amountCents: -1_000,
      reason: '老客户打折，经理批准',
      reasons: { en: 'Regular guest, approved by the manager' },
    },
  ] as Receipt['adjustments'],
  owedCents: 12_398_900,
  taxes: [{ basisPoints: 600, netCents: 1_166_667, taxCents: 70_000 }],
  payments: [
    { method: 'wechat', amountCents: 10_000, reference: '4200001234202611290000000001' },
    { method: 'cash', amountCents: 12_388_900, reference: null },
  ].map((each) => ({
    ...each,
    paidAt: '',
    isSimulated: each.method === 'wechat',
  })) as Receipt['payments'],
  refunds: [
    { amountCents: 500, state: 'succeeded', at: '', isSurplus: false, dishes: [], taxes: [] },
    { amountCents: 300, state: 'pending', at: '', isSurplus: true, dishes: [], taxes: [] },
  ],
  openCents: 0,
  earnedPoints: 123,
  part: null,
  url: 'http://192.168.1.20:3000/receipt/AbCdEfGhIjKlMnOpQrStUv',
}
const PART: ReceiptPart = {
  splitKind: 'items',
  dishes: NAMES.slice(0, 2).map(([name, names], at) => ({
    ...{ name, names, portions: at + 1, quantity: 1, of: at * 2 + 1 },
    amountCents: 1_234_567 * (at + 1),
  })),
  headCents: 400,
  amountCents: 3_704_101,
  method: 'alipay',
  paidAt: '',
  reference: '2026112922001400000000000001',
  isSimulated: false,
  refundedCents: 1_234_567,
}
const timeText = () => '2026-11-29 12:03'
const settled = { ...RECEIPT, settledAt: '2026-11-29T04:03:00Z' }

const dear: Receipt = {
  ...settled,
  currency: 'VND',
  lines: RECEIPT.lines.map((line) => ({ ...line, totalCents: MAXIMUM_CENTS })),
}

const slipIn = (language: Language, slip: Partial<Slip> = {}) =>
  slipPaper({ ...SLIP, ...slip }, language, sayIn(language, 'paper'), sayIn(language, 'allergies'))
const receiptIn = (language: Language, receipt: Receipt, copy = 1, lateAt: string | null = null) =>
  receiptPaper(receipt, language, sayIn(language, 'paper'), sayIn(language, 'methods'), {
    copy,
    timeText,
    lateAt,
  })

const PAPERS: [string, (language: Language) => PaperDocument][] = [
  ['a slip', (language) => slipIn(language)],
  ['a slip with allergies', (language) => slipIn(language, { allergies: ALLERGIES })],
  ['an add-on', (language) => slipIn(language, { roundNumber: 2, isUrgent: true })],
  ['a reprint that is late', (language) => slipIn(language, { copy: 2, lateTime: '12:47' })],
  ['changes', (language) => slipIn(language, { kind: 'changes', note: '', lines: CHANGES })],
  ['what was fired', (language) => slipIn(language, { kind: 'fired', station: null })],
  ['a bill', (language) => receiptIn(language, { ...RECEIPT, settledAt: null })],
  ['a receipt', (language) => receiptIn(language, settled)],
  ['a receipt in dong', (language) => receiptIn(language, dear)],
  ['a part', (language) => receiptIn(language, { ...settled, part: PART })],
  ['a late reprint', (language) => receiptIn(language, settled, 3, 'x')],
]

describe.each(PAPERS)('%s', (name, paper) => {
  it.each(LANGUAGES)(
    'keeps to the paper, says no question mark and ends with a cut, in %s',
    async (language) => {
      const printed = []
      for (const widthMm of [58, 80] as const) {
        const bytes = await encodePaper(paper(language), { widthMm, charset: 'gbk' })
        const page = await printedPaper(bytes, widthMm)
        expect(page.faults).toEqual([])
        expect(page.rows.join('\n')).not.toContain('?')
        expect([page.cuts, page.kicks]).toEqual([1, 0])
        printed.push(page.picture)
      }
      if (FOLDER) await photo(printed, join(FOLDER, `${name.replaceAll(' ', '-')}-${language}.png`))
    },
  )
})
