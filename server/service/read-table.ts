// One table as its waiter sees it: who sits there, what they ordered and asked for, and the code
// they scan.

import type { SaidAllergies } from '@/domain/allergies'
import { openCents } from '@/domain/billing'
import type { Localized } from '@/domain/language'
import { tablePath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { AskedRequest } from '@/domain/service'
import type { Actor } from '../access/procedures'
import { spoken } from '../database/spoken'
import type { Deps } from '../deps'
import { readSittingOrdersForStaff, type StaffOrderView } from '../ordering/read-orders'

/** A member as a list may show one: never the whole phone. */
export type TableMember = { id: number; name: string; phoneTail: string }

export type TableSitting = {
  id: number
  openedAt: string
  /** How many they are, as a person said; null = nobody did. */
  partySize: number | null
  guests: { number: number; nickname: string | null }[]
  /** What each of them, or staff for the table, said they are allergic to. */
  allergies: SaidAllergies[]
  requests: AskedRequest[]
  /**
   * Oldest first, cancelled ones included: what is still to be paid, and the last of the others.
   */
  orders: StaffOrderView[]
  /** How many more there are. */
  olderOrders: number
  /** The members that the orders belong to. */
  members: TableMember[]
  openCents: number
}

export type TableView = {
  id: number
  name: string
  seats: number
  areaName: string
  areaNames: Localized
  /** 外带: a number that takes away what it orders; nobody is counted there. */
  isTakeaway: boolean
  /** What the table's QR says. */
  url: string
  sitting: TableSitting | null
}

/** Amounts in 分. @throws Refusal thing.not-found for a table that is not this store's */
export async function readTable(
  deps: Deps,
  actor: Actor,
  { tableId }: { tableId: number },
): Promise<TableView> {
  const table = await deps.db.diningTable.findFirst({
    where: { id: tableId, storeId: actor.storeId, archivedAt: null },
    select: {
      id: true,
      name: true,
      seats: true,
      code: true,
      area: { select: { name: true, names: true, isTakeaway: true } },
      sittings: { where: { untilAt: null }, select: { sittingId: true } },
    },
  })
  if (!table) throw new Refusal('thing.not-found')

  const taken = table.sittings[0]
  return {
    id: table.id,
    name: table.name,
    seats: table.seats,
    areaName: table.area.name,
    areaNames: spoken(table.area).names,
    isTakeaway: table.area.isTakeaway,
    url: `${deps.publicUrl}${tablePath(table.code)}`,
    sitting: taken ? await readSitting(deps, taken.sittingId) : null,
  }
}

async function readSitting(deps: Deps, sittingId: number): Promise<TableSitting> {
  const [sitting, orders, all] = await Promise.all([
    deps.db.sitting.findUniqueOrThrow({
      where: { id: sittingId },
      select: {
        id: true,
        openedAt: true,
        partySize: true,
        allergies: true,
        guests: { select: { number: true, nickname: true }, orderBy: { number: 'asc' } },
        serviceRequests: {
          where: { doneAt: null },
          select: {
            id: true,
            kind: true,
            words: true,
            createdAt: true,
            seenBy: { select: { name: true } },
          },
          orderBy: { id: 'asc' },
        },
      },
    }),
    readSittingOrdersForStaff(deps, sittingId),
    deps.db.order.count({ where: { sittingId } }),
  ])
  const memberIds = orders.flatMap(({ memberId }) => memberId ?? [])
  const members = await deps.db.member.findMany({
    where: { id: { in: [...new Set(memberIds)] } },
    select: { id: true, name: true, phoneTail: true },
  })

  const live = orders.filter((order) => order.state !== 'cancelled')
  return {
    id: sitting.id,
    openedAt: sitting.openedAt.toISOString(),
    partySize: sitting.partySize,
    guests: sitting.guests,
    allergies: sitting.allergies as unknown as SaidAllergies[],
    requests: sitting.serviceRequests.map(({ createdAt, seenBy, ...request }) => ({
      ...request,
      seenBy: seenBy?.name ?? null,
      createdAt: createdAt.toISOString(),
    })),
    orders,
    olderOrders: all - orders.length,
    members,
    openCents: live.reduce((sum, order) => sum + openCents(order), 0),
  }
}
