// What a manager says of a printer.

import * as z from 'zod'
import { LANGUAGES } from '@/domain/language'
import { CHARSETS } from '@/domain/paper'
import { id, someText, text } from './fields'

export const save = z.object({
  name: someText(30),
  purpose: z.enum(['receipt', 'kitchen']),
  stationId: id.nullable(),
  host: text(255),
  port: z.int(),
  widthMm: z.union([z.literal(58), z.literal(80)]),
  language: z.enum(LANGUAGES),
  isAutomatic: z.boolean(),
  charset: z.enum(CHARSETS).default('gbk'),
  opensDrawer: z.boolean().default(true),
})
