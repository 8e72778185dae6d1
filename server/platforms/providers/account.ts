// An account at a platform: whose it is, what its adapter needs of it, and its secrets, which live
// in the environment only.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { z } from 'zod'
import { tablePath } from '@/domain/paths'
import { Refusal } from '@/domain/refusal'
import type { Deps } from '../../deps'
import type { ProviderAccount, ProviderPayment } from './provider'

/** How long a platform may take to answer. */
export const PLATFORM_PATIENCE_MS = 10_000

/** The account that a payment goes into, enabled or not: money under way is brought to its end. */
export async function accountOf(deps: Deps, payment: ProviderPayment): Promise<ProviderAccount> {
  if (payment.accountId === null) throw new Error(`payment ${payment.id} has no account`)
  return deps.db.paymentAccount.findUniqueOrThrow({ where: { id: payment.accountId } })
}

/** @throws Refusal account.settings-invalid */
export function settingsOf<Schema extends z.ZodType>(
  schema: Schema,
  account: Pick<ProviderAccount, 'settings'>,
): z.output<Schema> {
  const read = schema.safeParse(account.settings)
  if (read.success) return read.data
  throw new Refusal('account.settings-invalid', {
    field: String(read.error.issues[0]?.path[0] ?? ''),
  })
}

/** The name under which the environment holds one of an account's secrets. */
export function secretVariable(
  account: Pick<ProviderAccount, 'secretName'>,
  secret: string,
): string {
  return `${account.secretName}_${secret}`
}

/** @throws Refusal account.secret-missing (name): the name, never the value */
export function secretOf(deps: Deps, account: ProviderAccount, secret: string): string {
  const name = secretVariable(account, secret)
  const value = deps.secretNamed(name)
  if (!value) throw new Refusal('account.secret-missing', { name })
  return value
}

/**
 * A private key: PEM, PEM in one line with \n written out, or the bare base64 that platforms' tools
 * give.
 */
export function privateKeyOf(deps: Deps, account: ProviderAccount, secret: string): KeyObject {
  const text = secretOf(deps, account, secret).replaceAll('\\n', '\n').trim()
  try {
    if (text.startsWith('-----')) return createPrivateKey(text)
    const der = Buffer.from(text, 'base64')
    try {
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    } catch {
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
    }
  } catch {
    throw new Refusal('account.secret-invalid', { name: secretVariable(account, secret) })
  }
}

/** A public key, in the same forms. */
export function publicKeyOf(deps: Deps, account: ProviderAccount, secret: string): KeyObject {
  const text = secretOf(deps, account, secret).replaceAll('\\n', '\n').trim()
  try {
    if (text.startsWith('-----')) return createPublicKey(text)
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
  } catch {
    throw new Refusal('account.secret-invalid', { name: secretVariable(account, secret) })
  }
}

/** Where the platform calls back about an account. */
export function callbackUrlOf(
  deps: Deps,
  account: Pick<ProviderAccount, 'id' | 'provider'>,
): string {
  return new URL(`/api/payment/callback/${account.provider}/${account.id}`, deps.publicUrl).href
}

/** Where the platform sends the guest's browser afterwards: their table, or our front page. */
export async function returnUrlOf(deps: Deps, payment: ProviderPayment): Promise<string> {
  const table = await deps.db.diningTable.findFirst({
    where: {
      sittings: {
        some: {
          untilAt: null,
          sitting: { orders: { some: { payments: { some: { id: payment.id } } } } },
        },
      },
    },
    select: { code: true },
    orderBy: { id: 'asc' },
  })
  return new URL(table ? tablePath(table.code) : '/', deps.publicUrl).href
}

/**
 * What the guest reads at the platform: the store's name, or where nothing of it may be sent there
 * the order's number.
 */
export async function subjectOf(
  deps: Deps,
  payment: ProviderPayment,
  fit: (text: string) => string,
): Promise<string> {
  const { order, store } = await deps.db.payment.findUniqueOrThrow({
    where: { id: payment.id },
    select: { order: { select: { number: true } }, store: { select: { name: true } } },
  })
  return fit(store.name) || fit(order.number)
}

/**
 * Closing what never got a door: nobody can have paid there, so a platform that does not answer
 * need not hold up the table.
 */
export async function orNeverOpened<Answer>(
  payment: ProviderPayment,
  ask: () => Promise<Answer>,
): Promise<Answer | { state: 'unknown' }> {
  try {
    return await ask()
  } catch (error) {
    if (payment.payUrl === null && error instanceof Refusal) return { state: 'unknown' }
    throw error
  }
}
