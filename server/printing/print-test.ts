// A page that shows whether a printer is reached, prints Chinese, keeps its columns and cuts.

import { big, ends, plain, RULE } from '@/domain/paper'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { queuePaper } from './queue-paper'

const WORDS = {
  'zh-CN': { title: '打印测试', fits: '这一行正好占满纸宽' },
  en: { title: 'Test page', fits: 'This line fills the paper' },
} as const

/** @throws Refusal thing.not-found */
export async function printTest(
  ground: Ground,
  { storeId, staffId }: Actor,
  { printerId, key }: { printerId: number; key: string },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const where = { id: printerId, storeId, archivedAt: null }
    const printer = await tx.printer.findFirst({ where })
    if (!printer) throw new Refusal('thing.not-found')
    const { name, host, port, widthMm } = printer
    await queuePaper(
      tx,
      printer,
      {
        kind: 'test',
        paper: (language) =>
          [
            big(plain(WORDS[language].title)),
            plain(name),
            RULE,
            ends(plain(`${host}:${port}`), plain(`${widthMm} mm`)),
            ends('宫保鸡丁 Kung Pao', '38.00'),
            RULE,
            plain(WORDS[language].fits),
            '',
          ].join('\n'),
        key,
        orderId: null,
        roundId: null,
        copy: 1,
        lineIds: [],
        changeIds: [],
        staffId,
      },
      ground.now(),
    )
  })
}
