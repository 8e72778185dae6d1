import { expect, test } from 'vitest'
import type { Need } from '@/domain/service'
import { type Floor, type FloorTable, needsOfFloor } from './types'

const call: Need = {
  kind: 'call',
  sinceAt: '2026-11-20T12:00:00Z',
  requestId: 1,
  words: '',
  seenBy: null,
  roundId: null,
  lines: [],
  more: 0,
}

function table(id: number, sittingId: number | null, needs: Need[] = []): FloorTable {
  const sitting = sittingId && {
    id: sittingId,
    openedAt: '2026-11-20T11:30:00Z',
    guests: 2,
    orders: 0,
    owedCents: 0,
    openCents: 0,
    needs,
  }
  return {
    id,
    name: `A${id}`,
    seats: 4,
    state: sitting ? 'seated' : 'free',
    sitting: sitting || null,
  }
}

function floor(...tables: FloorTable[]): Floor {
  return { areas: [{ id: 1, name: '大厅', names: { en: 'Hall' }, isTakeaway: false, tables }] }
}

test('a need says at which table', () => {
  expect(needsOfFloor(floor(table(1, null), table(2, 7, [call])))).toEqual([
    { ...call, tableId: 2, tableName: 'A2' },
  ])
})

test('a party at two joined tables needs a thing once', () => {
  expect(needsOfFloor(floor(table(1, 7, [call]), table(2, 7, [call])))).toHaveLength(1)
})
