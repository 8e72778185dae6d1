// Tables get new codes, because somebody photographed or copied the ones that hang there. The old
// ones are remembered by their hashes, so that whoever scans one is told what to do; phones that
// sit already go on with the code they came by.

import { Refusal } from '@/domain/refusal'
import type { Actor } from '../access/procedures'
import { hashToken } from '../access/tokens'
import type { Deps } from '../deps'
import { arrange } from './arrange'
import { newTableCode } from './table-code'

/**
 * @param request.tableIds null = all that are not archived
 * @param request.seenAt when the codes that are meant were read: what is newer stays, so that a
 *   request which comes twice or late ends no code that was just printed
 * @returns how many tables have a code now that is newer than what was seen
 * @throws Refusal thing.not-found
 */
export function renewCodes(
  deps: Deps,
  actor: Actor,
  request: { tableIds: number[] | null; seenAt: string },
): Promise<{ renewed: number }> {
  const { storeId } = actor
  const { tableIds } = request
  const seenAt = new Date(request.seenAt)
  return arrange(deps, actor, async (tx) => {
    const tables = await tx.diningTable.findMany({
      where: { storeId, archivedAt: null, ...(tableIds && { id: { in: tableIds } }) },
      orderBy: { id: 'asc' },
      select: { id: true, code: true, codeSince: true },
    })
    if (tableIds?.some((wanted) => tables.every(({ id }) => id !== wanted))) {
      throw new Refusal('thing.not-found')
    }
    const meant = tables.filter(({ codeSince }) => codeSince <= seenAt)
    const answer = { renewed: tables.length }
    if (meant.length === 0) return { answer, facts: [] }

    const at = deps.now()
    await tx.endedCode.createMany({
      data: meant.map(({ id, code }) => ({ tableId: id, codeHash: hashToken(code), endedAt: at })),
    })
    await tx.$executeRaw`
      UPDATE dining_table SET code = n.code, code_since = ${at}
        FROM unnest(${meant.map(({ id }) => id)}::int[], ${meant.map(() => newTableCode())}::text[])
             AS n(id, code)
       WHERE dining_table.id = n.id`
    const details = { tableIds: meant.map(({ id }) => id) }
    const fact = { action: 'codes.renewed', subject: 'store', subjectId: storeId, details }
    return { answer, facts: [fact] }
  })
}
