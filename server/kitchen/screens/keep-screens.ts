// What is done to a screen after it was paired: named anew, ended, switched off for the night; and
// the floor's answer to one that is gone.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../../access/procedures'
import { writeAudit } from '../../access/write-audit'
import type { Deps } from '../../deps'
import type { ScreenInput } from './pair-screen'
import { screenKey } from './watch-screens'

/** @throws Refusal thing.not-found, of the screen or its station */
export function changeScreen(
  deps: Deps,
  actor: Actor,
  { screenId, ...input }: ScreenInput & { screenId: number },
): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const { stationId } = input
    if (stationId !== null) {
      const isOpen = await tx.station.count({ where: { id: stationId, storeId, archivedAt: null } })
      if (isOpen === 0) throw new Refusal('thing.not-found')
    }
    const { count } = await tx.device.updateMany({
      where: { id: screenId, storeId, revokedAt: null, isShared: false },
      data: input,
    })
    if (count === 0) throw new Refusal('thing.not-found')
    const fact = { action: 'screen.changed', subject: 'screen', subjectId: screenId }
    await writeAudit(tx, actor, { ...fact, details: input })
  })
}

/**
 * It lets nobody in any more, within a second; a second time changes nothing. @throws Refusal
 * thing.not-found
 */
export function endScreen(
  deps: Deps,
  actor: Actor,
  { screenId }: { screenId: number },
): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const device = await tx.device.findFirst({
      where: { id: screenId, storeId, isShared: false },
    })
    if (!device) throw new Refusal('thing.not-found')
    const at = deps.now()
    const { count } = await tx.device.updateMany({
      where: { id: screenId, revokedAt: null },
      data: { revokedAt: at },
    })
    if (count === 0) return
    await tx.kitchenScreen.updateMany({
      where: { deviceId: screenId },
      data: { goneAt: null, offAt: at },
    })
    const fact = { action: 'screen.ended', subject: 'screen', subjectId: screenId }
    await writeAudit(tx, actor, { ...fact, details: { name: device.name } })
  })
}

/**
 * The paired screen that asks is switched off on purpose: nobody has to look for it. Any other asks
 * in vain and loses nothing.
 */
export async function switchOff(deps: Deps, { screen }: Actor): Promise<void> {
  if (!screen) return
  const { deviceId, storeId, stationId, isBoard } = screen
  const at = deps.now()
  const key = screenKey(deviceId)
  // Also where it was never written down yet: what was heard of it and is still on its way comes
  // too late then.
  await deps.db.kitchenScreen.upsert({
    where: { key },
    create: { key, storeId, deviceId, stationId, isBoard, lastSeenAt: at, offAt: at },
    update: { goneAt: null, offAt: at },
  })
}

/**
 * Somebody has seen to it. A second tap, or one after it came back, changes nothing. @throws
 * Refusal thing.not-found
 */
export function answerGone(
  deps: Deps,
  actor: Actor,
  { goneId }: { goneId: number },
): Promise<void> {
  const { storeId } = actor
  return deps.db.$transaction(async (tx) => {
    const screen = await tx.kitchenScreen.findFirst({ where: { id: goneId, storeId } })
    if (!screen) throw new Refusal('thing.not-found')
    const { count } = await tx.kitchenScreen.updateMany({
      where: { id: goneId, goneAt: { not: null } },
      data: { goneAt: null, offAt: deps.now() },
    })
    if (count === 0) return
    const details = { goneAt: screen.goneAt?.toISOString() ?? null }
    const fact = { action: 'screen.gone-answered', subject: 'screen', subjectId: goneId }
    await writeAudit(tx, actor, { ...fact, details })
  })
}
