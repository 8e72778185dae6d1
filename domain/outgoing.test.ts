import { describe, expect, it } from 'vitest'
import { fitText, OUTGOING } from './outgoing'

const FIELDS = Object.entries(OUTGOING).flatMap(([platform, fields]) =>
  Object.entries(fields).map(([field, limits]) => ({ platform, field, ...limits })),
)
const fit = (platform: string, field: string, text: string) =>
  fitText(platform as 'wechat', field as 'description', text)

const NASTY = [
  '老王 & 小李/茶=餐厅',
  '辣'.repeat(400),
  `${'a'.repeat(125)}茶馆`,
  '👨‍👩‍👧‍👦'.repeat(100),
  `${'字'.repeat(42)}👍🏽`,
  'e\u0301'.repeat(300),
  `a${'\u0301'.repeat(600)}b`,
  '\ud83d half, \udc68 other half',
  'line\r\nbreak\tand\u0000nul\u2028and\u202eback\ufeff',
  '𠮷野家',
  ' '.repeat(300),
  '\u200d\u200b\u2060',
  '&/=',
  '<b>"Tom\'s" 100% #1?</b>',
  '\ufffe\uffff\ue000',
]

describe.each(FIELDS)('$field at $platform', ({ platform, field, most, unit, forbidden }) => {
  it.each(NASTY)('is fit to be sent, whatever it was made of: %j', (text) => {
    const sent = fit(platform, field, text)
    const length = unit === 'bytes' ? new TextEncoder().encode(sent).length : sent.length
    expect(length).toBeLessThanOrEqual(most)
    expect(forbidden?.test(sent) ?? false).toBe(false)
    expect(sent).not.toMatch(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u)
    expect(sent).toBe(sent.trim())
    // Made to fit once, it fits.
    expect(fit(platform, field, sent)).toBe(sent)
    // Whole characters only, in their order.
    const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
    for (const { segment } of new Intl.Segmenter().segment(sent.replaceAll(' ', ''))) {
      const isWhole = letters.some(
        (letter) => letter.replace(/\p{C}/gu, '') === segment.replace(/\p{C}/gu, ''),
      )
      expect([segment, isWhole]).toEqual([segment, true])
    }
  })

  it('keeps an ordinary name as it is', () => {
    expect(fit(platform, field, '川味小馆（人民路店）')).toBe('川味小馆（人民路店）')
  })
})

it('names a store to Alipay without what Alipay forbids, and to others as it is called', () => {
  const name = '老王 & 小李/茶=餐厅'
  expect(fitText('alipay', 'subject', name)).toBe('老王 小李 茶 餐厅')
  expect(fitText('wechat', 'description', name)).toBe(name)
  expect(fitText('stripe', 'name', `${name} 👨‍👩‍👧`)).toBe(`${name} 👨‍👩‍👧`)
})

it('is empty when nothing of it may be sent', () => {
  expect(fitText('alipay', 'subject', '&/= 👍')).toBe('')
  expect(fitText('wechat', 'reason', '👍👍')).toBe('')
})
