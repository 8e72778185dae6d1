// Printers as restaurants have them, each on a real socket: what each can say is learned once and
// remembered, every conversation has an end, and no page is lost or printed for ever because of a
// printer's manners.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { newKey, openBill } from '@/testing/open-bill'
import {
  makeRestaurant,
  type Person,
  type Restaurant,
  staffPerson,
  testDeps,
} from '@/testing/restaurant'
import { type PrinterMood, startTestPrinter, type TestPrinter } from '@/testing/test-printer'
import type { Deps } from '../deps'
import { openPrintQueue, type PrintQueue } from './print-queue'

/** Short enough for tests, long enough for a busy machine. */
const PATIENCE = { connect: 1_000, answer: 300, write: 1_000, print: 700 }
const LATE_MS = 60_000
const SLOW = { printsInMs: 5_000 }

let database: TestDatabase
let deps: Deps
let place: Restaurant
let manager: Person
let waiter: Person
let queue: PrintQueue
let printer: TestPrinter
let orderId: number
const clock = { now: new Date('2026-11-20T12:00:00+08:00') }

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

beforeEach(async () => {
  deps = testDeps(database, clock)
  place = await makeRestaurant(database.db, clock)
  manager = staffPerson(deps, place.store, 'manager')
  waiter = staffPerson(deps, place.store, 'waiter')
  queue = openPrintQueue(deps, PATIENCE)
  printer = await startTestPrinter()
  orderId = (await openBill(deps, place.store, place.store.tables[0], 1)).orderId
})
afterEach(async () => {
  await queue.rest()
  await printer.stop()
})

const inStore = () => ({ storeId: place.store.id })
async function addPrinter(host = '127.0.0.1', name = '前台', port = printer.port) {
  const { printerId } = await manager.call.printing.save({
    ...inStore(),
    printerId: null,
    name,
    purpose: 'receipt',
    stationId: null,
    host,
    port,
    widthMm: 80,
    language: 'zh-CN',
    isAutomatic: false,
  })
  return printerId
}
/** A receipt; each says which copy it is. */
const print = (printerId: number) =>
  manager.call.receipts.printReceipt({ ...inStore(), orderId, printerId, key: newKey() })
const tryIt = (printerId: number) =>
  manager.call.printing.test({ ...inStore(), printerId, key: newKey() })
const work = async () => {
  await queue.run()
  await queue.rest()
}
const workLater = async () => {
  clock.now = new Date(clock.now.getTime() + LATE_MS)
  await work()
}
const trouble = () => waiter.call.printing.trouble(inStore())
const found = async () => {
  const { printers } = await manager.call.printing.printers(inStore())
  return printers[0]
}
const waiting = () => database.db.printJob.count({ where: { ...inStore(), state: 'queued' } })
const pagesOf = (copy: number) =>
  printer.pages.filter((page) =>
    copy === 1 ? !page.includes('补打') : page.includes(`第${copy}份`),
  )

describe('what a printer can say', () => {
  it.each([
    ['all that printers can', { knowsProcess: true }, true, 'paper-status'],
    ['its status and that it printed', {}, true, 'paper-status'],
    ['that it printed, but not its status', { hidesStatus: true }, false, 'paper-status'],
    ['its status only', { neverConfirms: true }, true, 'closes'],
    [
      'its status, and a page’s number',
      { neverConfirms: true, knowsProcess: true },
      true,
      'process-id',
    ],
    ['nothing, as cheap ones', { isDumb: true }, false, 'closes'],
    ['nothing, and it does not even hang up', { isDumb: true, staysOpen: true }, false, 'never'],
    ['all, among noise', { isGarbled: true }, true, 'paper-status'],
    ['all, among what nobody asked', { tellsUnasked: true }, true, 'paper-status'],
  ] as [string, PrinterMood, boolean, string][])(
    '%s: is learned from its pages and remembered, and every page comes out, at most the first twice',
    async (_words, mood, answersStatus, proof) => {
      printer.mood = mood
      const printerId = await addPrinter()
      for (let copy = 1; copy <= 3; copy += 1) {
        await print(printerId)
        await work()
        await workLater()
      }
      expect(await found()).toMatchObject({ answersStatus, proof, waiting: 0 })
      expect(pagesOf(1).length).toBeLessThanOrEqual(2)
      expect(pagesOf(1).filter((page) => !page.includes('可能重复'))).toHaveLength(1)
      expect([pagesOf(2).length, pagesOf(3).length]).toEqual([1, 1])
      expect(await trouble()).toEqual([])
    },
  )

  it('is found out by trying it, better than by its pages', async () => {
    printer.mood = { knowsProcess: true }
    const printerId = await addPrinter()
    expect(await found()).toMatchObject({ answersStatus: null, proof: null, learnedAt: null })
    await tryIt(printerId)
    await work()
    expect(await found()).toMatchObject({
      answersStatus: true,
      proof: 'process-id',
      learnedAt: clock.now.toISOString(),
    })
  })

  it('is forgotten with its address', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    const { printers } = await manager.call.printing.printers(inStore())
    const [known] = printers
    if (!known) throw new Error('it was added')
    const request = { ...known, ...inStore(), printerId, widthMm: 80 as const }
    await manager.call.printing.save({ ...request, name: '收银' })
    expect(await found()).toMatchObject({ name: '收银', proof: 'paper-status' })
    await manager.call.printing.save({ ...request, host: '10.254.254.9' })
    expect(await found()).toMatchObject({ answersStatus: null, proof: null })
  })
})

describe('a printer that used to answer and is silent', () => {
  it('is sent nothing and told to the floor, and is tried by who exchanged it', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = { isDumb: true }
    await print(printerId)
    for (let time = 0; time < 3; time += 1) await workLater()
    expect(printer.pages).toHaveLength(1)
    expect(await trouble()).toMatchObject([{ kind: 'waiting', trouble: 'silent', waiting: 1 }])

    await tryIt(printerId)
    await work()
    expect(await found()).toMatchObject({ answersStatus: false, proof: 'closes' })
    await work()
    expect(pagesOf(2)).toHaveLength(1)
    expect(await trouble()).toEqual([])
  })

  it('is one that does not confirm after the second copy, which is told until somebody answers', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = { neverConfirms: true }
    await print(printerId)
    await print(printerId)
    for (let time = 0; time < 4; time += 1) await workLater()
    expect(pagesOf(2)).toHaveLength(2)
    expect(pagesOf(3)).toHaveLength(1)
    expect(await waiting()).toBe(0)
    expect(await trouble()).toMatchObject([
      { kind: 'doubtful', trouble: 'unconfirmed', waiting: 1 },
    ])
    await waiter.call.printing.answerAlarm({ ...inStore(), printerId })
    expect(await trouble()).toEqual([])
  })

  it('confirms again as soon as it can', async () => {
    printer.mood = { neverConfirms: true }
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    await workLater()
    expect(await found()).toMatchObject({ proof: 'closes' })
    printer.mood = {}
    await print(printerId)
    await work()
    expect(await found()).toMatchObject({ proof: 'paper-status' })
  })
})

describe('an answer', () => {
  it('to an earlier question is not taken for this page', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = { answersNextTime: true }
    await print(printerId)
    await workLater()
    expect(await waiting()).toBe(1)
    // Now the answer to that page comes, and this one is cut off before it is printed.
    printer.mood = { cutsAfter: 40 }
    await workLater()
    expect(await waiting()).toBe(1)
    printer.mood = {}
    await workLater()
    expect(await waiting()).toBe(0)
    expect(pagesOf(2)).toHaveLength(2)
  })

  it('that the paper ended is no page, and that it is running low is one', async () => {
    printer.mood = { endsInPage: true }
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    expect(await trouble()).toMatchObject([{ trouble: 'paper-out' }])
    printer.mood = { isPaperLow: true }
    await workLater()
    expect(await trouble()).toEqual([])
    expect(await found()).toMatchObject({ isPaperLow: true, waiting: 0 })
    printer.mood = {}
    await print(printerId)
    await work()
    expect(await found()).toMatchObject({ isPaperLow: false })
  })

  it('why it stopped is asked for when a page is not confirmed: the cover was opened', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = { opensInPage: true }
    await print(printerId)
    for (let time = 0; time < 3; time += 1) await workLater()
    expect(await trouble()).toMatchObject([{ kind: 'waiting', trouble: 'cover-open' }])
    printer.mood = {}
    await workLater()
    expect(pagesOf(2)).toHaveLength(1)
    expect(await found()).toMatchObject({ proof: 'paper-status', waiting: 0 })
  })
})

describe('a conversation ends', () => {
  it('with a printer that hangs up after every page instead of confirming it: four copies of the first, one of every other', async () => {
    printer.mood = { closesAfterPage: true, neverConfirms: true }
    const printerId = await addPrinter()
    await print(printerId)
    for (let time = 0; time < 5; time += 1) await workLater()
    expect(pagesOf(1).length).toBeLessThanOrEqual(4)
    await print(printerId)
    await print(printerId)
    await workLater()
    await workLater()
    expect([pagesOf(2).length, pagesOf(3).length]).toEqual([1, 1])
    expect(await waiting()).toBe(0)
  })

  it('with one that prints half and hangs up: the page is told as lost, and what comes after it is tried', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = { cutsAfter: 200 }
    await print(printerId)
    for (let time = 0; time < 5; time += 1) await workLater()
    expect(await trouble()).toMatchObject([{ kind: 'lost', trouble: 'cut-off', waiting: 1 }])
    printer.mood = {}
    await print(printerId)
    await workLater()
    expect(pagesOf(3)).toHaveLength(1)
  })

  it('with one that accepts and never reads, and no other printer waits for it', async () => {
    printer.mood = { neverReads: true }
    const stuck = await addPrinter()
    const other = await startTestPrinter()
    await print(stuck)
    const { printerId } = await manager.call.printing.save({
      ...inStore(),
      printerId: null,
      name: '吧台',
      purpose: 'receipt',
      stationId: null,
      host: '127.0.0.1',
      port: other.port,
      widthMm: 58,
      language: 'en',
      isAutomatic: false,
    })
    await print(printerId)
    await work()
    expect(other.pages).toHaveLength(1)
    await other.stop()
  })

  it('with one that is known to answer and never reads: nothing counts as printed', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = { neverReads: true }
    await print(printerId)
    await workLater()
    expect(await trouble()).toMatchObject([{ kind: 'waiting', trouble: 'silent' }])
  })

  it('with one at the end of a slow serial line, whole', async () => {
    printer.mood = { sips: 16 }
    const printerId = await addPrinter()
    for (let copy = 0; copy < 2; copy += 1) await print(printerId)
    await work()
    await work()
    expect(printer.pages).toHaveLength(2)
    expect(printer.pages.every((page) => !page.includes('可能重复'))).toBe(true)
  })

  it('with one that is still busy with what came before: nothing new is sent on top of it', async () => {
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    printer.mood = SLOW
    await print(printerId)
    await workLater()
    const sent = printer.pages.length
    await workLater()
    expect(printer.pages).toHaveLength(sent)
    expect(await trouble()).toMatchObject([{ kind: 'waiting', trouble: 'busy' }])
    printer.mood = {}
    await workLater()
    expect(await waiting()).toBe(0)
  })
})

describe('one address', () => {
  it('has one conversation at a time, by whatever names and in however many processes', async () => {
    printer.mood = { isShy: true }
    const names = ['127.0.0.1', 'localhost', '127.0.0.1']
    const ids: number[] = []
    for (const [at, host] of names.entries()) ids.push(await addPrinter(host, `${at}`))
    for (const printerId of ids) for (let page = 0; page < 2; page += 1) await print(printerId)
    const others = [openPrintQueue(deps, PATIENCE), openPrintQueue(deps, PATIENCE)]
    await Promise.all([queue, ...others].map((each) => each.run()))
    await Promise.all([queue, ...others].map((each) => each.rest()))
    expect(printer.pages).toHaveLength(6)
    expect(printer.callsAtOnce).toBe(1)
    expect(await trouble()).toEqual([])
  })

  it('is let go by a process that died in a conversation', async () => {
    const printerId = await addPrinter()
    await database.pool.query(
      `INSERT INTO printer_address VALUES ($1, 'a dead one', now() - interval '1 s', 0)`,
      [`127.0.0.1:${printer.port}`],
    )
    await print(printerId)
    await work()
    expect(printer.pages).toHaveLength(1)
  })
})

describe('an alarm', () => {
  it('that paper is lost does not end because time passed, but by somebody, who is written down', async () => {
    printer.mood = { hasNoPaper: true }
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    expect(await trouble()).toMatchObject([{ kind: 'waiting', trouble: 'paper-out' }])
    printer.mood = {}
    clock.now = new Date(clock.now.getTime() + 4 * 3_600_000)
    await work()
    for (let hour = 0; hour < 3; hour += 1) {
      clock.now = new Date(clock.now.getTime() + 3_600_000)
      await work()
      expect(await trouble()).toMatchObject([{ kind: 'lost', trouble: 'too-old', waiting: 1 }])
    }
    const stranger = staffPerson(deps, place.otherStore, 'owner')
    const foreign = { storeId: place.otherStore.id, printerId }
    expect(await stranger.call.printing.answerAlarm(foreign)).toEqual({ papers: 0 })
    const answers = await Promise.all(
      [waiter, manager].map((who) => who.call.printing.answerAlarm({ ...inStore(), printerId })),
    )
    expect(answers.map(({ papers }) => papers).sort()).toEqual([0, 1])
    expect(await trouble()).toEqual([])
    const { papers } = await manager.call.printing.printers(inStore())
    expect(papers[0]?.answeredBy).toMatch(/waiter|manager/)
    const where = { ...inStore(), action: 'printer.alarm-answered' }
    expect(await database.db.auditEntry.count({ where })).toBe(1)
  })

  it('that was answered comes again with the next page that does not come out', async () => {
    printer.mood = { hasNoPaper: true }
    const printerId = await addPrinter()
    await print(printerId)
    await work()
    await waiter.call.printing.answerAlarm({ ...inStore(), printerId })
    await workLater()
    expect(await trouble()).toEqual([])
    await print(printerId)
    await workLater()
    expect(await trouble()).toMatchObject([{ kind: 'waiting', trouble: 'paper-out', waiting: 1 }])
  })
})
