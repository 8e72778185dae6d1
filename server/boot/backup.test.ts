// npm run backup and npm run restore beside a living house: what was acknowledged before is in it,
// and a restore is whole or it is no house.

import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type OrderRequest, orderOnce } from '@/testing/program/order-once'
import {
  databaseIn,
  freshFolder,
  type Program,
  runCommand,
  startProgram,
} from '@/testing/program/program'
import { seatGuest } from '@/testing/program/seat-guest'
import { until } from '@/testing/until'
import { checkInvariants } from '../invariants'

const running: Program[] = []
const cleanups: (() => void)[] = []
const house = freshFolder()
const kept = freshFolder()
let file: string
let before: OrderRequest[]
let isOverlapping: boolean

/** A house that was backed up while its guests ordered, and closed after that. */
beforeAll(async () => {
  const program = startProgram({ DATA_DIR: house.path })
  await program.opened
  const { dishId, ...seat } = await seatGuest(house.path)
  const requests: OrderRequest[] = []
  const acknowledged = () => requests.filter(({ outcome }) => outcome === 'ok')
  let isOver = false
  const load = (async () => {
    while (!isOver) await orderOnce(program.base, seat, dishId, (request) => requests.push(request))
  })()
  await until(() => acknowledged().length > 5)
  before = [...acknowledged()]
  const { code, said } = await runCommand('backup', [], {
    DATA_DIR: house.path,
    BACKUP_DIR: kept.path,
  }).ended
  isOverlapping = acknowledged().length > before.length
  isOver = true
  await load
  program.kill('SIGTERM')
  await program.ended
  if (code !== 0) throw new Error(said)
  file = /^(\/.+\.tar\.gz)$/m.exec(said)?.[1] ?? ''
}, 180_000)

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.kill('SIGTERM')
    await program.ended
  }
  for (const clean of cleanups.splice(0)) clean()
})
afterAll(() => {
  house.remove()
  kept.remove()
})

function folder(): string {
  const { path, remove } = freshFolder()
  cleanups.push(remove)
  return path
}

const restoring = (dataDir: string) => runCommand('restore', [file], { DATA_DIR: dataDir })

/**
 * The restored house, started; it has every order that was acknowledged before the backup, and its
 * books balance.
 */
async function expectWhole(dataDir: string): Promise<void> {
  const program = startProgram({ DATA_DIR: dataDir })
  running.push(program)
  await program.opened
  const { db, pool, close } = databaseIn(dataDir)
  for (const { key, orderId } of before) {
    const rounds = await db.round.findMany({ where: { idempotencyKey: key } })
    expect(rounds.map((round) => round.orderId)).toEqual([orderId])
  }
  expect(await checkInvariants(pool)).toEqual([])
  await close()
  expect((await fetch(`${program.base}/readyz?deep=1`)).status).toBe(200)
}

describe('a backup of a house whose guests order', () => {
  it('becomes that house again in a fresh folder, with its secret', async () => {
    expect(isOverlapping).toBe(true)
    const dataDir = folder()
    cpSync(join(house.path, 'secret'), join(dataDir, 'secret'))
    const { code, said } = await restoring(dataDir).ended
    expect(said).toContain('Its books balance.')
    expect(code).toBe(0)
    await expectWhole(dataDir)
    expect(readdirSync(dataDir)).not.toContain('restoring')
  })

  it('without its secret waits for it, and opens once it was brought', async () => {
    const dataDir = folder()
    expect((await restoring(dataDir).ended).said).toContain('bring its secret')
    const early = startProgram({ DATA_DIR: dataDir })
    running.push(early)
    expect((await early.ended).complained).toContain('its secret is not here')
    cpSync(join(house.path, 'secret'), join(dataDir, 'secret'))
    await expectWhole(dataDir)
  })
})

describe('a restore', () => {
  it('that is killed on the way is no house; run again it becomes one', async () => {
    const dataDir = folder()
    cpSync(join(house.path, 'secret'), join(dataDir, 'secret'))
    const first = restoring(dataDir)
    const pid = join(dataDir, 'restoring', 'postgres', 'postmaster.pid')
    await expect.poll(() => existsSync(pid), { timeout: 60_000, interval: 5 }).toBe(true)
    first.process.kill('SIGKILL')
    await first.ended

    const early = startProgram({ DATA_DIR: dataDir })
    running.push(early)
    const { code, complained } = await early.ended
    expect(complained).toContain('has not come to its end')
    expect(code).toBe(1)
    expect((await restoring(dataDir).ended).code).toBe(0)
    await expectWhole(dataDir)
  })

  it('never goes over a house that is there, open or closed', async () => {
    const secret = readFileSync(join(house.path, 'secret'), 'utf8')
    const { code, complained } = await restoring(house.path).ended
    expect(code).toBe(1)
    expect(complained.trim()).toMatch(/^Nothing was restored\. The folder .+ is not empty/)
    expect(readFileSync(join(house.path, 'secret'), 'utf8')).toBe(secret)
    await expectWhole(house.path)
  })
})

it('a house that is closed is backed up too, and stays closed', async () => {
  const { code, said } = await runCommand('backup', [], { DATA_DIR: house.path }).ended
  expect(said).toContain(join(house.path, 'backups'))
  expect(code).toBe(0)
  expect(existsSync(join(house.path, 'postgres', 'postmaster.pid'))).toBe(false)
})
