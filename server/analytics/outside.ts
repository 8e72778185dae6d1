// Money of a report is 分 inside the house, in fields that end in `_cents`; outside, in the spec's contract and in files, the same fields are
// yuan with two decimals and have lost that ending.

import { yuan } from '@/domain/money'

export type Outside<Row> = {
  [Key in keyof Row as Key extends `${infer Name}_cents` ? Name : Key]: Row[Key]
}

const ENDING = /_cents$/

export function outside<Row extends object>(row: Row): Outside<Row> {
  const fields = Object.entries(row).map(([name, value]) =>
    ENDING.test(name) ? [name.replace(ENDING, ''), yuan(value)] : [name, value],
  )
  return Object.fromEntries(fields) as Outside<Row>
}
