import { describe, expect, test } from 'vitest'
import { homeOf, may, PERMISSIONS, ROLES, wayBack } from './access'

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
