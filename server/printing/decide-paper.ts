// What somebody decides about paper that did not come out: once more at once, or never.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'

/** Tries it now; what failed for good waits again. @throws Refusal thing.not-found */
export function printAgain(
  ground: Ground,
  actor: Actor,
  { paperId }: { paperId: string },
): Promise<void> {
  const now = ground.now()
  return decide(ground, actor, paperId, {
    action: 'paper.tried-again',
    from: ['queued', 'failed'],
    // From now on: what was too old once must not be too old again.
    data: { state: 'queued', nextAt: now, createdAt: now, doneAt: null, lastError: null },
  })
}

/** @throws Refusal thing.not-found */
export function giveUpPaper(
  ground: Ground,
  actor: Actor,
  { paperId }: { paperId: string },
): Promise<void> {
  return decide(ground, actor, paperId, {
    action: 'paper.given-up',
    from: ['queued'],
    data: { state: 'failed', lastError: 'given-up', doneAt: ground.now() },
  })
}

async function decide(
  ground: Ground,
  actor: Actor,
  paperId: string,
  decision: {
    action: string
    from: ('queued' | 'failed')[]
    data: Prisma.PrintJobUpdateManyMutationInput
  },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const { count } = await tx.printJob.updateMany({
      where: {
        id: BigInt(paperId),
        storeId: actor.storeId,
        state: { in: decision.from },
        printer: { archivedAt: null },
      },
      data: decision.data,
    })
    if (count === 0) throw new Refusal('thing.not-found')
    await writeAudit(tx, actor, {
      action: decision.action,
      subject: 'print-job',
      subjectId: paperId,
    })
  })
}
