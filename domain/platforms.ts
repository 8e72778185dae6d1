// The platforms that carry money: what they say, how long one is waited for, and where simulated money pays. Amounts in 分.

/** A platform's word on one payment, after its signature and its merchant were found right. */
export type Notice = {
  isPaid: boolean
  transactionId: string
  amountCents: number
  currency: string
}

export type NoticeVerdict = 'accepted' | 'repeated' | 'late' | 'refused'

/** Whose bills the operator lets simulated money pay: everybody's, the demo's, nobody's. */
export type SimulatorReach = 'every-store' | 'demo' | 'nowhere'

/** Whether simulated money may pay a store's bills. The demo's only until it takes real money by any account. */
export function maySimulate(
  reach: SimulatorReach,
  store: { isDemo: boolean; takesRealMoney: boolean },
): boolean {
  if (reach === 'demo') return store.isDemo && !store.takesRealMoney
  return reach === 'every-store'
}

/** How long until a platform is asked again about what it has not decided, in ms: doubling from 20 s to about 10 minutes. */
export function askAgainAfterMs(asks: number): number {
  return 20_000 * 2 ** Math.min(asks, LONGEST_PATIENCE_ASKS)
}

/** From so many asks on the wait does not grow any more. */
export const LONGEST_PATIENCE_ASKS = 5
