// Who did what is kept in a chain that shows when it was touched, is read by person, kind and day,
// and says which program it was.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PERMISSIONS } from '@/domain/access'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { refusalOf } from '@/testing/open-bill'
import {
  type Clock,
  makeRestaurant,
  type Person,
  person,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { writeAudit } from '../access/write-audit'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { chainAudit } from './chain-audit'

let database: TestDatabase
let deps: Deps
let store: TestStore
let otherStore: TestStore
let manager: Person
const clock: Clock = { now: new Date() }
const inStore = () => ({ storeId: store.id })

beforeAll(async () => {
  database = await freshDatabase()
  deps = testDeps(database, clock)
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date()
  ;({ store, otherStore } = await makeRestaurant(database.db, clock))
  manager = staffPerson(deps, store, 'manager')
})

const write = (times: number, storeId = store.id, action = 'pace.set') =>
  database.db.$transaction((tx) =>
    writeAudit(
      tx,
      { storeId, staffId: storeId === store.id ? store.staff.manager.id : null },
      ...Array.from({ length: times }, (_, nth) => ({
        action,
        subject: 'store',
        subjectId: storeId,
        details: { promisedMinutes: nth },
      })),
    ),
  )
const tomorrow = () => new Date(clock.now.getTime() + 25 * 3_600_000)
const chain = () => manager.call.house.auditChain(inStore())

/** As somebody with the database's own password would. */
async function tamper(sql: string): Promise<void> {
  await database.pool.query(`ALTER TABLE audit_entry DISABLE TRIGGER USER; ${sql};
    ALTER TABLE audit_entry ENABLE TRIGGER USER`)
}

describe('the chain', () => {
  it('links every entry once, each store by itself, whoever else links at the same time', async () => {
    await write(30)
    await write(3, otherStore.id)
    await Promise.all([chainAudit(deps), chainAudit(deps), chainAudit(deps)])
    await chainAudit(deps)
    expect(await chain()).toMatchObject({ linked: 30, checked: 30, broken: null })
    const seqs = await database.db.auditLink.findMany({
      where: { storeId: store.id },
      orderBy: { seq: 'asc' },
    })
    expect(seqs.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
    expect(await database.db.auditLink.count({ where: { storeId: otherStore.id } })).toBe(3)
  })

  it('takes in an entry whose command commits after later ones', async () => {
    const slow = await database.pool.connect()
    await slow.query('BEGIN')
    await slow.query(
      `INSERT INTO audit_entry (store_id, action, subject, subject_id) VALUES ($1, 'pace.set', 'store', '0')`,
      [store.id],
    )
    await write(2)
    await chainAudit(deps)
    expect((await chain()).linked).toBe(2)
    await slow.query('COMMIT')
    slow.release()
    await chainAudit(deps)
    expect(await chain()).toMatchObject({ linked: 3, checked: 3, broken: null })
  })

  it('shows from where on it does not fit when an entry was changed behind the house’s back', async () => {
    await write(5)
    await chainAudit(deps)
    const entries = await database.db.auditEntry.findMany({
      where: { storeId: store.id, action: 'pace.set' },
      orderBy: { id: 'asc' },
    })
    await tamper(
      `UPDATE audit_entry SET details = '{"promisedMinutes": 99}' WHERE id = ${entries[2]?.id}`,
    )
    // It is walked from the beginning each day.
    await chainAudit({ pool: deps.pool, now: tomorrow })
    expect(await chain()).toMatchObject({ checked: 2, broken: 3 })
    const told = [{ broken: [`store ${store.id} link 3`] }]
    expect(await checkInvariants(database.pool)).toMatchObject(told)
    await tamper(
      `UPDATE audit_entry SET details = '{"promisedMinutes": 2}' WHERE id = ${entries[2]?.id}`,
    )
    expect(await checkInvariants(database.pool)).toEqual([])
  })

  it('shows that an entry and its link were taken away together', async () => {
    await write(4)
    await chainAudit(deps)
    await database.pool.query(`ALTER TABLE audit_link DISABLE TRIGGER USER;
      DELETE FROM audit_link WHERE store_id = ${store.id} AND seq = 2;
      ALTER TABLE audit_link ENABLE TRIGGER USER`)
    await chainAudit({ pool: deps.pool, now: tomorrow })
    expect(await chain()).toMatchObject({ checked: 1, broken: 2 })
  })

  it('is changed and shortened by nobody through the program', async () => {
    await write(1)
    await chainAudit(deps)
    await expect(database.db.auditLink.deleteMany({})).rejects.toThrow()
    await expect(
      database.db.auditLink.updateMany({ data: { hash: new Uint8Array(32) } }),
    ).rejects.toThrow()
  })
})

describe('the page', () => {
  it('reads all of a store once, a page at a time, the latest first', async () => {
    await write(120)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof manager.call.house.audit>> =
        await manager.call.house.audit({ ...inStore(), kind: 'pace', cursor })
      seen.push(...page.entries.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== null)
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)))
  })

  it('tells one person’s, what nobody did, one kind, and nothing of another store', async () => {
    await write(2)
    await database.db.$transaction((tx) =>
      writeAudit(
        tx,
        { ...inStore(), staffId: null },
        { action: 'order.left-open', subject: 'order', subjectId: 1 },
      ),
    )
    await write(1, otherStore.id)
    const of = (request: object) => manager.call.house.audit({ ...inStore(), ...request })
    expect((await of({})).entries).toHaveLength(3)
    expect((await of({ staffId: store.staff.manager.id })).entries).toHaveLength(2)
    expect((await of({ staffId: 'nobody' })).entries).toMatchObject([{ action: 'order.left-open' }])
    expect((await of({ kind: 'order' })).entries).toHaveLength(1)
    expect((await of({ untilDay: '2020-01-01' })).entries).toEqual([])
  })
})

describe('a program', () => {
  const request = { name: '收银', scopes: ['store.manage'] as const, days: null }

  it('gets a key that is told once, acts by it, and is named for what it did', async () => {
    const { token } = await manager.call.house.makeKey({
      ...inStore(),
      ...request,
      scopes: ['store.manage'],
    })
    const program = person(deps, new Map(), { authorization: `Bearer ${token}` })
    const face = await program.call.house.face(inStore())
    await program.call.house.setFace({ ...inStore(), ...face, notice: '你好' })
    const { entries } = await manager.call.house.audit({ ...inStore(), kind: 'face' })
    expect(entries).toMatchObject([{ keyName: '收银', staffName: null, action: 'face.set' }])

    const [key] = await manager.call.house.keys(inStore())
    expect(key).toMatchObject({ name: '收银', createdBy: 'manager 一店', endedAt: null })
    expect(key?.lastUsedAt).toBe(clock.now.toISOString())
    expect(JSON.stringify(await manager.call.house.keys(inStore()))).not.toContain(token)
    const kept = await database.db.auditEntry.findMany({ where: { storeId: store.id } })
    expect(
      JSON.stringify(kept, (_, value) => (typeof value === 'bigint' ? 0 : value)),
    ).not.toContain(token)
  })

  it('is out as soon as its key is ended or over', async () => {
    const made = (days: number | null) =>
      manager.call.house.makeKey({ ...inStore(), ...request, scopes: ['store.manage'], days })
    const [endless, short] = [await made(null), await made(1)]
    const as = (token: string) => person(deps, new Map(), { authorization: `Bearer ${token}` })
    await as(short.token).call.house.face(inStore())
    clock.now = new Date(clock.now.getTime() + 86_400_000)
    expect((await refusalOf(as(short.token).call.house.face(inStore()))).code).toBe(
      'session.missing',
    )
    await as(endless.token).call.house.face(inStore())
    const owner = staffPerson(deps, store, 'owner')
    await database.db.staffSession.updateMany({ data: { expiresAt: new Date('2099-01-01') } })
    const keys = await owner.call.house.keys(inStore())
    for (const { id } of keys) {
      await owner.call.house.endKey({ ...inStore(), keyId: id })
      // A second tap ends nothing twice.
      await owner.call.house.endKey({ ...inStore(), keyId: id })
    }
    const ended = await database.db.auditEntry.count({
      where: { storeId: store.id, action: 'key.ended' },
    })
    expect(ended).toBe(keys.length)
    expect((await refusalOf(as(endless.token).call.house.face(inStore()))).code).toBe(
      'session.missing',
    )
  })

  it('gets no right from somebody who has it not, and another store’s key is nobody’s here', async () => {
    const made = await manager.call.house.makeKey({
      ...inStore(),
      ...request,
      scopes: ['store.manage'],
    })
    const program = person(deps, new Map(), { authorization: `Bearer ${made.token}` })
    const wider = await refusalOf(
      program.call.house.makeKey({ ...inStore(), ...request, scopes: [...PERMISSIONS] }),
    )
    expect(wider.code).toBe('key.beyond')
    const [key] = await manager.call.house.keys(inStore())
    const elsewhere = staffPerson(deps, otherStore, 'owner')
    const no = await refusalOf(
      elsewhere.call.house.endKey({ storeId: otherStore.id, keyId: key?.id ?? 0 }),
    )
    expect(no.code).toBe('thing.not-found')
  })
})
