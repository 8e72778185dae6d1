// What a table's QR carries: unguessable, and short enough to be typed from the paper by whoever's
// camera does not read it.

import { randomBytes } from 'node:crypto'
import { signsFrom } from '@/domain/access'
import { TABLE_CODE_LENGTH } from '@/domain/seating'

export function newTableCode(): string {
  return signsFrom(randomBytes(TABLE_CODE_LENGTH * 4), TABLE_CODE_LENGTH)
}
