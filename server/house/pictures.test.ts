// Pictures: what becomes of a file on its way to the disk, and the door through which the store
// gets its logo and its picture, shown to guests until somebody takes them away.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '@/domain/refusal'
import { freshDatabase, type TestDatabase } from '@/testing/database'
import { openBill, refusalOf } from '@/testing/open-bill'
import {
  guestAt,
  makeRestaurant,
  staffPerson,
  type TestStore,
  testDeps,
} from '@/testing/restaurant'
import { newToken } from '../access/tokens'
import type { Deps } from '../deps'
import { openDoors } from '../http/doors'
import { makeReconciler } from '../kitchen/reconcile'
import { savePicture } from './save-picture'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c03020' } })

describe('a picture', () => {
  it('is turned, square, in three sizes, and says nothing of the camera; twice is one', async () => {
    // The left half is red, the right one blue; the camera was held upright.
    const blue = await photo(400, 400).tint('blue').png().toBuffer()
    const bytes = await sharp({
      create: { width: 800, height: 400, channels: 3, background: '#ff0000' },
    })
      .composite([{ input: blue, left: 400, top: 0 }])
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Artist: 'somebody', Copyright: 'secret' } })
      .jpeg()
      .toBuffer()
    const { picture } = await savePicture(folder, 7, { of: 'dish', bytes })
    expect(await savePicture(folder, 7, { of: 'dish', bytes })).toEqual({ picture })
    expect(picture).toMatch(/^\/pictures\/s7-[0-9a-f]{24}$/)
    const files = (await readdir(folder)).sort()
    expect(files.map((name) => name.split('-').at(-1))).toEqual([
      '1080.avif',
      '1080.webp',
      '160.avif',
      '160.webp',
      '480.avif',
      '480.webp',
    ])
    for (const name of files) {
      const data = await readFile(join(folder, name))
      const { width, height, format, exif, orientation } = await sharp(data).metadata()
      const [, size, end] = /-(\d+)\.(\w+)$/.exec(name) ?? []
      expect([width, height]).toEqual([Number(size), Number(size)])
      expect([format, exif, orientation]).toEqual([
        end === 'avif' ? 'heif' : 'webp',
        undefined,
        undefined,
      ])
      expect(data.includes('secret')).toBe(false)
    }
  })

  it('may come as AVIF', async () => {
    const bytes = await photo(300, 200).avif().toBuffer()
    const saved = await savePicture(folder, 1, { of: 'dish', bytes })
    expect(saved).toMatchObject({ picture: expect.any(String) })
  })

  it('of another store is another file', async () => {
    const bytes = await photo(64, 64).png().toBuffer()
    const [one, other] = [
      await savePicture(folder, 1, { of: 'dish', bytes }),
      await savePicture(folder, 2, { of: 'dish', bytes }),
    ]
    expect(one.picture).not.toBe(other.picture)
  })

  it('of the restaurant is wide, and of its logo nothing is cut off', async () => {
    const bytes = await photo(400, 100).png().toBuffer()
    const sizeOf = async (of: 'store' | 'logo') => {
      const { picture } = await savePicture(folder, 1, { of, bytes })
      const path = join(folder, `${picture.replace('/pictures/', '')}-480.webp`)
      const { width, height } = await sharp(path).metadata()
      const { data } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
      return { width, height, corner: [...data.subarray(0, 3)], path }
    }
    expect(await sizeOf('store')).toMatchObject({ width: 480, height: 270 })
    const logo = await sizeOf('logo')
    expect(logo).toMatchObject({ width: 480, height: 480, corner: [255, 255, 255] })
    const { data } = await sharp(logo.path)
      .extract({ left: 1, top: 240, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(data[0]).toBeGreaterThan(150)
    expect(data[1]).toBeLessThan(90)
  })

  it('that is none, broken, tiny or a bomb is refused and leaves nothing', async () => {
    const whole = await photo(300, 300).jpeg().toBuffer()
    const bomb = await sharp({
      create: { width: 9_000, height: 9_000, channels: 3, background: 'black' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('<html>'),
      svg,
      whole.subarray(0, 400),
      await photo(8, 8).png().toBuffer(),
      bomb,
    ]) {
      await expect(savePicture(folder, 1, { of: 'dish', bytes })).rejects.toBeInstanceOf(Refusal)
    }
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the face of a store', () => {
  let database: TestDatabase
  let deps: Deps
  let store: TestStore
  let otherStore: TestStore
  let server: Server
  const clock = { now: new Date('2026-11-30T12:00:00+08:00') }
  const inStore = () => ({ storeId: store.id })

  beforeAll(async () => {
    database = await freshDatabase()
    deps = testDeps(database, clock)
  })
  beforeEach(async () => {
    ;({ store, otherStore } = await makeRestaurant(database.db, clock))
    const pages = {
      handle: async (_: unknown, res: { end: (text: string) => void }) => res.end('a page'),
      isDev: false,
      upgradeFor: () => null,
      close: async () => {},
    }
    await new Promise((done) => (server ? server.close(done) : done(null)))
    server = createServer(openDoors(deps, pages, folder, makeReconciler(deps)))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await database.drop()
  })

  const address = (path: string) =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  async function send(of: 'logo' | 'picture', token: string, storeId = store.id) {
    const answer = await fetch(address(`/api/house/${of}?store_id=${storeId}`), {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', Cookie: `staff=${token}` },
      body: new Uint8Array(await photo(300, 200).png().toBuffer()),
    })
    return { status: answer.status, ...((await answer.json()) as { picture?: string }) }
  }

  it('is sent by a manager, shown to guests and on receipts, and taken away again', async () => {
    const manager = staffPerson(deps, store, 'manager')
    const logo = await send('logo', store.staff.manager.token)
    const picture = await send('picture', store.staff.manager.token)
    expect([logo.status, picture.status]).toEqual([200, 200])
    expect((await fetch(address(`${logo.picture}-160.webp`))).headers.get('content-type')).toBe(
      'image/webp',
    )
    const face = await manager.call.house.face(inStore())
    const kept = await manager.call.house.setFace({
      ...inStore(),
      ...face,
      logo: logo.picture ?? '',
      picture: picture.picture ?? '',
    })
    const [table] = store.tables
    const phone = await guestAt(deps, table)
    const seen = async () => (await phone.call.menu.read({ code: table.code })).store
    expect(await seen()).toMatchObject({ logo: logo.picture, picture: picture.picture })
    const { orderId } = await openBill(deps, store, table)
    const token = newToken()
    await database.db.order.update({ where: { id: orderId }, data: { receiptToken: token } })
    const receipt = await phone.call.receipts.receipt({ token, paymentId: null })
    expect(receipt.logo).toBe(logo.picture)

    await manager.call.house.setFace({ ...inStore(), ...kept, logo: null, picture: null })
    expect(await seen()).toMatchObject({ logo: null, picture: null })
  })

  it.each([
    { name: 'says so', head: 'Content-Length: 50000000', read: 8_000_000 },
    { name: 'says nothing', head: 'Transfer-Encoding: chunked', read: 24_000_000 },
  ])(
    'of 50 MB whose sender $name is refused in a sentence before all of it is sent',
    async ({ head, read }) => {
      const { sent, answer } = await pour(head, 50_000_000)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).toContain('picture.unusable')
      expect(answer).toContain('最大 15 MB')
      expect(sent).toBeLessThan(read)
      expect(await readdir(folder)).toEqual([])
    },
  )

  /** Sends bytes until there is an answer, or none can be sent any more. */
  async function pour(head: string, most: number): Promise<{ sent: number; answer: string }> {
    const part = Buffer.alloc(256 * 1_024)
    const isChunked = head.endsWith('chunked')
    const written = isChunked
      ? Buffer.concat([Buffer.from('40000\r\n'), part, Buffer.from('\r\n')])
      : part
    const { port } = server.address() as AddressInfo
    const wire = connect(port, '127.0.0.1')
    wire.write(
      `POST /api/house/picture?store_id=${store.id} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
        `Accept-Language: zh-CN\r\nContent-Type: application/octet-stream\r\n` +
        `Cookie: staff=${store.staff.manager.token}\r\n${head}\r\n\r\n`,
    )
    let sent = 0
    let answer = ''
    await new Promise<void>((done) => {
      wire.on('data', (bytes) => {
        answer += bytes
        done()
      })
      wire.on('error', () => done())
      wire.on('close', () => done())
      const send = () => {
        while (answer === '' && sent < most && wire.writable) {
          sent += part.length
          if (!wire.write(written)) return void wire.once('drain', send)
        }
      }
      send()
    })
    wire.destroy()
    return { sent, answer }
  }

  it('is set by nobody without the right, and never with a picture of another store', async () => {
    expect((await send('logo', store.staff.waiter.token)).status).toBe(403)
    expect((await send('logo', store.staff.manager.token, otherStore.id)).status).toBe(403)
    expect((await send('logo', 'nobody')).status).toBe(401)
    expect(await readdir(folder)).toEqual([])
    const owner = staffPerson(deps, otherStore, 'owner')
    const { picture } = await send('logo', store.staff.manager.token)
    const face = await owner.call.house.face({ storeId: otherStore.id })
    const no = await refusalOf(
      owner.call.house.setFace({ storeId: otherStore.id, ...face, logo: picture ?? '' }),
    )
    expect(no.code).toBe('thing.not-found')
  })
})
