// What a spreadsheet opens is what was written: read back by somebody else's reader.

import { unzipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { type Cell, type Column, xlsxOf } from './write-xlsx'

const COLUMNS: Column[] = [
  { heading: '桌台', kind: 'text' },
  { heading: '份数', kind: 'whole' },
  { heading: '金额', kind: 'money' },
  { heading: '日期', kind: 'day' },
  { heading: '时间', kind: 'instant' },
]

async function* inBatches(rows: readonly Cell[][], size: number) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

async function fileOf(rows: readonly Cell[][], options: { rowsOfSheet?: number } = {}) {
  const parts: Uint8Array[] = []
  for await (const part of xlsxOf(COLUMNS, inBatches(rows, 500), { name: '订单', ...options })) {
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Instants to the second: a spreadsheet keeps them as parts of a day. */
async function sheetsOf(file: Buffer) {
  const sheets = (await readXlsx(file)) as unknown as { sheet: string; data: unknown[][] }[]
  const rounded = (cell: unknown) =>
    cell instanceof Date ? new Date(Math.round(cell.getTime() / 1_000) * 1_000) : cell
  return sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map(rounded)) }))
}

const textsOf = (rows: Cell[][]) => rows.map(([text]) => text)
const rowOf = (text: string): Cell[] => [text, 1, 1.5, '2026-11-20', '2026-11-20 23:59:01']

describe('a spreadsheet', () => {
  it('holds numbers as numbers, days and instants as such, and everything else as the text it is', async () => {
    const [sheet] = await sheetsOf(
      await fileOf([
        ['A1', 12, 3_800.5, '2026-11-20', '2026-11-20 12:34:56'],
        ['', 0, -0.01, null, null],
      ]),
    )
    expect(sheet?.sheet).toBe('订单')
    expect(sheet?.data).toEqual([
      ['桌台', '份数', '金额', '日期', '时间'],
      ['A1', 12, 3_800.5, new Date('2026-11-20T00:00:00Z'), new Date('2026-11-20T12:34:56Z')],
      [null, 0, -0.01, null, null],
    ])
  })

  it('runs and rounds nothing, and keeps what a cell can hold letter by letter', async () => {
    const texts = [
      '=1+1',
      '+8613800000000',
      '-1',
      '@SUM(A1)',
      '1-2',
      '007',
      '3/4',
      '1e5',
      'TRUE',
      '20261120000000000001',
      '=HYPERLINK("http://x","y")',
      "'quoted",
      '<b>&amp;"',
      'a\nb',
      'two  spaces',
      '🍜 麻婆豆腐 đ œ €',
      '_x000D_',
    ]
    const file = await fileOf(texts.map(rowOf))
    const [sheet] = await sheetsOf(file)
    const read = sheet?.data.slice(1).map(([text]) => text)
    // The one reader spells Excel's escape out, the other does not; both show what was meant.
    expect(read?.map((text) => String(text).replace('_x005F_', '_'))).toEqual(texts)
    const xml = new TextDecoder().decode(unzipSync(file)['xl/worksheets/sheet1.xml'])
    expect(xml).not.toMatch(/<f>|t="s"|t="str"/)
  })

  it('drops what no file of its kind can hold, and is still one', async () => {
    const [sheet] = await sheetsOf(
      await fileOf([rowOf('a\u0000b\u0008c\ud800d\uffff'), rowOf('x'.repeat(40_000))]),
    )
    const [first, second] = sheet?.data.slice(1).map(([text]) => String(text)) ?? []
    expect(first).toBe('abc\ufffdd')
    expect(second).toHaveLength(32_767)
  })

  it('has its heading in sight, columns wide enough, and money with two decimals', async () => {
    const file = unzipSync(await fileOf([rowOf('一个很长的桌台名字')]))
    const xml = new TextDecoder().decode(file['xl/worksheets/sheet1.xml'])
    expect(xml).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    )
    expect(Number(/<col min="1" max="1" width="(\d+)"/.exec(xml)?.[1])).toBeGreaterThanOrEqual(18)
    const styles = new TextDecoder().decode(file['xl/styles.xml'])
    const formats = [...styles.matchAll(/<xf numFmtId="(\d+)" fontId="\d" [^>]*xfId/g)].map(
      ([, id]) => id,
    )
    expect(formats[Number(/ s="(\d)"><v>1.5</.exec(xml)?.[1])]).toBe('4')
  })

  it('without rows is a heading', async () => {
    expect(await sheetsOf(await fileOf([]))).toMatchObject([
      { data: [['桌台', '份数', '金额', '日期', '时间']] },
    ])
  })

  it('goes on with the next sheet where one is full, none lost between', async () => {
    const rows = Array.from({ length: 1_201 }, (_, n) => rowOf(`t${n}`))
    const sheets = await sheetsOf(await fileOf(rows, { rowsOfSheet: 601 }))
    expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
      ['订单', 601],
      ['订单 2', 601],
      ['订单 3', 2],
    ])
    expect(sheets.flatMap(({ data }) => data.slice(1)).map(([text]) => text)).toEqual(textsOf(rows))
  })

  it('of 65,000 rows is written as they are taken: no batch is read before the one before was', async () => {
    const [BATCH, BATCHES] = [500, 130]
    let read = 0
    let taken = 0
    let furthest = 0
    let largest = 0
    const source = async function* () {
      for (let batch = 0; batch < BATCHES; batch += 1) {
        read += 1
        furthest = Math.max(furthest, read - taken)
        yield Array.from({ length: BATCH }, (_, n) =>
          rowOf(`table ${batch}-${n} ${Math.sin(batch * n)}`),
        )
        // Whoever takes the parts is asked for the next batch only when these are gone.
        taken = read
      }
    }
    const parts: Uint8Array[] = []
    for await (const part of xlsxOf(COLUMNS, source(), { name: 'x' })) {
      largest = Math.max(largest, part.length)
      parts.push(part)
    }
    expect(furthest).toBe(1)
    expect(largest).toBeLessThan(512 * 1_024)
    const [sheet] = await sheetsOf(Buffer.concat(parts))
    expect(sheet?.data).toHaveLength(BATCH * BATCHES + 1)
    expect(sheet?.data.at(-1)?.slice(1, 3)).toEqual([1, 1.5])
  })
})
