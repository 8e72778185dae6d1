// A store's account at a platform, as its manager wrote it down. The same merchant again corrects
// what is there; another merchant is another account, so that money under way keeps the account it
// was started with.

import { METHODS, type OnlineMethod } from '@/domain/methods'
import { refuseCurrency } from '@/domain/platforms'
import { Refusal } from '@/domain/refusal'
import type { Prisma } from '@/prisma/client/client'
import type { Actor } from '../access/procedures'
import { readCurrency } from '../access/read-currency'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { accountKind } from './providers/registry'

export type AccountRequest = {
  method: OnlineMethod
  merchant: string
  settings: Record<string, string | boolean>
  secretName: string
}

/** @throws Refusal account.settings-invalid (field), provider.currency */
export async function saveAccount(
  deps: Deps,
  actor: Actor,
  { method, merchant, settings, secretName }: AccountRequest,
): Promise<{ accountId: number }> {
  const { storeId } = actor
  const provider = METHODS[method].platform
  refuseCurrency(provider, await readCurrency(deps, actor))
  const read = accountKind(provider).settings.safeParse(settings)
  if (!read.success) {
    const field = String(read.error.issues[0]?.path[0] ?? '')
    throw new Refusal('account.settings-invalid', { field })
  }
  // One platform's account never takes another's secrets.
  if (!secretName.startsWith(`${provider.toUpperCase()}_`)) {
    throw new Refusal('account.settings-invalid', { field: 'secretName' })
  }

  return deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM store WHERE id = ${storeId} FOR UPDATE`
    const known = await tx.paymentAccount.findFirst({
      where: { storeId, method, merchant, archivedAt: null },
    })

    const facts = { settings: read.data as Prisma.InputJsonObject, secretName }
    const { id } = known
      ? await tx.paymentAccount.update({ where: { id: known.id }, data: facts })
      : await tx.paymentAccount.create({
          data: { storeId, method, provider, merchant, createdAt: deps.now(), ...facts },
        })

    await writeAudit(tx, actor, {
      action: 'account.saved',
      subject: 'payment-account',
      subjectId: id,
      details: { method, merchant, secretName },
    })
    return { accountId: id }
  })
}
