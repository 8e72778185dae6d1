// A printer of the store: where it stands in the network, what it prints, on which paper, in which
// language.

import type { Language } from '@/domain/language'
import type { Charset } from '@/domain/paper'
import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { hostOf, isForbiddenHost, isHost } from './printer-address'

export type PrinterRequest = {
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
  charset: Charset
  opensDrawer: boolean
}

/**
 * @throws Refusal thing.not-found, printer.no-address, printer.no-port, printer.forbidden-address
 */
export async function savePrinter(
  deps: Deps,
  actor: Actor,
  { printerId, ...written }: PrinterRequest,
): Promise<{ printerId: number }> {
  const { storeId } = actor
  const request = { ...written, host: hostOf(written.host) }
  if (isForbiddenHost(request.host, deps.printersOnThisMachine)) {
    throw new Refusal('printer.forbidden-address')
  }
  if (!isHost(request.host)) throw new Refusal('printer.no-address', { field: request.host })
  if (request.port < 1 || request.port > 65_535) throw new Refusal('printer.no-port')
  const isKitchen = request.purpose === 'kitchen'
  const facts = {
    ...request,
    stationId: isKitchen ? request.stationId : null,
    isAutomatic: !isKitchen && request.isAutomatic,
    opensDrawer: !isKitchen && request.opensDrawer,
  }

  return deps.db.$transaction(async (tx) => {
    if (facts.stationId !== null) {
      const where = { id: facts.stationId, storeId, archivedAt: null, isExpo: false }
      if ((await tx.station.count({ where })) === 0) throw new Refusal('thing.not-found')
    }
    const id =
      printerId ??
      (await tx.printer.create({ data: { storeId, printsFrom: deps.now(), ...facts } })).id
    if (printerId !== null) {
      await tx.$queryRaw`SELECT id FROM printer WHERE id = ${printerId} FOR UPDATE`
      const known = await tx.printer.findFirst({ where: { id, storeId, archivedAt: null } })
      if (!known) throw new Refusal('thing.not-found')
      const isOtherWork =
        known.purpose !== facts.purpose ||
        known.stationId !== facts.stationId ||
        (facts.isAutomatic && !known.isAutomatic)
      // What it begins to print from now on does not include what was before.
      const since = isOtherWork ? { printsFrom: deps.now() } : {}
      // At another address there is another device.
      const isOtherDevice = known.host !== facts.host || known.port !== facts.port
      const unknown = { answersStatus: null, proof: null, learnedAt: null, isPaperLow: false }
      const data = { ...facts, ...since, ...(isOtherDevice ? unknown : {}) }
      await tx.printer.update({ where: { id }, data })
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
  deps: Deps,
  actor: Actor,
  { printerId }: { printerId: number },
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.printer.updateMany({
      where: { id: printerId, storeId: actor.storeId, archivedAt: null },
      data: { archivedAt: deps.now() },
    })
    if (count === 0) throw new Refusal('thing.not-found')
    await tx.printJob.updateMany({
      where: { printerId, state: 'queued' },
      data: { state: 'failed', lastError: 'given-up', doneAt: deps.now() },
    })
    await writeAudit(tx, actor, {
      action: 'printer.archived',
      subject: 'printer',
      subjectId: printerId,
    })
  })
}
