// Who sits at a table: the phones of a sitting, each with its number and the name it gave itself.

import type { SaidAllergies } from '@/domain/allergies'
import type { Prisma } from '@/prisma/client/client'
import type { Seat } from '../access/read-seat'
import type { Deps } from '../deps'

export type PartyGuest = { number: number; nickname: string | null }

export type Party = {
  sittingId: number
  /** Which of the guests asks. */
  number: number
  /** The table, or all of them where tables were put together. */
  tableName: string
  /** 外带: nobody is asked how many they are, and nothing is charged per head. */
  isTakeaway: boolean
  /** How many they are, as a person said; null = nobody did. */
  people: number | null
  /** What is charged for each of them, in 分. */
  perHeadCents: number
  guests: PartyGuest[]
  /** What each of them, or staff for the table, said; absent = said nothing. */
  allergies: SaidAllergies[]
}

/** The party of a guest's own sitting. */
export function readParty(deps: Deps, seat: Seat): Promise<Party> {
  return partyOf(deps.db, seat)
}

export async function partyOf(
  db: Prisma.TransactionClient,
  { sittingId, number }: Pick<Seat, 'sittingId' | 'number'>,
): Promise<Party> {
  const sitting = await db.sitting.findUniqueOrThrow({
    where: { id: sittingId },
    select: {
      partySize: true,
      allergies: true,
      store: { select: { perHeadCents: true } },
      guests: { orderBy: { number: 'asc' }, select: { number: true, nickname: true } },
      tables: {
        where: { untilAt: null },
        orderBy: { id: 'asc' },
        select: { table: { select: { name: true, area: { select: { isTakeaway: true } } } } },
      },
    },
  })
  const tableName = sitting.tables.map(({ table }) => table.name).join('+')
  const isTakeaway = sitting.tables[0]?.table.area.isTakeaway ?? false
  const { partySize: people, store, guests } = sitting
  const { perHeadCents } = store
  const allergies = sitting.allergies as unknown as SaidAllergies[]
  return { sittingId, number, tableName, isTakeaway, people, perHeadCents, guests, allergies }
}
