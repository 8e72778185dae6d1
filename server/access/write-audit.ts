// Who did what to what, for everything a person may have to answer for. Append-only; `tx` is the
// transaction of the command, so a command and its entry exist together or not at all.

import type { Prisma } from '@/prisma/client/client'
import type { Actor } from './procedures'

/** What an entry `e` says, as one text of SQL: its link in the chain is over these bytes. */
export const AUDIT_TEXT = `concat_ws(chr(31), e.id, e.store_id, COALESCE(e.staff_id::text, ''), COALESCE(e.api_key_id::text, ''),
  e.action, e.subject, e.subject_id, e.details::text, floor(extract(epoch FROM e.at) * 1000)::bigint)`

export type AuditFact = {
  /** A fact in the past tense: round.confirmed, line.voided, cash.taken. */
  action: string
  /** The kind of thing it was done to: order, line, payment, member. */
  subject: string
  subjectId: number | string
  /** Plain JSON; never a phone, a PIN or a token. */
  details?: Prisma.InputJsonObject
}

export async function writeAudit(
  tx: Prisma.TransactionClient,
  actor: Pick<Actor, 'storeId' | 'staffId'> & Partial<Pick<Actor, 'name' | 'screen' | 'keyId'>>,
  ...facts: AuditFact[]
): Promise<void> {
  await tx.auditEntry.createMany({
    data: facts.map(({ action, subject, subjectId, details }) => ({
      storeId: actor.storeId,
      staffId: actor.staffId,
      apiKeyId: actor.keyId ?? null,
      action,
      subject,
      subjectId: String(subjectId),
      // A screen is nobody: what stands there is which one it was.
      details: { ...details, ...(actor.screen && { screen: actor.name ?? '' }) },
    })),
  })
}
