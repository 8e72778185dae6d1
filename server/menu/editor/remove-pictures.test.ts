// Pictures leave the data folder when nothing can show them any more, and no earlier.

import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { byItem, type DishBody, printOfDraft } from '@/domain/menu-document'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey } from '@/testing/open-bill'
import { makeRestaurant, type Restaurant, staffPerson, testDeps } from '@/testing/restaurant'
import type { Deps } from '../../deps'
import { removePictures } from './remove-pictures'

let database: TestDatabase
let deps: Deps
let place: Restaurant
let folder: string
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }
const DAY_MS = 86_400_000

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'pictures-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})
beforeEach(async () => {
  deps = { ...testDeps(database, clock), picturesDir: folder }
  place = await makeRestaurant(database.db, clock)
})

const at = <Input extends object>(input: Input) => ({ storeId: place.store.id, ...input })
const editor = () => staffPerson(deps, place.store, 'manager').call.menu.editor

/** A picture as it is saved, so many days ago. @returns its public path */
async function picture(letter: string, daysAgo: number): Promise<string> {
  const name = `s${place.store.id}-${letter.repeat(24)}`
  const then = new Date(clock.now.getTime() - daysAgo * DAY_MS)
  for (const end of ['160.webp', '1080.webp', '1080.avif']) {
    await writeFile(join(folder, `${name}-${end}`), letter)
    await utimes(join(folder, `${name}-${end}`), then, then)
  }
  return `/pictures/${name}`
}
const kept = async () =>
  [...new Set((await readdir(folder)).map((file) => file.replace(/-\d+\.\w+$/, '')))].map(
    (name) => `/pictures/${name}`,
  )

async function give(path: string | null): Promise<void> {
  const { published } = await editor().read(at({}))
  const key = String(place.store.dishes.rice.id)
  const before = byItem(published).get(`dish ${key}`)?.body as DishBody
  const body = { ...structuredClone(before), picture: path }
  await editor().saveDish(at({ ...body, key, before }) as never)
}
async function publish(): Promise<void> {
  const { draft } = await editor().read(at({}))
  await editor().publish(at({ print: printOfDraft(draft), key: newKey() }))
}

it('a picture stays as long as the menu, a draft, a kept version, a dish taken off or the store’s face shows it, and a day in any case', async () => {
  const [unused, fresh, earlier, shown, drafted, logo] = [
    await picture('a', 2),
    await picture('b', 0.9),
    await picture('c', 40),
    await picture('d', 40),
    await picture('e', 40),
    await picture('f', 40),
  ]
  await writeFile(join(folder, 'mapo-tofu-160.webp'), '')
  await utimes(join(folder, 'mapo-tofu-160.webp'), 0, 0)
  await give(earlier)
  await publish()
  await give(shown)
  await publish()
  await give(drafted)
  await database.db.store.update({ where: { id: place.store.id }, data: { logo } })

  expect(await removePictures(deps)).toBe(3)
  const all = [fresh, earlier, shown, drafted, logo]
  expect((await kept()).sort()).toEqual([...all, '/pictures/mapo-tofu'].sort())
  expect(await kept()).not.toContain(unused)

  await editor().discardDraft(at({ items: null }))
  await editor().removeItems(
    at({ items: [{ kind: 'dish' as const, key: String(place.store.dishes.rice.id) }] }),
  )
  await publish()
  await database.db.menuVersion.deleteMany({})
  expect(await removePictures(deps)).toBe(6)
  expect((await kept()).sort()).toEqual([fresh, shown, logo, '/pictures/mapo-tofu'].sort())
})

it('where there are no pictures yet, nothing goes', async () => {
  expect(await removePictures({ ...deps, picturesDir: join(folder, 'none') })).toBe(0)
})
