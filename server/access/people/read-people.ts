// Who works in a store, as who manages them sees it. What they are in other stores is told only as
// far as those are managed by the same one.

import { covers, may, type Permission, type Rights, type Role, rightsOf } from '@/domain/access'
import type { Context } from '../../context'
import type { Actor } from '../procedures'
import { whoAsks } from '../read-staff'

export type PersonFile = {
  id: number
  login: string
  name: string
  role: Role
  /** What they may beside their role, and what was taken from it. */
  given: readonly Permission[]
  taken: readonly Permission[]
  /** Their roles in the other stores that the one who asks manages. */
  elsewhere: { storeId: number; role: Role }[]
  /** Whether they may change what belongs to the whole brand. */
  hasBrand: boolean
  hasPin: boolean
  /** The demo's password, which anybody can read. */
  hasDemoPassword: boolean
  isDisabled: boolean
  /** How many screens they are signed in on now. */
  sessions: number
  lastSeenAt: string | null
  isSelf: boolean
  /** Whether the one who asks may change their role and rights here. */
  isChangeable: boolean
  /** And their account: password, PIN, whether they come at all. */
  isAccountChangeable: boolean
}

export type People = {
  people: PersonFile[]
  /** Where the one who asks may give roles. */
  stores: { storeId: number; rights: Rights }[]
  /** How much a cashier takes off a bill or gives back at once (分); null = any amount. */
  limits: { discountCents: number | null; refundCents: number | null }
  /** Which of them there are that are not shown: older ones who do not come any more. */
  isCut: boolean
}

/** Beyond these the list is cut: who comes first, then who was disabled last. */
const MOST_PEOPLE = 1_500

export async function readPeople(ctx: Context, actor: Actor): Promise<People> {
  const { storeId } = actor
  const asks = await whoAsks(ctx)
  const own = new Map((asks?.storeRoles ?? []).map((each) => [each.storeId, each as Rights]))
  const now = ctx.now()
  const [rows, store, rights, running] = await Promise.all([
    ctx.db.staff.findMany({
      where: { storeRoles: { some: { storeId } } },
      orderBy: [{ disabledAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }],
      take: MOST_PEOPLE + 1,
      select: {
        id: true,
        login: true,
        name: true,
        pinHash: true,
        hasDemoPassword: true,
        disabledAt: true,
        brandRights: { select: { brandId: true } },
        storeRoles: {
          select: {
            storeId: true,
            role: true,
            rights: { select: { permission: true, isGiven: true } },
          },
        },
      },
    }),
    ctx.db.store.findUniqueOrThrow({
      where: { id: storeId },
      select: { brandId: true, cashierDiscountLimitCents: true, cashierRefundLimitCents: true },
    }),
    ctx.db.brandRight.findMany({
      where: { staffId: actor.staffId ?? 0 },
      select: { brandId: true },
    }),
    ctx.db.$queryRaw<{ staffId: number; lastSeenAt: Date; running: number }[]>`
      SELECT s.staff_id AS "staffId", max(s.last_seen_at) AS "lastSeenAt",
             count(*) FILTER (WHERE s.ended_at IS NULL AND s.expires_at > ${now})::int AS running
        FROM staff_session s JOIN staff_role p ON p.staff_id = s.staff_id AND p.store_id = ${storeId}
       GROUP BY s.staff_id`,
  ])
  const ownBrands = new Set(rights.map(({ brandId }) => brandId))
  const seen = new Map(running.map((row) => [row.staffId, row]))
  const people = rows.slice(0, MOST_PEOPLE).map((row): PersonFile => {
    const roles = row.storeRoles.map((each) => ({
      storeId: each.storeId,
      rights: rightsOf(each.role, each.rights),
    }))
    const isManaged = (each: (typeof roles)[number]) => {
      const mine = own.get(each.storeId)
      return mine !== undefined && may(mine, 'staff.manage') && covers(mine, each.rights)
    }
    const here = roles.find((each) => each.storeId === storeId)
    if (!here) throw new Error('a person of this store works here')
    const brands = row.brandRights.map(({ brandId }) => brandId)
    const hasBrand = brands.includes(store.brandId)
    const isBeyond = (brandId: number) => !ownBrands.has(brandId)
    const isSelf = row.id === actor.staffId
    const last = seen.get(row.id)
    return {
      id: row.id,
      login: row.login,
      name: row.name,
      ...here.rights,
      elsewhere: roles
        .filter((each) => each !== here && own.has(each.storeId))
        .filter((each) => may(own.get(each.storeId) as Rights, 'staff.manage'))
        .map(({ storeId: id, rights }) => ({ storeId: id, role: rights.role })),
      hasBrand,
      hasPin: row.pinHash !== null,
      hasDemoPassword: row.hasDemoPassword,
      isDisabled: row.disabledAt !== null,
      sessions: last?.running ?? 0,
      lastSeenAt: last?.lastSeenAt.toISOString() ?? null,
      isSelf,
      isChangeable: isManaged(here) && !(hasBrand && isBeyond(store.brandId)),
      isAccountChangeable: roles.every(isManaged) && !brands.some(isBeyond),
    }
  })
  return {
    people,
    stores: [...own]
      .filter(([, rights]) => may(rights, 'staff.manage'))
      .map(([id, { role, given, taken }]) => ({ storeId: id, rights: { role, given, taken } })),
    limits: {
      discountCents: store.cashierDiscountLimitCents,
      refundCents: store.cashierRefundLimitCents,
    },
    isCut: rows.length > MOST_PEOPLE,
  }
}
