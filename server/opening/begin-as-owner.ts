// An owner of the demo goes on to a restaurant of their own without the terminal: only one who has
// a password of their own, since the demo's is everybody's.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import { readHouse } from './read-house'
import { beginSetup } from './setup-link'

/** @throws Refusal setup.by-link */
export async function beginAsOwner(ctx: Context, { role, staffId }: Actor): Promise<void> {
  const [house, person] = await Promise.all([
    readHouse(ctx.db),
    ctx.db.staff.findUnique({ where: { id: staffId ?? 0 }, select: { hasDemoPassword: true } }),
  ])
  if (house.kind !== 'demo' || role !== 'owner' || !person || person.hasDemoPassword) {
    throw new Refusal('setup.by-link')
  }
  await beginSetup(ctx)
}
