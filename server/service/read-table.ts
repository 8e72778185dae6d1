// One table as its waiter sees it: who sits there, what they ordered and asked for, and the code they scan.

import { openCents } from '@/domain/payment'
import { Refusal } from '@/domain/refusal'
import type { ServiceKind } from '@/domain/service'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'
import { readSittingOrdersForStaff, type StaffOrderView } from '../ordering/read-orders'

/** A member as a list may show one: never the whole phone. */
export type TableMember = { id: number; name: string; phoneTail: string }

export type TableSitting = {
  id: number
  openedAt: string
  partySize: number | null
  guests: { number: number; nickname: string | null }[]
  requests: { id: number; kind: ServiceKind; createdAt: string }[]
  /** Oldest first, cancelled ones included. */
  orders: StaffOrderView[]
  /** The members that the orders belong to. */
  members: TableMember[]
  openCents: number
}

export type TableView = {
  id: number
  name: string
  seats: number
  areaName: string
  areaNameEn: string | null
  /** What the table's QR says. */
  url: string
  sitting: TableSitting | null
}

/** Amounts in 分. @throws Refusal thing.not-found for a table that is not this store's */
export async function readTable(
  ground: Ground,
  actor: Actor,
  { tableId }: { tableId: number },
): Promise<TableView> {
  const table = await ground.db.diningTable.findFirst({
    where: { id: tableId, storeId: actor.storeId, archivedAt: null },
    select: {
      id: true,
      name: true,
      seats: true,
      code: true,
      area: { select: { name: true, nameEn: true } },
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
    areaNameEn: table.area.nameEn,
    url: `${ground.publicUrl}/t/${table.code}`,
    sitting: taken ? await readSitting(ground, taken.sittingId) : null,
  }
}

async function readSitting(ground: Ground, sittingId: number): Promise<TableSitting> {
  const [sitting, orders] = await Promise.all([
    ground.db.sitting.findUniqueOrThrow({
      where: { id: sittingId },
      select: {
        id: true,
        openedAt: true,
        partySize: true,
        guests: { select: { number: true, nickname: true }, orderBy: { number: 'asc' } },
        serviceRequests: {
          where: { doneAt: null },
          select: { id: true, kind: true, createdAt: true },
          orderBy: { id: 'asc' },
        },
        orders: {
          select: {
            member: { select: { id: true, name: true, phoneTail: true } },
          },
        },
      },
    }),
    readSittingOrdersForStaff(ground, sittingId),
  ])

  const live = orders.filter((order) => order.state !== 'cancelled')
  const members = sitting.orders.flatMap(({ member }) => member ?? [])
  return {
    id: sitting.id,
    openedAt: sitting.openedAt.toISOString(),
    partySize: sitting.partySize,
    guests: sitting.guests,
    requests: sitting.serviceRequests.map(({ createdAt, ...request }) => ({
      ...request,
      createdAt: createdAt.toISOString(),
    })),
    orders,
    members: [...new Map(members.map((member) => [member.id, member])).values()],
    openCents: live.reduce((sum, order) => sum + openCents(order), 0),
  }
}
