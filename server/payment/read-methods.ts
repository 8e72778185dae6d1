// The ways to pay that something carries, as the spec lists them, in the caller's language.

import { PAYMENT_METHODS, type PaymentMethod } from '@/domain/methods'
import { TEXTS } from '@/text/all'
import type { Context } from '../context'
import { carriersOf, carriersOfAll } from '../platforms/carriers'

export type MethodView = { id: PaymentMethod; name: string; description: string }

/** @param storeId null = wherever in the house. @throws Refusal thing.not-found */
export async function readMethods(ctx: Context, storeId: number | null): Promise<MethodView[]> {
  const stores =
    storeId === null ? await carriersOfAll(ctx) : [await carriersOf(ctx, ctx.db, storeId)]
  const isOffered = (id: PaymentMethod) => stores.every((carriers) => carriers[id])
  return PAYMENT_METHODS.filter(isOffered).map((id) => {
    const { name, description } = TEXTS[ctx.language].methods[id]
    return { id, name, description }
  })
}
