// The floor at a glance: every area and table of a store, the sitting at it, and what that sitting needs of a person.

import { openCents } from '@/domain/payment'
import { type TableState, tableState } from '@/domain/seating'
import { type Need, needsOf } from '@/domain/service'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Ground } from '../ground'

export type FloorSitting = {
  id: number
  openedAt: string
  /** People as far as known: the party size somebody entered, else the phones that joined. */
  guests: number
  orders: number
  owedCents: number
  openCents: number
  needs: Need[]
}

export type FloorTable = {
  id: number
  name: string
  seats: number
  state: TableState
  sitting: FloorSitting | null
}

export type FloorArea = { id: number; name: string; nameEn: string | null; tables: FloorTable[] }

/** Amounts in 分. */
export async function readFloor(ground: Ground, actor: Actor): Promise<{ areas: FloorArea[] }> {
  const areas = await ground.db.area.findMany({
    where: { storeId: actor.storeId },
    orderBy: [{ sort: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      nameEn: true,
      tables: {
        where: { archivedAt: null },
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          seats: true,
          sittings: { where: { untilAt: null }, select: { sitting: { select: SITTING } } },
        },
      },
    },
  })
  return { areas: areas.map((area) => ({ ...area, tables: area.tables.map(floorTableOf) })) }
}

const LINE = { id: true, name: true, nameEn: true, quantity: true } as const

const SITTING = {
  id: true,
  openedAt: true,
  partySize: true,
  _count: { select: { guests: true } },
  serviceRequests: {
    where: { doneAt: null },
    select: { id: true, kind: true, createdAt: true },
  },
  orders: {
    where: { state: { not: 'cancelled' } },
    select: {
      mode: true,
      settledAt: true,
      owedCents: true,
      paidCents: true,
      surplusCents: true,
      rounds: {
        where: { state: 'pending' },
        select: { id: true, placedAt: true, lines: { select: LINE } },
      },
      lines: { where: { state: 'ready' }, select: { ...LINE, readyAt: true } },
    },
  },
} as const satisfies Prisma.SittingSelect

type SittingRow = Prisma.SittingGetPayload<{ select: typeof SITTING }>

function floorTableOf(table: {
  id: number
  name: string
  seats: number
  sittings: { sitting: SittingRow }[]
}): FloorTable {
  const { id, name, seats } = table
  const row = table.sittings[0]?.sitting
  if (!row) return { id, name, seats, state: 'free', sitting: null }

  const sitting = floorSittingOf(row)
  const state = tableState({
    isOpen: true,
    pendingRounds: sitting.needs.filter((need) => need.kind === 'confirm').length,
    orders: sitting.orders,
    owedCents: sitting.owedCents,
    paidCents: sitting.owedCents - sitting.openCents,
  })
  return { id, name, seats, state, sitting }
}

function floorSittingOf(row: SittingRow): FloorSitting {
  const open = row.orders.reduce((sum, order) => sum + openCents(order), 0)
  // A pay-first order that is not paid waits for its guest, not for us.
  const decidable = row.orders.filter(
    (order) => order.mode === 'eat_first' || openCents(order) === 0,
  )
  return {
    id: row.id,
    openedAt: row.openedAt.toISOString(),
    guests: row.partySize ?? row._count.guests,
    orders: row.orders.length,
    owedCents: row.orders.reduce((sum, order) => sum + order.owedCents, 0),
    openCents: open,
    needs: needsOf({
      openCents: open,
      requests: row.serviceRequests.map(({ createdAt, ...request }) => ({
        ...request,
        createdAt: createdAt.toISOString(),
      })),
      pendingRounds: decidable
        .flatMap((order) => order.rounds)
        .map(({ placedAt, ...round }) => ({ ...round, placedAt: placedAt.toISOString() })),
      readyLines: row.orders
        .flatMap((order) => order.lines)
        .map(({ readyAt, ...line }) => ({
          ...line,
          readyAt: (readyAt ?? row.openedAt).toISOString(),
        })),
    }),
  }
}
