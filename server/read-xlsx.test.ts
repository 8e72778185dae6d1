// Spreadsheets as different programs write them, and files that only say that they are one.

import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { isZip, readXlsx } from './read-xlsx'

const WORKBOOK = `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="菜单" sheetId="1" r:id="rId1"/></sheets></workbook>`
const RELATIONS = `<Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>`

function file(sheet: string, more: Record<string, string> = {}): Buffer {
  const files = {
    'xl/workbook.xml': WORKBOOK,
    'xl/_rels/workbook.xml.rels': RELATIONS,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)]))),
  )
}
const read = (...of: Parameters<typeof file>) => readXlsx(file(...of), 100)

describe('a spreadsheet is read', () => {
  it('as Excel and WPS write it: shared texts, some of them in several colours, with their pinyin', () => {
    const sharedStrings = `<sst><si><t>名称</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">宫保 </t></r><r><t>鸡丁</t></r><rPh sb="0" eb="2"><t>ignored</t></rPh></si><si><t/></si></sst>`
    const rows = read(
      `<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c></row><row r="3"><c r="A3" s="4" t="s"><v>1</v></c><c r="C3"><v>22.5</v></c><c r="D3"/></row>`,
      { 'xl/sharedStrings.xml': sharedStrings },
    )
    expect(rows).toEqual([
      { line: 1, cells: ['名称'] },
      { line: 3, cells: ['宫保 鸡丁', '', '22.5', ''] },
    ])
  })

  it('as others do: texts in their cells, results of formulas, names with a prefix', () => {
    expect(
      read(
        `<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>A &amp; B &#x2764; _x005F_x000D_</x:t></x:is></x:c><x:c r="B2" t="str"><x:f>A1</x:f><x:v>&lt;b&gt;</x:v></x:c><x:c r="AA2" t="b"><x:v>1</x:v></x:c></x:row>`,
      )?.[0]?.cells,
    ).toEqual(['A & B ❤ _x000D_', '<b>', ...Array(24).fill(''), '1'])
  })

  it('with numbers as somebody means them', () => {
    const numbers = ['22.499999999999996', '2.25E1', '1E3', '0', '-3', '0.1', '1234567.89']
    const cells = numbers.map((number) => `<c><v>${number}</v></c>`).join('')
    expect(read(`<row>${cells}</row>`)?.[0]?.cells).toEqual([
      '22.5',
      '22.5',
      '1000',
      '0',
      '-3',
      '0.1',
      '1234567.89',
    ])
  })

  it('to the row that is one too many, and no further', () => {
    const rows = Array.from({ length: 500 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('')
    expect(read(rows)).toHaveLength(101)
  })
})

describe('what is no spreadsheet', () => {
  it('is none: text, half a file, an empty ZIP', () => {
    expect(isZip(Buffer.from('名称,价格'))).toBe(false)
    const whole = file('<row><c><v>1</v></c></row>')
    expect(isZip(whole)).toBe(true)
    expect(readXlsx(whole.subarray(0, whole.length / 2), 100)).toBeNull()
    expect(readXlsx(Buffer.from(zipSync({})), 100)).toEqual([])
  })

  it('is a bomb: it is refused before it is unpacked, in no time and no memory', () => {
    const zeros = new Uint8Array(62_000_000)
    const bomb = Buffer.from(
      zipSync({
        'xl/workbook.xml': strToU8(WORKBOOK),
        'xl/_rels/workbook.xml.rels': strToU8(RELATIONS),
        'xl/worksheets/sheet1.xml': [zeros, { level: 6 }],
      }),
    )
    expect(bomb.length).toBeLessThan(1_000_000)
    const before = performance.now()
    expect(readXlsx(bomb, 100)).toBeNull()
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  it('lies about how large it is: it grows no further than it said', () => {
    const bytes = file(`<row><c><v>${'9'.repeat(5_000_000)}</v></c></row>`)
    // The sizes stand in front of each file and once more at the end.
    const real = 5_000_000
    for (let at = 0; at < bytes.length - 4; at += 1) {
      const size = bytes.readUInt32LE(at)
      if (size > real && size < real + 200) bytes.writeUInt32LE(400, at)
    }
    const rows = readXlsx(bytes, 100)
    expect(JSON.stringify(rows ?? []).length).toBeLessThan(1_000)
  })
})
