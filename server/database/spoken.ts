// Texts in several languages are JSON columns, each with a CHECK that it is an object of texts by
// language: rows with them, as they are.

import type { Localized } from '@/domain/language'

type Column = 'names' | 'descriptions' | 'units' | 'reasons'

export type Spoken<Row> = Row extends Date
  ? Row
  : Row extends readonly (infer Each)[]
    ? Spoken<Each>[]
    : Row extends object
      ? { [Key in keyof Row]: Key extends Column ? Localized : Spoken<Row[Key]> }
      : Row

/** What Prisma read, with what the database holds these columns to. */
export const spoken = <Row>(row: Row) => row as Spoken<Row>
