// A printer of the store: where it stands in the network, what it prints, on which paper, in which language.

import type { Language } from '@/domain/language'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Ground } from '../ground'

export type PrinterWish = {
  /** Null = a new one. */
  printerId: number | null
  name: string
  purpose: 'receipt' | 'kitchen'
  stationId: number | null
  host: string
  port: number
  widthMm: 58 | 80
  language: Language
  isAutomatic: boolean
}

/** @throws Refusal thing.not-found */
export async function savePrinter(
  ground: Ground,
  actor: Actor,
  { printerId, ...wish }: PrinterWish,
): Promise<{ printerId: number }> {
  const { storeId } = actor
  const isKitchen = wish.purpose === 'kitchen'
  const facts = {
    ...wish,
    stationId: isKitchen ? wish.stationId : null,
    isAutomatic: !isKitchen && wish.isAutomatic,
  }

  return ground.db.$transaction(async (tx) => {
    if (facts.stationId !== null) {
      const where = { id: facts.stationId, storeId, archivedAt: null, isExpo: false }
      if ((await tx.station.count({ where })) === 0) throw new Refusal('thing.not-found')
    }
    const id =
      printerId ??
      (await tx.printer.create({ data: { storeId, printsFrom: ground.now(), ...facts } })).id
    if (printerId !== null) {
      await tx.$queryRaw`SELECT id FROM printer WHERE id = ${printerId} FOR UPDATE`
      const known = await tx.printer.findFirst({ where: { id, storeId, archivedAt: null } })
      if (!known) throw new Refusal('thing.not-found')
      const isOtherWork =
        known.purpose !== facts.purpose ||
        known.stationId !== facts.stationId ||
        (facts.isAutomatic && !known.isAutomatic)
      // What it begins to print from now on does not include what was before.
      const since = isOtherWork ? { printsFrom: ground.now() } : {}
      await tx.printer.update({ where: { id }, data: { ...facts, ...since } })
    }

    await writeAudit(tx, actor, {
      action: 'printer.saved',
      subject: 'printer',
      subjectId: id,
      details: { name: facts.name, purpose: facts.purpose, host: facts.host, port: facts.port },
    })
    return { printerId: id }
  })
}

/** It prints nothing more, not even what waits. @throws Refusal thing.not-found */
export async function archivePrinter(
  ground: Ground,
  actor: Actor,
  { printerId }: { printerId: number },
): Promise<void> {
  await ground.db.$transaction(async (tx) => {
    const { count } = await tx.printer.updateMany({
      where: { id: printerId, storeId: actor.storeId, archivedAt: null },
      data: { archivedAt: ground.now() },
    })
    if (count === 0) throw new Refusal('thing.not-found')
    await tx.printJob.updateMany({
      where: { printerId, state: 'queued' },
      data: { state: 'failed', lastError: 'given-up', doneAt: ground.now() },
    })
    await writeAudit(tx, actor, {
      action: 'printer.archived',
      subject: 'printer',
      subjectId: printerId,
    })
  })
}
