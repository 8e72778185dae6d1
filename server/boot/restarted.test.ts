// A restart in the middle of service: a thousand pages lose their link at once, are all back within
// ten seconds of the doors opening, and have missed nothing.

import { afterEach, expect, it } from 'vitest'
import { openPage, type TestPage } from '@/testing/page'
import { closedHouse } from '@/testing/program/closed-house'
import { databaseIn, type Program, startProgram } from '@/testing/program/program'
import { makeRestaurant } from '@/testing/restaurant'
import { STAFF_COOKIE } from '../access/read-staff'
import { hashToken, newToken } from '../access/tokens'

const PAGES = 1_000
/** As many as one session may have. */
const PAGES_OF_SESSION = 20
const BACK_WITHIN_MS = 10_000

const { path: dataDir, remove } = closedHouse()
const pages: TestPage[] = []
let program: Program | null = null

afterEach(async () => {
  for (const page of pages) page.close()
  program?.kill('SIGTERM')
  await program?.ended
  remove()
})

it('brings a thousand pages back within ten seconds, and none has missed anything', async () => {
  program = startProgram({ DATA_DIR: dataDir })
  await program.opened
  const { base } = program
  const port = new URL(base).port
  const database = databaseIn(dataDir)
  const { store } = await makeRestaurant(database.db, { now: new Date() })
  const tokens = Array.from({ length: PAGES / PAGES_OF_SESSION }, newToken)
  const { staffId, expiresAt } = await database.db.staffSession.findFirstOrThrow({
    where: { tokenHash: hashToken(store.staff.waiter.token) },
  })
  await database.db.staffSession.createMany({
    data: tokens.map((token) => ({ staffId, tokenHash: hashToken(token), expiresAt })),
  })

  const heard = Array.from({ length: PAGES }, () => [] as number[])
  for (const [index, list] of heard.entries()) {
    const cookie = `${STAFF_COOKIE}=${tokens[index % tokens.length]}`
    const target = { storeId: store.id }
    pages.push(
      openPage(base, { target, cookie }, { message: ({ dish_id }) => list.push(dish_id ?? 0) }),
    )
  }
  const allLive = () => pages.every((page) => page.isLive())
  await expect.poll(allLive).toBe(true)

  const happen = (dishId: number) =>
    database.db.outboxEvent.create({
      data: {
        storeId: store.id,
        type: 'menu_changed',
        rooms: [`store:${store.id}`],
        payload: { dish_id: dishId },
      },
    })
  await happen(1)
  await expect.poll(() => heard.every((list) => list.length === 1), { timeout: 5_000 }).toBe(true)

  program.kill('SIGKILL')
  await program.ended
  await happen(2)
  program = startProgram({ DATA_DIR: dataDir, PORT: port })
  await program.opened
  await happen(3)
  await expect.poll(allLive, { timeout: BACK_WITHIN_MS, interval: 100 }).toBe(true)
  await expect
    .poll(() => heard.filter((list) => list.length < 3).length, { timeout: 3_000 })
    .toBe(0)
  for (const list of heard) expect(list).toEqual([1, 2, 3])
  await database.close()
})
