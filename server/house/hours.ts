// When the restaurant is open: by the weekday, and on days that are otherwise.

import type * as z from 'zod'
import type { SpecialDay, WeeklySpan } from '@/domain/house'
import type { setHours as form } from '@/forms/house'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { readPart, setPart, type Versioned } from './store-part'

export type Hours = z.output<typeof form>

async function read(db: Pick<Prisma.TransactionClient, 'store'>, storeId: number): Promise<Hours> {
  const store = await db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { openingHours: true, specialDays: true },
  })
  // Written by `setHours` alone, and held to be lists by the database.
  return {
    openingHours: store.openingHours as WeeklySpan[],
    specialDays: store.specialDays as SpecialDay[],
  }
}

export const readHours = (deps: Deps, actor: Actor) => readPart(deps, actor, read)

/** Guests order within them from now on; the days in their order. @throws Refusal thing.changed */
export const setHours = (deps: Deps, actor: Actor, { version, ...hours }: Versioned<Hours>) =>
  setPart(deps, actor, {
    action: 'hours.set',
    version,
    read,
    data: {
      openingHours: hours.openingHours.toSorted(
        (a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute,
      ),
      specialDays: hours.specialDays.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    },
  })
