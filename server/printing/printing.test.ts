// Paper on a real socket: what is queued comes out once and in order, and a printer that is down,
// slow or talks nonsense costs nothing but its own paper's time.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill, refusalOf } from '@/testing/open-bill'
import { diceOf } from '@/testing/program/dice'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { type PrinterMood, startTestPrinter, type TestPrinter } from '@/testing/test-printer'
import type { Deps } from '../deps'
import { checkInvariants } from '../invariants'
import { openPrintQueue, type PrintQueue } from './print-queue'

/** Short enough for tests, long enough for a busy machine. */
const PATIENCE = { connect: 1_000, answer: 300, write: 1_000, print: 600 }
const LATE_MS = 60_000

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let queue: PrintQueue
let printer: TestPrinter
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  queue = openPrintQueue(deps, PATIENCE)
  printer = await startTestPrinter()
})
afterEach(async () => {
  await queue.rest()
  await printer.stop()
})

const inStore = () => ({ storeId: place.store.id })
async function addPrinter(port = printer.port, name = '前台'): Promise<number> {
  const { printerId } = await manager.call.printing.save({
    ...inStore(),
    printerId: null,
    name,
    purpose: 'receipt',
    stationId: null,
    host: '127.0.0.1',
    port,
    widthMm: 80,
    language: 'zh-CN',
    isAutomatic: false,
  })
  return printerId
}
const print = (printerId: number) =>
  manager.call.printing.test({ ...inStore(), printerId, key: newKey() })
const work = async () => {
  await queue.run()
  await queue.rest()
}
/** The same with what failed due again. */
const workLater = async () => {
  clock.now = new Date(clock.now.getTime() + LATE_MS)
  await work()
}
const trouble = () => manager.call.printing.trouble(inStore())

describe('a printer that works', () => {
  it('prints a request once, however often it is sent, with its Chinese whole', async () => {
    const printerId = await addPrinter()
    const request = { ...inStore(), printerId, key: newKey() }
    await Promise.all([1, 2, 3].map(() => manager.call.printing.test(request)))
    await work()
    await work()
    expect(printer.pages).toHaveLength(1)
    expect(printer.pages[0]).toContain('打印测试')
    expect(printer.pages[0]).toContain('宫保鸡丁 Kung Pao')
  })

  it('hears one page after the other, also when two processes carry the same queue', async () => {
    const printerId = await addPrinter()
    for (let n = 0; n < 4; n += 1) await print(printerId)
    const other = openPrintQueue(deps, PATIENCE)
    await Promise.all([queue.run(), other.run()])
    await Promise.all([queue.rest(), other.rest()])
    expect(printer.pages).toHaveLength(4)
    expect(printer.callsAtOnce).toBe(1)
  })

  it('prints without a word of its own, as cheap ones do', async () => {
    printer.mood = { isDumb: true }
    await print(await addPrinter())
    await work()
    expect(printer.pages).toHaveLength(1)
    expect(await trouble()).toEqual([])
  })
})

describe('a printer that does not work', () => {
  it.each([
    ['paper-out', { hasNoPaper: true }],
    ['cut-off', { cutsAfter: 10 }],
    ['unconfirmed', { printsInMs: 5_000 }],
  ] as [string, PrinterMood][])(
    'is told to the floor as %s until it prints',
    async (code, mood) => {
      printer.mood = mood
      await print(await addPrinter())
      await work()
      expect(await trouble()).toMatchObject([
        { name: '前台', waiting: 1, trouble: expect.stringMatching(`${code}|unconfirmed`) },
      ])
      printer.mood = {}
      await workLater()
      expect(printer.pages.at(-1)).toContain('打印测试')
      expect(await trouble()).toEqual([])
    },
  )

  it('says on paper that a page may be there twice, when nobody can know, and only then', async () => {
    const printerId = await addPrinter()
    printer.mood = { hasNoPaper: true }
    await print(printerId)
    await work()
    printer.mood = { printsInMs: 5_000 }
    await workLater()
    printer.mood = {}
    await workLater()
    expect(printer.pages).toHaveLength(2)
    expect(printer.pages[0]).not.toContain('可能重复')
    expect(printer.pages[1]).toContain('可能重复')
  })

  it('keeps no other printer waiting', async () => {
    const down = await startTestPrinter({ printsInMs: 5_000 })
    await print(await addPrinter(down.port, '后厨'))
    await print(await addPrinter())
    await queue.run()
    await expect.poll(() => printer.pages.length).toBe(1)
    await queue.rest()
    expect(await trouble()).toMatchObject([{ name: '后厨' }])
    await down.stop()
  })

  it('does not print in the morning what was wanted last night, unless somebody wants it still', async () => {
    printer.mood = { hasNoPaper: true }
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = {}
    clock.now = new Date(clock.now.getTime() + 10 * 3_600_000)
    await work()
    expect(printer.pages).toEqual([])

    const { papers } = await manager.call.printing.printers(inStore())
    expect(papers).toMatchObject([{ state: 'failed', trouble: 'too-old' }])
    await manager.call.printing.again({ ...inStore(), paperId: papers[0]?.id ?? 0 })
    await work()
    expect(printer.pages).toHaveLength(1)
  })

  it('lets go of paper that somebody gave up, and prints what comes after it', async () => {
    printer.mood = { hasNoPaper: true }
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    const { papers } = await manager.call.printing.printers(inStore())
    const request = { ...inStore(), paperId: papers[0]?.id ?? 0 }
    await manager.call.printing.giveUp(request)
    expect((await refusalOf(manager.call.printing.giveUp(request))).code).toBe('thing.not-found')
    printer.mood = {}
    await print(printerId)
    await work()
    expect(printer.pages).toHaveLength(1)
  })

  it('is none of another store’s business', async () => {
    const printerId = await addPrinter()
    const stranger = staffPerson(deps, place.otherStore, 'owner')
    const request = { storeId: place.otherStore.id, printerId, key: newKey() }
    expect((await refusalOf(stranger.call.printing.test(request))).code).toBe('thing.not-found')
  })
})

it('20 evenings with a printer that is down, slow, garbled or cut off: every order goes on, every page comes out', async () => {
  const seed = Number(process.env.PRINT_SEED ?? 20)
  const dice = diceOf(seed)
  const moods: PrinterMood[] = [
    {},
    { isGarbled: true },
    { hasNoPaper: true },
    { printsInMs: 5_000 },
    { cutsAfter: 40 },
    { isDumb: true },
    { isDumb: true, isGarbled: true },
  ]
  const printerId = await addPrinter()
  const [table] = place.store.tables
  const { orderId } = await openBill(deps, place.store, table, 1)
  for (let evening = 0; evening < 20; evening += 1) {
    printer.mood = moods[Math.floor(dice() * moods.length)] ?? {}
    const working = queue.run()
    await manager.call.receipts.printReceipt({ ...inStore(), orderId, key: newKey() })
    await working
    await workLater()
  }
  printer.mood = {}
  await workLater()
  await workLater()

  const jobs = await database.db.printJob.findMany({ where: { printerId } })
  expect(
    jobs.map(({ state }) => state),
    `seed ${seed}`,
  ).toEqual(Array(20).fill('printed'))
  for (let copy = 2; copy <= 20; copy += 1) {
    const pages = printer.pages.filter((page) => page.includes(`第${copy}份`))
    expect(pages.length, `seed ${seed}, copy ${copy}`).toBeGreaterThan(0)
    const unmarked = pages.filter((page) => !page.includes('可能重复'))
    expect(unmarked.length, `seed ${seed}, copy ${copy}`).toBeLessThanOrEqual(1)
  }
  expect(await checkInvariants(database.pool, clock.now)).toEqual([])
})

describe('a printer whose address is this machine', () => {
  const strict = () => ({ ...testDeps(database, clock), printersOnThisMachine: false })
  const request = (host: string) => ({
    ...inStore(),
    printerId: null,
    name: '内部',
    purpose: 'receipt' as const,
    stationId: null,
    host,
    port: printer.port,
    widthMm: 80 as const,
    language: 'zh-CN' as const,
    isAutomatic: false,
  })

  it.each(['127.0.0.1', '127.1', '0.0.0.0', '169.254.169.254', '224.0.0.1'])(
    '%s is refused when it is typed',
    async (host) => {
      const { call } = staffPerson(strict(), place.store, 'manager')
      const refusal = await refusalOf(call.printing.save(request(host)))
      expect(refusal.code).toBe('printer.forbidden-address')
      expect(await database.db.printer.count({ where: { storeId: place.store.id } })).toBe(0)
    },
  )

  it.each([
    ['192.168.1.999', 9100, 'printer.no-address'],
    ['1.2.3', 9100, 'printer.no-address'],
    ['two words', 9100, 'printer.no-address'],
    ['10.254.254.9', 0, 'printer.no-port'],
    ['10.254.254.9', 70_000, 'printer.no-port'],
  ])(
    '%s and port %i are refused in a sentence that says what is right',
    async (host, port, code) => {
      const refusal = await refusalOf(manager.call.printing.save({ ...request(host), port }))
      expect(refusal.code).toBe(code)
      expect(await database.db.printer.count({ where: { storeId: place.store.id } })).toBe(0)
    },
  )

  it.each(['fd12::9', '[fd12::9]', 'kitchen_printer'])('%s can be written down', async (host) => {
    const { printerId } = await manager.call.printing.save(request(host))
    const saved = await database.db.printer.findUniqueOrThrow({ where: { id: printerId } })
    expect(saved.host).toBe(host.replace(/[[\]]/g, ''))
  })

  it.each(['localhost', '127.0.0.1'])(
    '%s is never called: its name is looked at when it is called, as is what was saved before',
    async (host) => {
      const { printerId } = await manager.call.printing.save(request(host))
      await print(printerId)
      const strictQueue = openPrintQueue(strict(), PATIENCE)
      await strictQueue.run()
      await strictQueue.rest()
      expect(printer.calls).toBe(0)
      expect(await trouble()).toMatchObject([{ waiting: 1, trouble: 'forbidden-address' }])
    },
  )

  it('is called by its name where the owner allows it', async () => {
    const { printerId } = await manager.call.printing.save(request('localhost'))
    await print(printerId)
    await work()
    expect(printer.pages).toHaveLength(1)
  })
})
