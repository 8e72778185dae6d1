// The ways to pay.

/**
 * Each way: the platform whose account carries it from a guest's phone, if one does; whether a
 * phone may scan a code for it at the till; and what takes it there, if staff may. How it looks is
 * in components/payment/method-styles.ts.
 */
export const METHODS = {
  wechat: { platform: 'wechat', hasCode: true, till: null },
  alipay: { platform: 'alipay', hasCode: true, till: null },
  cash: { platform: null, hasCode: false, till: 'cash' },
  credit_card: { platform: 'stripe', hasCode: false, till: 'terminal' },
} as const

export type PaymentMethod = keyof typeof METHODS
export const PAYMENT_METHODS = Object.keys(METHODS) as PaymentMethod[]

type Having<Way extends 'platform' | 'till'> = {
  [Method in PaymentMethod]: (typeof METHODS)[Method][Way] extends null ? never : Method
}[PaymentMethod]

/** Whom a guest's phone pays through by itself; cash needs a person. */
export type OnlineMethod = Having<'platform'>
export const ONLINE_METHODS = PAYMENT_METHODS.filter(
  (method): method is OnlineMethod => METHODS[method].platform !== null,
)

/** What a guest's phone pays by from a code that it scans. */
export type CodeMethod = {
  [Method in PaymentMethod]: (typeof METHODS)[Method]['hasCode'] extends true ? Method : never
}[PaymentMethod]
export const CODE_METHODS = PAYMENT_METHODS.filter(
  (method): method is CodeMethod => METHODS[method].hasCode,
)

/** What staff take themselves. */
export type TillMethod = Having<'till'>
