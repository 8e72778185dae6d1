// Tables as text, as spreadsheets write and read them: what is written here is read here as the
// very same, also with commas, quotes, line breaks, and texts that a spreadsheet would take for a
// formula.

const MARK = '\ufeff'
/** What a spreadsheet takes for a formula, and what was marked as none already. */
const FORMULA = /^'*[=+\-@\t\r]/

/** With commas, a byte-order mark and Windows line ends, so that every spreadsheet reads it. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/**
 * The rows of a text with commas, semicolons or tabs between its cells, whichever its first row
 * has most of; empty rows are left out. Each with the number of the line in which it begins.
 */
export function csvRows(text: string): { line: number; cells: string[] }[] {
  const source = text.startsWith(MARK) ? text.slice(1) : text
  const between = separatorOf(source)
  const rows: { line: number; cells: string[] }[] = []
  let [line, begun, at] = [1, 1, 0]
  let cells: string[] = []
  const end = () => {
    if (cells.some((each) => each.trim() !== '')) rows.push({ line: begun, cells })
    cells = []
  }
  while (at < source.length) {
    if (cells.length === 0) begun = line
    let value = ''
    if (source[at] === '"') {
      at += 1
      while (at < source.length) {
        if (source[at] === '"' && source[at + 1] === '"') {
          value += '"'
          at += 2
        } else if (source[at] === '"') {
          at += 1
          break
        } else {
          if (source[at] === '\n') line += 1
          value += source[at]
          at += 1
        }
      }
    }
    // What stands behind a closing quote belongs to it, as spreadsheets have it.
    while (at < source.length && source[at] !== between && !isLineEnd(source[at])) {
      value += source[at]
      at += 1
    }
    cells.push(plainOf(value))
    if (source[at] === between) {
      at += 1
      if (at === source.length) cells.push('')
      continue
    }
    if (source[at] === '\r' && source[at + 1] === '\n') at += 1
    if (at < source.length) line += 1
    at += 1
    end()
  }
  end()
  return rows
}

const isLineEnd = (character: string | undefined) => character === '\n' || character === '\r'

/** Without the mark that says that it is no formula. */
const plainOf = (value: string) =>
  value.startsWith("'") && FORMULA.test(value) ? value.slice(1) : value

/** What stands between quotes separates nothing. */
function separatorOf(source: string): string {
  const counts = new Map([',', '\t', ';'].map((each) => [each, 0]))
  let isQuoted = false
  for (let at = 0; at < source.length; at += 1) {
    const each = source[at] as string
    const before = source[at - 1]
    if (isQuoted && each === '"' && source[at + 1] === '"') at += 1
    else if (isQuoted) isQuoted = each !== '"'
    else if (each === '"') isQuoted = before === undefined || counts.has(before)
    else if (isLineEnd(each)) break
    else if (counts.has(each)) counts.set(each, (counts.get(each) ?? 0) + 1)
  }
  const [[best]] = [...counts].sort(([, one], [, other]) => other - one) as [[string, number]]
  return best
}
