// Tables as text: written and read again, they are the same.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows, csvText } from './table-text'

const cellsOf = (text: string) => csvRows(text).map(({ cells }) => cells)

describe('a table', () => {
  it('comes back as it was, whatever stands in its cells', () => {
    const nasty = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        '=HYPERLINK("http://x","y")',
        "'=1",
        "''=1",
        '+86',
        '-5',
        '@a',
        '\t=1',
        'a,b',
        'a;b',
        '"',
        '""',
        'a\r\nb',
        'a\nb',
        ' a ',
        '宫保鸡丁',
        "'",
      ),
    )
    const row = fc.array(nasty, { minLength: 2, maxLength: 6 }).map((cells) => ['键', ...cells])
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        expect(cellsOf(csvText(rows))).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  it('is read however a spreadsheet writes it: semicolons, tabs, other line ends, no last one', () => {
    const wanted = [
      ['名称', '价格'],
      ['面', '12'],
    ]
    for (const text of [
      '名称;价格\r\n面;12',
      '名称\t价格\n面\t12\n',
      '\ufeff名称,价格\r面,12\r',
      '"名称","价格"\r\n\r\n,\r\n"面","12"\r\n',
    ]) {
      expect(cellsOf(text)).toEqual(wanted)
    }
  })

  it('is not parted by what stands in its cells, also where its first row has more of that', () => {
    for (const rows of [
      [['键', ';;', 'a;b']],
      [['a\r\nb;c;d', 'x', ';;;']],
      [['12" ; ;', '"";"";', '\t\t\t']],
    ]) {
      expect(cellsOf(csvText(rows))).toEqual(rows)
    }
    expect(cellsOf('12" x;Price\r\nA;5')).toEqual([
      ['12" x', 'Price'],
      ['A', '5'],
    ])
  })

  it('knows the line in which a row begins, also behind cells of several lines', () => {
    expect(csvRows('a,b\n"x\ny",1\n\nc,2').map(({ line }) => line)).toEqual([1, 2, 5])
  })

  it('a formula is never written as one', () => {
    expect(csvText([['=1+1', 'x']])).toBe("\ufeff'=1+1,x\r\n")
  })
})
