// Money of a report is 分 inside the house, in fields that end in `_cents`; outside, in the spec's
// contract and in files, the same fields are whole yuan (or what the store's currency is) with its
// decimals and have lost that ending.

import { wholeOf } from '@/domain/money'

export type Outside<Row> = {
  [Key in keyof Row as Key extends `${infer Name}_cents` ? Name : Key]: Row[Key]
}

const ENDING = /_cents$/

/** @param currency in whose smallest units the row counts */
export function outside<Row extends object>(row: Row, currency: string): Outside<Row> {
  const fields = Object.entries(row).map(([name, value]) =>
    ENDING.test(name) ? [name.replace(ENDING, ''), wholeOf(value, currency)] : [name, value],
  )
  return Object.fromEntries(fields) as Outside<Row>
}
