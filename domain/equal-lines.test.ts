import { expect, it } from 'vitest'
import { PLAIN_PORTION } from '@/testing/plain'
import { equalLines } from './equal-lines'

const tea = {
  ...PLAIN_PORTION,
  id: 1,
  name: '茶',
  chosen: [],
  note: '',
  unitCents: 500,
  listUnitCents: 500,
  quantity: 1,
  totalCents: 500,
  state: 'served',
  guestNumber: 1 as number | null,
}

it('dishes that a person would call the same are one line with all who ordered them; what differs stays apart', () => {
  const lines = [
    tea,
    { ...tea, id: 2, note: '少冰' },
    { ...tea, id: 3, guestNumber: 2, quantity: 2, totalCents: 1_000 },
    { ...tea, id: 4, guestNumber: null },
    { ...tea, id: 5, unitCents: 400, totalCents: 400 },
    { ...tea, id: 6, state: 'voided' },
  ]
  const together = equalLines(lines, ({ state }) => state)
  expect(
    together.map(({ id, quantity, totalCents, guestNumbers }) => [
      id,
      quantity,
      totalCents,
      guestNumbers,
    ]),
  ).toEqual([
    [1, 4, 2_000, [1, 2, null]],
    [2, 1, 500, [1]],
    [5, 1, 400, [1]],
    [6, 1, 500, [1]],
  ])
})
