import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { memberPath, payInsideWechatPath, payPath, receiptPath, tablePath } from './paths'

describe('every address that leads somewhere', () => {
  it.each([
    ['a table', tablePath('[tableId]')],
    ['its member', memberPath('[tableId]')],
    ['a payment', payPath('[token]')],
    ['a payment in WeChat', payInsideWechatPath('[token]')],
    ['a receipt', receiptPath('[token]')],
  ])('has its page: %s', (_, path) => {
    expect(existsSync(`app${decodeURIComponent(path)}/page.tsx`)).toBe(true)
  })

  it('stays in one part of the address, whatever the code is', () => {
    expect(tablePath('a/b?c')).toBe(`${tablePath('')}a%2Fb%3Fc`)
  })
})
