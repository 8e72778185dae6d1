// What somebody decides about paper that did not come out: once more at once, or never; and that
// they saw the alarm about it.

import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { unansweredOf } from './read-paper-trouble'

/** Tries it now; what failed for good waits again. @throws Refusal thing.not-found */
export function printAgain(
  deps: Deps,
  actor: Actor,
  { paperId }: { paperId: number },
): Promise<void> {
  const now = deps.now()
  return decide(deps, actor, paperId, {
    action: 'paper.tried-again',
    from: ['queued', 'failed'],
    // From now on: what was too old once must not be too old again.
    data: {
      state: 'queued',
      nextAt: now,
      createdAt: now,
      doneAt: null,
      lastError: null,
      unconfirmed: 0,
      answeredAt: null,
      answeredById: null,
    },
  })
}

/** @throws Refusal thing.not-found */
export function giveUpPaper(
  deps: Deps,
  actor: Actor,
  { paperId }: { paperId: number },
): Promise<void> {
  return decide(deps, actor, paperId, {
    action: 'paper.given-up',
    from: ['queued'],
    data: { state: 'failed', lastError: 'given-up', doneAt: deps.now() },
  })
}

/**
 * Somebody saw to what a printer did not print: its alarm ends, until something else does not come
 * out. Nothing is there to answer where somebody else was quicker.
 */
export async function answerAlarm(
  deps: Deps,
  actor: Actor,
  { printerId }: { printerId: number },
): Promise<{ papers: number }> {
  return deps.db.$transaction(async (tx) => {
    const papers = await tx.$executeRawUnsafe(
      `UPDATE print_job j SET answered_at = $1, answered_by_id = $2
        WHERE j.store_id = $3 AND j.answered_at IS NULL AND j.id IN (SELECT id FROM (${unansweredOf('$4')}) unanswered)`,
      deps.now(),
      actor.staffId,
      actor.storeId,
      printerId,
    )
    if (papers > 0) {
      await writeAudit(tx, actor, {
        action: 'printer.alarm-answered',
        subject: 'printer',
        subjectId: printerId,
        details: { papers },
      })
    }
    return { papers }
  })
}

async function decide(
  deps: Deps,
  actor: Actor,
  paperId: number,
  decision: {
    action: string
    from: ('queued' | 'failed')[]
    data: Prisma.PrintJobUpdateManyMutationInput
  },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.printJob.updateMany({
      where: {
        id: paperId,
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
      subjectId: String(paperId),
    })
  })
}
