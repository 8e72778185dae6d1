import { describe, expect, it } from 'vitest'
import { maySimulate, type SimulatorReach } from './platforms'

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
