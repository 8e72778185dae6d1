// What guests see of the place beside its menu: its logo and picture, a notice, the Wi-Fi.

import type * as z from 'zod'
import type { Localized } from '@/domain/language'
import { Refusal } from '@/domain/refusal'
import type { setFace as form } from '@/forms/house'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { readPart, setPart, type Versioned } from './store-part'

export type Face = z.output<typeof form>

async function read(db: Pick<Prisma.TransactionClient, 'store'>, storeId: number): Promise<Face> {
  const store = await db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      logo: true,
      picture: true,
      notice: true,
      notices: true,
      wifiName: true,
      wifiPassword: true,
    },
  })
  return { ...store, notices: store.notices as Localized }
}

export const readFace = (deps: Deps, actor: Actor) => readPart(deps, actor, read)

/** @throws Refusal thing.changed, thing.not-found for a picture of another store */
export function setFace(deps: Deps, actor: Actor, { version, ...data }: Versioned<Face>) {
  const own = `/pictures/s${actor.storeId}-`
  return setPart(deps, actor, {
    action: 'face.set',
    version,
    read,
    data,
    check: async (_tx, before) => {
      for (const which of ['logo', 'picture'] as const) {
        const path = data[which]
        if (path === null || path === before[which] || path.startsWith(own)) continue
        throw new Refusal('thing.not-found')
      }
    },
  })
}
