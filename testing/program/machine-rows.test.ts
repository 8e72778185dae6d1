import { describe, expect, it } from 'vitest'
import { type Dimensions, meetingsOf, rowsCovering } from './machine-rows'

const MACHINES = {
  zone: ['UTC', 'Asia/Shanghai', 'America/New_York'],
  database: ['embedded', 'PostgreSQL 15', 'PgBouncer'],
  user: ['root', 'user'],
  path: ['plain', '店 铺 1', '100 characters'],
  host: ['IPv4', '::'],
  proxy: ['no proxy', 'nginx default', 'nginx right'],
  node: ['Node 20', 'Node 24'],
}

describe.each<[string, Dimensions]>([
  ['the machines', MACHINES],
  ['machines of which little can be had', { ...MACHINES, user: ['user'], proxy: ['no proxy'] }],
  ['dimensions of very different sizes', { a: ['1', '2', '3', '4', '5'], b: ['1', '2'], c: ['1'] }],
])('of %s', (_, dimensions) => {
  it.each([1, 2] as const)(
    'everything is met at strength %i, and the rows are the same each time',
    (strength) => {
      const rows = rowsCovering(dimensions, strength)
      const missed = meetingsOf(dimensions, strength).filter(
        (meeting) => !rows.some((row) => meeting.every(({ name, value }) => row[name] === value)),
      )
      expect(missed).toEqual([])
      expect(rowsCovering(dimensions, strength)).toEqual(rows)
      for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(dimensions))
    },
  )
})

it('the machines are few', () => {
  expect(rowsCovering(MACHINES, 1)).toHaveLength(3)
  expect(rowsCovering(MACHINES, 2).length).toBeLessThanOrEqual(14)
})
