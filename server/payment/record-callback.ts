// Every word a provider, or somebody posing as one, said to us, with what we made of it. Append-only.

import type { NoticeVerdict } from '@/domain/payment'
import type { Prisma } from '@/prisma/client/client'

const LONGEST_KEPT = 2_000

export async function recordCallback(
  tx: Prisma.TransactionClient,
  heard: {
    provider: string
    verdict: NoticeVerdict
    reason: string
    body: Buffer
    payment?: { id: number; storeId: number }
  },
): Promise<void> {
  await tx.providerCallback.create({
    data: {
      provider: heard.provider,
      verdict: heard.verdict,
      reason: heard.reason,
      // PostgreSQL keeps no NUL in a text.
      body: heard.body.subarray(0, LONGEST_KEPT).toString('utf8').replaceAll('\u0000', '\ufffd'),
      paymentId: heard.payment?.id ?? null,
      storeId: heard.payment?.storeId ?? null,
    },
  })
}
