// What printers say, byte by byte as the manual has it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSaid } from './printer-voice'

const kinds = (...bytes: number[]) => readSaid(bytes, true)[0].map(({ kind }) => kind)

describe('a byte is', () => {
  it.each([0x12, 0x16, 0x32, 0x72, 0x1e])('%i an answer to DLE EOT, by its fixed bits', (byte) => {
    expect(kinds(byte)).toEqual(['status'])
  })

  it.each([0x00, 0x03, 0x0c, 0x0f])('%i an answer to GS r', (byte) => {
    expect(kinds(byte)).toEqual(['paper'])
  })

  it.each([0x11, 0x13, 0x80, 0xff, 0x9d, 0xc1])('%i none: flow control or noise', (byte) => {
    expect(kinds(byte)).toEqual([])
  })
})

describe('several bytes', () => {
  it('that come unasked are one report, and none of them confirms a page', () => {
    expect(kinds(0x10, 0x00, 0x00, 0x00)).toEqual(['automatic'])
    expect(kinds(0x10, 0x00, 0x0c, 0x0f, 0x00)).toEqual(['automatic', 'paper'])
    expect(kinds(0x12, 0x18, 0x00, 0x00, 0x0f, 0x12)).toEqual(['status', 'automatic', 'status'])
  })

  it('with a number are one confirmation, whatever the number looks like', () => {
    const [said] = readSaid([0x37, 0x22, 0x30, 0x34, 0x38, 0x32, 0x00], false)
    expect(said).toEqual([{ kind: 'process', id: '0482' }])
  })

  it('are the same however they arrive', () => {
    const bytes = fc.array(fc.constantFrom(0x00, 0x03, 0x10, 0x12, 0x37, 0x22, 0x31, 0x13, 0xff), {
      maxLength: 24,
    })
    fc.assert(
      fc.property(bytes, fc.nat(24), (all, cut) => {
        const [first, rest] = readSaid(all.slice(0, cut), false)
        const [second, left] = readSaid([...rest, ...all.slice(cut)], false)
        const [whole, begun] = readSaid(all, false)
        expect([...first, ...second]).toEqual(whole)
        expect(left).toEqual(begun)
      }),
    )
  })
})
