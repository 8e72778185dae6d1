import { describe, expect, it } from 'vitest'
import { makeCommandKeys } from './command-keys'

const cash = { orderId: 7, amountCents: 3_200 }

describe('the key of a command', () => {
  it('is one for the same content as long as nobody answered, however often it is sent', () => {
    const keys = makeCommandKeys()
    const key = keys.of(cash)
    keys.failed(cash, false)
    expect(keys.of({ ...cash })).toBe(key)
    keys.failed(cash, false)
    expect(keys.of(cash)).toBe(key)
  })

  it('is one for two taps before the first answer', () => {
    const keys = makeCommandKeys()
    expect(keys.of(cash)).toBe(keys.of(cash))
  })

  it('is another after a yes: the same once more is meant twice', () => {
    const keys = makeCommandKeys()
    const key = keys.of(cash)
    keys.done(cash)
    expect(keys.of(cash)).not.toBe(key)
  })

  it('is another after a no', () => {
    const keys = makeCommandKeys()
    const key = keys.of(cash)
    keys.failed(cash, true)
    expect(keys.of(cash)).not.toBe(key)
  })

  it('stays when a no follows a try whose answer was lost: that one may still arrive', () => {
    const keys = makeCommandKeys()
    const key = keys.of(cash)
    keys.failed(cash, false)
    keys.of(cash)
    keys.failed(cash, true)
    expect(keys.of(cash)).toBe(key)
    keys.done(cash)
    expect(keys.of(cash)).not.toBe(key)
  })

  it('differs by content, and whoever comes back to what was not answered comes back to its key', () => {
    const keys = makeCommandKeys()
    const key = keys.of(cash)
    keys.failed(cash, false)
    expect(keys.of({ ...cash, amountCents: 3_300 })).not.toBe(key)
    expect(keys.of(cash)).toBe(key)
  })
})
