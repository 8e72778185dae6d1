import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  covers,
  homeOf,
  LOSSES,
  may,
  PERMISSIONS,
  passwordFault,
  passwordFrom,
  pinFault,
  type Rights,
  ROLES,
  rightsBeside,
  sessionEndsByMs,
  wayBack,
} from './access'
import { businessDay } from './calendar'

describe('roles and permissions', () => {
  test('an owner may do everything', () => {
    for (const permission of PERMISSIONS) expect(may('owner', permission)).toBe(true)
  })

  test('every permission has somebody besides the owner, and nobody but the owner has all', () => {
    const others = ROLES.filter((role) => role !== 'owner')
    for (const permission of PERMISSIONS) {
      expect(others.some((role) => may(role, permission))).toBe(true)
    }
    for (const role of ['waiter', 'cashier', 'kitchen'] as const) {
      expect(PERMISSIONS.every((permission) => may(role, permission))).toBe(false)
    }
  })

  test('a cook sees neither money nor members, a waiter no reports', () => {
    expect(may('kitchen', 'payment.take')).toBe(false)
    expect(may('kitchen', 'member.see')).toBe(false)
    expect(may('waiter', 'report.see')).toBe(false)
  })

  test('what was begun, came on another day or was paid and is opened again is taken off by managers only', () => {
    const managers = Object.entries(LOSSES)
      .filter(([loss]) => /begun|earlier|corrected|reopen|give a coupon|away|made of/.test(loss))
      .map(([, permission]) => ROLES.filter((role) => may(role, permission)))
    expect(managers).toHaveLength(10)
    for (const roles of managers) expect(roles).toEqual(['owner', 'manager'])
    const cooks = Object.values(LOSSES).filter((permission) => may('kitchen', permission))
    expect(cooks).toEqual(['order.decide'])
  })

  test('everybody may enter the page where their day starts', () => {
    const enters = {
      '/staff': 'floor.see',
      '/kitchen': 'kitchen.see',
      '/reports': 'report.see',
    } as const
    for (const role of ROLES) expect(may(role, enters[homeOf(role)])).toBe(true)
  })
})

describe('the way back after signing in', () => {
  test('leads to the page that was wanted, with its store', () => {
    expect(wayBack('/staff/orders?store=2', 'waiter')).toBe('/staff/orders?store=2')
    expect(wayBack('/kitchen', 'manager')).toBe('/kitchen')
  })

  test('never leads to another website, whatever the address says', () => {
    for (const wanted of [
      'https://evil.example/staff',
      '//evil.example',
      '/\\evil.example',
      '/staffing',
      '/staff@evil.example',
      'javascript:alert(1)',
      ' /staff',
      '',
      undefined,
    ]) {
      expect(wayBack(wanted, 'waiter')).toBe('/staff')
    }
  })

  test('never leads back to signing in', () => {
    expect(wayBack('/staff/sign-in', 'kitchen')).toBe('/kitchen')
    expect(wayBack('/staff/sign-in?to=/staff', undefined)).toBe('/staff')
  })
})

describe('how long use prolongs a session', () => {
  const HOUR = 3_600_000
  const clocks = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Pacific/Kiritimati'].flatMap(
    (timeZone) => [0, 4, 6].map((dayEndsAtHour) => ({ timeZone, dayEndsAtHour })),
  )
  // Over two changes of the clock in New York, at every hour of the day.
  const starts = ['2026-03-07', '2026-07-01', '2026-10-31'].flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => Date.parse(`${day}T00:00:00Z`) + hour * HOUR),
  )

  test.each(ROLES)('%s: to the end of a business day, never in one', (role) => {
    for (const clock of clocks) {
      for (const atMs of starts) {
        const endsMs = sessionEndsByMs(atMs, [{ role, clock }])
        expect(businessDay(endsMs - 1, clock)).not.toBe(businessDay(endsMs, clock))
        const least = role === 'kitchen' ? 7 * 24 : 12
        expect(endsMs - atMs).toBeGreaterThanOrEqual(least * HOUR)
        expect(endsMs - atMs).toBeLessThanOrEqual((least + 25) * HOUR)
      }
    }
  })

  test('of a cook who is also a cashier elsewhere is a cashier’s, to the end of the later day', () => {
    const early = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 2 }
    const late = { timeZone: 'Asia/Shanghai', dayEndsAtHour: 5 }
    const noon = Date.parse('2026-11-20T12:00:00+08:00')
    const both = [
      { role: 'kitchen', clock: early },
      { role: 'cashier', clock: late },
    ] as const
    expect(sessionEndsByMs(noon, both)).toBe(Date.parse('2026-11-21T05:00:00+08:00'))
  })
})

describe('a password', () => {
  test.each([
    ['short', 'tooShort'],
    ['123456789', 'tooShort'],
    ['一二三四五六七八九', 'tooShort'],
    ['a'.repeat(30), 'tooPlain'],
    ['fanzhuo-2026', 'tooPlain'],
    ['My Password 1', 'tooPlain'],
    ['1234567890', 'tooPlain'],
    ['head-waiter', 'likeLogin'],
    ['HEAD-WAITER12', 'likeLogin'],
    ['two lines\nof it', 'unreadable'],
    ['half \ud800 a letter', 'unreadable'],
    [`x y z ${'braised '.repeat(40)}`, 'tooLong'],
    ['braised pork 42', null],
    ['红烧肉和米饭加一碗汤', null],
  ] as const)('%j: %s', (password, fault) => {
    expect(passwordFault(password, 'head-waiter')).toBe(fault)
  })
})

describe('a PIN', () => {
  it.each(['4711', '0852', '13579246', '1122'])('%s will do', (pin) => {
    expect(pinFault(pin)).toBeNull()
  })
  it.each([
    ['123', 'shape'],
    ['123456789', 'shape'],
    ['12 4', 'shape'],
    ['１２３９', 'shape'],
    ['0000', 'plain'],
    ['1234', 'plain'],
    ['87654321', 'plain'],
  ])('%s will not: %s', (pin, fault) => {
    expect(pinFault(pin)).toBe(fault)
  })
})

it('a password that is made up passes its own rule, whatever the dice say', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
      const password = passwordFrom(bytes)
      expect(password).toMatch(/^([a-z2-9]{1,4}-?){1,3}$/)
    }),
  )
})

describe('rights of one’s own', () => {
  const permissions = fc.uniqueArray(fc.constantFrom(...PERMISSIONS))
  const rights = fc.record({ role: fc.constantFrom(...ROLES), wanted: permissions })

  it('are just what was wanted, and an owner’s are all', () => {
    fc.assert(
      fc.property(rights, ({ role, wanted }) => {
        const who = { role, ...rightsBeside(role, wanted) }
        const has = PERMISSIONS.filter((permission) => may(who, permission))
        expect(has).toEqual(PERMISSIONS.filter((each) => role === 'owner' || wanted.includes(each)))
      }),
    )
  })

  it('are covered only by who has each of them, and an owner’s only by an owner', () => {
    fc.assert(
      fc.property(rights, rights, (one, two) => {
        const [a, b] = [one, two].map(({ role, wanted }) => ({
          role,
          ...rightsBeside(role, wanted),
        })) as [Rights, Rights]
        const hasAll = PERMISSIONS.every((each) => may(a, each) || !may(b, each))
        expect(covers(a, b)).toBe(b.role === 'owner' ? a.role === 'owner' : hasAll)
      }),
    )
  })
})
