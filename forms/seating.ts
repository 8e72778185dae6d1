// What a manager fills in when tables are arranged.

import * as z from 'zod'
import { ORDER_MODES } from '@/domain/menu'
import { MAXIMUM_SEATS, MAXIMUM_TABLE_NAME } from '@/domain/seating'
import { id, names, someText, text } from './fields'

const area = z.object({
  name: someText(MAXIMUM_TABLE_NAME),
  names,
  /** Null = as the store does. */
  orderMode: z.enum(ORDER_MODES).nullable(),
  /** 外带: its tables are numbers that guests get at the counter. */
  isTakeaway: z.boolean(),
})

const seats = z.int().min(1).max(MAXIMUM_SEATS)

export const addArea = area

export const changeArea = area

/** Names by a pattern: "A01–A12, 包间 1". */
export const addTables = z.object({
  areaId: id,
  pattern: text(2_000),
  seats,
  skipsFours: z.boolean(),
})

export const changeTable = z.object({ name: someText(MAXIMUM_TABLE_NAME), areaId: id, seats })
