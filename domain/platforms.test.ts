import { describe, expect, it } from 'vitest'
import { fromStripe, maySimulate, refuseCurrency, type SimulatorReach, toStripe } from './platforms'
import { Refusal } from './refusal'

describe('simulated money', () => {
  const stores = [true, false].flatMap((isDemo) =>
    [true, false].map((takesRealMoney) => ({ isDemo, takesRealMoney })),
  )

  it('pays the bills of the demo until it takes real money, or whatever the operator said', () => {
    const paid = (reach: SimulatorReach) => stores.filter((store) => maySimulate(reach, store))
    expect(paid('nowhere')).toEqual([])
    expect(paid('demo')).toEqual([{ isDemo: true, takesRealMoney: false }])
    expect(paid('every-store')).toEqual(stores)
  })
})

describe('Stripe', () => {
  it.each([
    ['CNY', 8_850, 8_850],
    ['USD', 8_850, 8_850],
    ['EUR', 1, 1],
    ['JPY', 8_850, 8_850],
    ['VND', 385_000, 385_000],
    ['KWD', 1_250, 1_250],
    ['ISK', 500, 50_000],
    ['UGX', 500, 50_000],
    ['MGA', 50_000, 500],
  ])('charges %s %i as %i', (currency, cents, amount) => {
    expect(toStripe(cents, currency)).toBe(amount)
    expect(fromStripe(amount, currency)).toBe(cents)
  })

  it('is never asked for what it would round: the last of three digits is nought', () => {
    const asked = (cents: number, currency: string) => {
      try {
        return toStripe(cents, currency)
      } catch (error) {
        return error instanceof Refusal ? [error.code, error.details.amountCents] : error
      }
    }
    expect(asked(1_255, 'KWD')).toEqual(['provider.amount', 10])
    expect(asked(150, 'MGA')).toEqual(['provider.amount', 100])
    expect(fromStripe(150, 'ISK')).toBeNaN()
  })
})

it('WeChat and Alipay take yuan, and say so of anything else', () => {
  for (const platform of ['wechat', 'alipay'] as const) {
    expect(() => refuseCurrency(platform, 'CNY')).not.toThrow()
    expect(() => refuseCurrency(platform, 'JPY')).toThrow(Refusal)
  }
  expect(() => refuseCurrency('stripe', 'JPY')).not.toThrow()
})
