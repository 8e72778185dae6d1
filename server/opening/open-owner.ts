// The second step: who owns the restaurant. From here on they sign in as everybody else does, and
// no link leads into the opening any more.

import type * as z from 'zod'
import { Refusal } from '@/domain/refusal'
import type * as forms from '@/forms/opening'
import { hashPassword } from '../access/passwords'
import { checkPassword } from '../access/people/add-person'
import { signIn } from '../access/sign-in'
import { writeAudit } from '../access/write-audit'
import type { Context } from '../context'
import { holdHouse, writeStep } from './read-house'
import { endCookie } from './setup-link'

/**
 * @returns the owner, signed in
 * @throws Refusal password.unfit, login.taken, setup.done, thing.changed (there is no restaurant)
 */
export async function openOwner(
  ctx: Context,
  { name, login, password }: z.output<typeof forms.openOwner>,
): Promise<{ storeId: number }> {
  checkPassword(password, login)
  const passwordHash = await hashPassword(password)
  const storeId = await ctx.db.$transaction(async (tx) => {
    const house = await holdHouse(tx)
    if (house.hasOwner) throw new Refusal('setup.done')
    if (house.storeId === null) throw new Refusal('thing.changed')
    const stores = await tx.store.findMany({
      where: { isDemo: false },
      select: { id: true, brandId: true },
    })
    const [owner] = await tx.staff.createManyAndReturn({
      data: [{ login, name, passwordHash, createdAt: ctx.now() }],
      skipDuplicates: true,
      select: { id: true },
    })
    if (!owner) throw new Refusal('login.taken', { name: login })
    const staffId = owner.id
    await tx.staffRole.createMany({
      data: stores.map(({ id }) => ({ staffId, storeId: id, role: 'owner' })),
    })
    await tx.brandRight.createMany({
      data: [...new Set(stores.map(({ brandId }) => brandId))].map((brandId) => ({
        staffId,
        brandId,
      })),
    })
    await tx.setupLink.deleteMany()
    await writeStep(tx, 'owner', 'done')
    const fact = { action: 'staff.added', subject: 'staff', subjectId: owner.id }
    await writeAudit(
      tx,
      { storeId: house.storeId, staffId: owner.id },
      { ...fact, details: { name, login, role: 'owner' } },
    )
    return house.storeId
  })
  endCookie(ctx)
  await signIn(ctx, { login, password })
  return { storeId }
}
