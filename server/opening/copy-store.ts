// A further store of the brand, from a copy of one that is there: its rules, hours and stations,
// and by choice its menu (as its own, or followed from then on), its tables (with codes of their
// own) and its people. Bills, money, members' points, payment accounts, printers, devices and keys
// stay where they are.

import type * as z from 'zod'
import { adopted, changesBetween } from '@/domain/menu-document'
import { Refusal } from '@/domain/refusal'
import type { copy as form } from '@/forms/stores'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { newToken } from '../access/tokens'
import { writeAudit } from '../access/write-audit'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { LONG } from '../menu/editor/change-draft'
import { newItemKey, readMakers } from '../menu/editor/draft-from-document'
import { follow } from '../menu/editor/follow-menu'
import { readMenuDocument } from '../menu/editor/read-document'
import { writeDocument } from '../menu/editor/write-document'
import { createStore } from './create-store'

type Tx = Prisma.TransactionClient
type Wish = z.output<typeof form>

/** What is the same in the new store. */
const KEPT = {
  currency: true,
  timeZone: true,
  dayEndsAtHour: true,
  orderMode: true,
  isAutoConfirming: true,
  roundingCents: true,
  perHeadCents: true,
  serviceBasisPoints: true,
  taxBasisPoints: true,
  reducedTaxBasisPoints: true,
  isTaxAdded: true,
  cashierDiscountLimitCents: true,
  cashierRefundLimitCents: true,
  receiptHeader: true,
  receiptFooter: true,
  paymentExpiresMinutes: true,
  promisedMinutes: true,
  dueAtPercent: true,
  isCoursing: true,
  openingHours: true,
  specialDays: true,
  logo: true,
} as const satisfies Prisma.StoreSelect

/**
 * Whoever makes it owns it, with all who own the one that is copied.
 * @throws Refusal store.name-taken in the brand
 */
export function copyStore(deps: Deps, actor: Actor, wish: Wish): Promise<{ storeId: number }> {
  const { storeId: fromId, staffId } = actor
  const at = deps.now()
  return deps.db.$transaction(async (tx) => {
    const { brandId, menuFromStoreId, ...kept } = await tx.store.findUniqueOrThrow({
      where: { id: fromId },
      select: { ...KEPT, brandId: true, menuFromStoreId: true },
    })
    // One new store of a brand at a time: a second tap finds the first one's.
    await tx.$queryRaw`SELECT FROM brand WHERE id = ${brandId} FOR NO KEY UPDATE`
    const namesake = await tx.store.findFirst({ where: { brandId, name: wish.name } })
    if (namesake) throw new Refusal('store.name-taken', { name: wish.name })
    const owners = await tx.staffRole.findMany({
      where: { storeId: fromId, role: 'owner', staff: { disabledAt: null } },
    })

    const { name, names, address, phone } = wish
    const { id: storeId } = await createStore(
      tx,
      {
        brand: { isNew: false, id: brandId },
        store: { ...(kept as typeof kept & Rules), name, names, address, phone },
        stations: await stationsOf(tx, fromId),
        ownerIds: [
          ...new Set([...owners.map((each) => each.staffId), ...(staffId ? [staffId] : [])]),
        ],
      },
      at,
    )
    if (wish.hasTables) await copyTables(tx, fromId, storeId, at)
    if (wish.menu === 'copy') await copyMenu(tx, fromId, storeId, at)
    if (wish.menu === 'follow') {
      const whole = { keepsPrices: false, keepsOthers: false, print: null }
      const leaderId = menuFromStoreId ?? fromId
      await follow(tx, { storeId, staffId }, { leaderId, ...whole }, at)
    }
    if (wish.hasPeople) await copyPeople(tx, fromId, storeId)

    const { menu, hasTables, hasPeople } = wish
    const details = { name, menu, hasTables, hasPeople, fromStoreId: fromId }
    const fact = { action: 'store.copied', subject: 'store', subjectId: storeId, details }
    await writeAudit(tx, actor, fact)
    await writeAudit(tx, { storeId, staffId }, fact)
    return { storeId }
  }, LONG)
}

/** JSON columns as they were read. */
type Rules = { openingHours: Prisma.InputJsonValue; specialDays: Prisma.InputJsonValue }

async function stationsOf(tx: Tx, storeId: number) {
  const stations = await tx.station.findMany({
    where: { storeId, archivedAt: null },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    select: { name: true, names: true, isDefault: true, isExpo: true, sort: true },
  })
  return spoken(stations)
}

async function copyTables(tx: Tx, fromId: number, storeId: number, at: Date): Promise<void> {
  const areas = await tx.area.findMany({
    where: { storeId: fromId, archivedAt: null },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    include: { tables: { where: { archivedAt: null }, orderBy: { id: 'asc' } } },
  })
  for (const { name, names, orderMode, isTakeaway, sort, tables } of areas) {
    const area = await tx.area.create({
      data: { storeId, name, names: names as Prisma.InputJsonObject, orderMode, isTakeaway, sort },
    })
    await tx.diningTable.createMany({
      data: tables.map((table) => ({
        storeId,
        areaId: area.id,
        name: table.name,
        seats: table.seats,
        sort: table.sort,
        code: newToken(),
        codeSince: at,
      })),
    })
  }
}

/** What is published; today's counts and what is sold out are of that kitchen alone. */
async function copyMenu(tx: Tx, fromId: number, storeId: number, at: Date): Promise<void> {
  const [menu, theirs, ours] = [
    await readMenuDocument(tx, fromId),
    await readMakers(tx, fromId),
    await readMakers(tx, storeId),
  ]
  const nameOf = new Map(theirs.map(({ key, name }) => [key, name]))
  const called = menu.map((item) =>
    item.kind === 'dish'
      ? {
          ...item,
          body: {
            ...item.body,
            stations: item.body.stations.flatMap((key) => nameOf.get(key) ?? []),
          },
        }
      : item,
  )
  const document = adopted(called, [], ours, newItemKey)
  await writeDocument(tx, { storeId, at }, document, changesBetween([], document))
}

/** With their roles and single rights there; owners are in it already. */
async function copyPeople(tx: Tx, fromId: number, storeId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO staff_role (staff_id, store_id, role)
    SELECT r.staff_id, ${storeId}, r.role FROM staff_role r JOIN staff s ON s.id = r.staff_id AND s.disabled_at IS NULL
     WHERE r.store_id = ${fromId} ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO staff_right (staff_id, store_id, permission, is_given)
    SELECT x.staff_id, ${storeId}, x.permission, x.is_given
      FROM staff_right x JOIN staff_role r ON r.staff_id = x.staff_id AND r.store_id = ${storeId}
     WHERE x.store_id = ${fromId}`
}
