// Every word a provider, or somebody posing as one, said to us, with what we made of it.
// Append-only; of what was not signed only the last ones stay (server/lifetimes.ts).

import type { NoticeVerdict } from '@/domain/platforms'
import type { Prisma } from '@/prisma/client/client'

const LONGEST_KEPT = 2_000

export async function recordCallback(
  tx: Prisma.TransactionClient,
  heard: {
    provider: string
    verdict: NoticeVerdict
    reason: string
    /** Whether it is the provider's own word. */
    isSigned: boolean
    body: Buffer
    payment?: { id: number; storeId: number }
  },
): Promise<void> {
  await tx.providerCallback.create({
    data: {
      provider: heard.provider,
      verdict: heard.verdict,
      reason: heard.reason,
      isSigned: heard.isSigned,
      // PostgreSQL keeps no NUL in a text.
      body: heard.body.subarray(0, LONGEST_KEPT).toString('utf8').replaceAll('\u0000', '\ufffd'),
      paymentId: heard.payment?.id ?? null,
      storeId: heard.payment?.storeId ?? null,
    },
  })
}
