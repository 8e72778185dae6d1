// What became of a step of the opening is kept, so that it goes on from there on whatever tablet.

import type * as z from 'zod'
import { NEEDED_STEPS } from '@/domain/opening'
import { Refusal } from '@/domain/refusal'
import type * as forms from '@/forms/opening'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Context } from '../context'
import { holdHouse, writeStep } from './read-house'

/** A step that is done is not passed over later. @throws Refusal input.invalid */
export async function keepStep(
  ctx: Context,
  _actor: Actor,
  { step, state }: z.output<typeof forms.keepStep>,
): Promise<void> {
  if (NEEDED_STEPS.includes(step)) throw new Refusal('input.invalid', { field: 'step' })
  await ctx.db.$transaction(async (tx) => {
    const { steps } = await holdHouse(tx)
    if (steps[step] !== 'done') await writeStep(tx, step, state)
  })
}

/** The owner is through; said once, by whoever says it first. */
export async function finishOpening(ctx: Context, actor: Actor): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const house = await holdHouse(tx)
    if (house.kind !== 'own' || house.openedAt) return
    await tx.house.update({ where: { id: 1 }, data: { openedAt: ctx.now() } })
    const fact = { action: 'opening.finished', subject: 'store', subjectId: actor.storeId }
    await writeAudit(tx, actor, { ...fact, details: { steps: { ...house.steps } } })
  })
}
