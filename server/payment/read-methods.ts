// The ways to pay, as the spec lists them, in the caller's language.

import type { Language } from '@/domain/language'
import { METHOD_WORDS, PAYMENT_METHODS, type PaymentMethod } from '@/domain/payment'

export type MethodView = { id: PaymentMethod; name: string; description: string }

export function readMethods(language: Language): MethodView[] {
  return PAYMENT_METHODS.map((id) => ({ id, ...METHOD_WORDS[id][language] }))
}
