// A page that shows whether a printer is reached, prints Chinese, keeps its columns and cuts; and
// by which it is learned what the printer can say of itself.

import { knownLanguage } from '@/domain/language'
import { ends, line, type PaperDocument } from '@/domain/paper'
import { Refusal } from '@/domain/refusal'
import { sayIn } from '@/text/words'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { type PrinterRow, registerDrawing } from './drawings'
import { queuePaper } from './queue-paper'

/** @throws Refusal thing.not-found */
export async function printTest(
  deps: Deps,
  { storeId, staffId }: Actor,
  { printerId, key }: { printerId: number; key: string },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const where = { id: printerId, storeId, archivedAt: null }
    const printer = await tx.printer.findFirst({ where })
    if (!printer) throw new Refusal('thing.not-found')
    const request = { kind: 'test', key, orderId: null, staffId } as const
    await queuePaper(tx, printer, request, deps.now())
  })
}

registerDrawing('test', async (_ground, printer) => ({ paper: testPaper(printer) }))

function testPaper({ name, host, port, widthMm, language }: PrinterRow): PaperDocument {
  const say = sayIn(knownLanguage(language), 'paper')
  return [
    line(say('test.title'), { size: 'big' }),
    line(name),
    'rule',
    ends(`${host}:${port}`, `${widthMm} mm`),
    ends('宫保鸡丁 Kung Pao', '38.00'),
    line(say('test.drawn')),
    ends('김치 ผัดไทย phở œ € 🍜', '42.00'),
    'rule',
    line(say('test.fits')),
    'space',
  ]
}
