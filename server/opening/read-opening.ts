// How far the opening is, for whoever comes to its page: what the house is, and for those who may
// go on the restaurant as it stands.

import type { HouseKind, OpeningStep, OpeningSteps } from '@/domain/opening'
import { whoAsks } from '../access/read-staff'
import type { Context } from '../context'
import { spoken } from '../database/spoken'
import { readHouse } from './read-house'
import { isInSetup } from './setup-link'

/** What a stranger is told: nothing that they could not see at the door. */
export async function readDoor(
  ctx: Context,
): Promise<{ kind: HouseKind; hasOwner: boolean; isBare: boolean }> {
  const { kind, hasOwner, isBare } = await readHouse(ctx.db)
  return { kind, hasOwner, isBare }
}

export type Opening = {
  kind: HouseKind
  hasOwner: boolean
  isOpened: boolean
  steps: OpeningSteps
  next: OpeningStep | null
  /** Whether each area says by itself how guests pay. */
  isByArea: boolean
  /** Whether the demo is backed up before it goes. */
  keepsDemo: boolean
  /** Where the backup of the demo is that was made before it went. */
  demoBackup: string | null
  store: Awaited<ReturnType<typeof readStore>> | null
}

/** @returns null for whoever may not go on: who neither came by the link nor owns the house */
export async function readOpening(ctx: Context): Promise<Opening | null> {
  const house = await readHouse(ctx.db)
  const mayGoOn = house.hasOwner ? await owns(ctx, house.storeId) : await isInSetup(ctx)
  if (!mayGoOn) return null
  const { kind, hasOwner, steps, next, openedAt, isByArea, storeId } = house
  const store = storeId === null ? null : await readStore(ctx, storeId)
  const demoBackup = kind === 'own' ? await ctx.backups.demo() : null
  return {
    kind,
    hasOwner,
    isOpened: openedAt !== null,
    steps,
    next,
    isByArea,
    keepsDemo: ctx.backups.isOn,
    demoBackup,
    store,
  }
}

async function owns(ctx: Context, storeId: number | null): Promise<boolean> {
  const person = await whoAsks(ctx)
  return (person?.storeRoles ?? []).some(
    (each) => each.storeId === storeId && each.role === 'owner',
  )
}

async function readStore(ctx: Context, storeId: number) {
  const row = await ctx.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: {
      id: true,
      name: true,
      names: true,
      orderMode: true,
      currency: true,
      timeZone: true,
      dayEndsAtHour: true,
    },
  })
  return spoken(row)
}

/** What can be chosen, as this machine knows it: every currency and zone there is. */
export function readChoices() {
  return {
    currencies: Intl.supportedValuesOf('currency'),
    timeZones: Intl.supportedValuesOf('timeZone'),
    /** This machine's own. */
    timeZone: new Intl.DateTimeFormat('en').resolvedOptions().timeZone,
  }
}
