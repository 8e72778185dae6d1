// Somebody of the floor goes to the table, and has gone. Of two who say so at once one wins and the
// other is told by whom.

import { Refusal } from '@/domain/refusal'
import { nameOfStaff } from '../access/name-of-staff'
import type { Actor } from '../access/procedures'
import type { Deps } from '../deps'
import { tellRequest } from './request-service'

/** @throws Refusal thing.not-found, request.already-answered (by) */
export async function answerRequest(
  deps: Deps,
  actor: Actor,
  { requestId }: { requestId: number },
): Promise<{ requestId: number }> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    const request = await tx.serviceRequest.findFirst({ where: { id: requestId, storeId } })

    if (!request) throw new Refusal('thing.not-found')

    const { count } = await tx.serviceRequest.updateMany({
      where: { id: requestId, doneAt: null },
      data: { doneAt: deps.now(), doneById: staffId },
    })
    if (count === 0) {
      const { doneById } = await tx.serviceRequest.findUniqueOrThrow({ where: { id: requestId } })
      throw new Refusal('request.already-answered', { by: await nameOfStaff(tx, doneById) })
    }

    await tellRequest(tx, request)
    return { requestId }
  })
}

/**
 * Somebody is on the way; a second tap of the same person changes nothing. @throws Refusal
 * thing.not-found, request.already-answered (by), request.already-seen (by)
 */
export async function seeRequest(
  deps: Deps,
  actor: Actor,
  { requestId }: { requestId: number },
): Promise<{ requestId: number }> {
  const { storeId, staffId } = actor
  return deps.db.$transaction(async (tx) => {
    const where = { id: requestId, storeId }
    const request = await tx.serviceRequest.findFirst({ where })
    if (!request) throw new Refusal('thing.not-found')

    const { count } = await tx.serviceRequest.updateMany({
      where: { ...where, doneAt: null, seenAt: null },
      data: { seenAt: deps.now(), seenById: staffId },
    })
    if (count === 0) {
      const { doneAt, doneById, seenById } = await tx.serviceRequest.findFirstOrThrow({ where })
      if (doneAt) {
        throw new Refusal('request.already-answered', { by: await nameOfStaff(tx, doneById) })
      }
      if (seenById === staffId) return { requestId }
      throw new Refusal('request.already-seen', { by: await nameOfStaff(tx, seenById) })
    }

    await tellRequest(tx, request)
    return { requestId }
  })
}
