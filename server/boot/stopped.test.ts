// Stopping without cutting anybody off, and starting again from whatever an untimely end has left
// behind.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { closedHouse } from '@/testing/program/closed-house'
import { type OrderRequest, orderOnce, post } from '@/testing/program/order-once'
import {
  databaseIn,
  freshFolder,
  type Program,
  postmasterIn,
  startProgram,
} from '@/testing/program/program'
import { seatGuest } from '@/testing/program/seat-guest'
import { newToken } from '../access/tokens'

const running: Program[] = []
const cleanups: (() => void)[] = []

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.kill('SIGTERM')
    await program.ended
  }
  for (const clean of cleanups.splice(0)) clean()
})

function folder(make = freshFolder): string {
  const { path, remove } = make()
  cleanups.push(remove)
  return path
}

function start(env: Record<string, string>): Program {
  const program = startProgram(env)
  running.push(program)
  return program
}

/** Whether the database of a folder works or comes up; one that stopped takes its file with it. */
function hasDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres', 'postmaster.pid'))
}

type Guest = Awaited<ReturnType<typeof seatGuest>>

function addToCart(base: string, { dishId, ...seat }: Guest) {
  const dish = { code: seat.code, dishId, choices: [], quantity: 1, key: newToken() }
  return post(base, seat, 'ordering.addToCart', dish)
}

/**
 * Locks what an add to the cart needs, from outside; resolves `isWaited` when somebody waits for
 * it.
 */
async function holdCarts(dataDir: string) {
  const { pool, close } = databaseIn(dataDir)
  const holder = await pool.connect()
  holder.on('error', () => {})
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE cart_line, cart_request, sitting IN ACCESS EXCLUSIVE MODE')
  return {
    waiters: async () => {
      const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'`
      return (await pool.query<{ n: number }>(waiting)).rows[0]?.n ?? 0
    },
    letGo: async () => {
      await holder.query('COMMIT').catch(() => {})
      holder.release(true)
      await close()
    },
  }
}

/** Whether a new request is still taken. */
function isOpen(base: string): Promise<boolean> {
  return fetch(`${base}/healthz`).then(
    () => true,
    () => false,
  )
}

describe('a stop', () => {
  it('does not wait for a connection that never asked anything', async () => {
    const dataDir = folder(closedHouse)
    const program = start({ DATA_DIR: dataDir })
    await program.opened
    const silent = connect(Number(new URL(program.base).port), '127.0.0.1')
    silent.on('error', () => {})
    cleanups.push(() => silent.destroy())
    await new Promise((done) => silent.once('connect', done))

    program.kill('SIGTERM')
    expect((await program.ended).code).toBe(0)
    expect(hasDatabase(dataDir)).toBe(false)
  })

  it('during a start closes the database that was just opened', async () => {
    const dataDir = folder(closedHouse)
    const program = start({ DATA_DIR: dataDir })
    await expect.poll(() => hasDatabase(dataDir)).toBe(true)
    program.kill('SIGINT')
    expect((await program.ended).code).toBe(0)
    expect(hasDatabase(dataDir)).toBe(false)
  })

  it('is forced by a second Ctrl-C, which stops the database too, and the next start is whole', async () => {
    const dataDir = folder(closedHouse)
    const program = start({ DATA_DIR: dataDir })
    await program.opened
    const guest = await seatGuest(dataDir)
    const carts = await holdCarts(dataDir)
    const slow = addToCart(program.base, guest).catch(() => null)
    await expect.poll(carts.waiters).toBeGreaterThan(0)
    program.kill('SIGINT')
    await expect.poll(() => isOpen(program.base)).toBe(false)
    program.kill('SIGINT')
    expect((await program.ended).code).toBe(130)
    expect(hasDatabase(dataDir)).toBe(false)
    await slow
    await carts.letGo()
    await start({ DATA_DIR: dataDir }).opened
  })
})

describe('a start after an untimely end', () => {
  it('takes a database that was killed a moment ago, again and again', async () => {
    const dataDir = folder(closedHouse)
    for (let turn = 0; turn < 2; turn += 1) {
      const program = startProgram({ DATA_DIR: dataDir })
      await program.opened
      const { pid } = postmasterIn(dataDir)
      program.kill('SIGKILL')
      process.kill(pid, 'SIGKILL')
      await program.ended
    }
    await start({ DATA_DIR: dataDir }).opened
  })

  it('is not misled by a program that has the old number and calls itself postgres', async () => {
    const dataDir = folder(closedHouse)
    const program = startProgram({ DATA_DIR: dataDir })
    await program.opened
    const { pid } = postmasterIn(dataDir)
    program.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await program.ended

    const stranger = spawn('sleep', ['60'], { argv0: 'postgres' })
    cleanups.push(() => stranger.kill())
    const path = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(path, readFileSync(path, 'utf8').replace(String(pid), String(stranger.pid)))
    await start({ DATA_DIR: dataDir }).opened
    expect(stranger.exitCode).toBeNull()
  })

  it('makes the secret that a killed start had only created a file for', async () => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'secret'), '')
    await start({ DATA_DIR: dataDir }).opened
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  })

  it('clears away what was killed while the database was being created', async () => {
    const dataDir = folder()
    const program = startProgram({ DATA_DIR: dataDir })
    const unfinished = () => readdirSync(dataDir).some((name) => name.startsWith('postgres-new-'))
    await expect.poll(unfinished, { interval: 5 }).toBe(true)
    program.kill('SIGKILL')
    await program.ended
    await start({ DATA_DIR: dataDir }).opened
    expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true)
  })
})

it('a database killed under load costs no acknowledged order, and answers stay sentences', async () => {
  const dataDir = folder(closedHouse)
  const program = start({ DATA_DIR: dataDir })
  await program.opened
  const { dishId, ...seat } = await seatGuest(dataDir)
  const requests: OrderRequest[] = []
  const bad: string[] = []
  let isAway = false
  let isOver = false
  const load = (async () => {
    while (!isOver) {
      await orderOnce(program.base, seat, dishId, (request) => requests.push(request))
      const res = await addToCart(program.base, { ...seat, dishId })
      const text = await res.text()
      isAway ||= res.status === 503
      const isStack = /\.(ts|mjs):\d|\\n\s+at /.test(text)
      if (isStack || (res.status >= 500 && res.status !== 503)) bad.push(`${res.status} ${text}`)
    }
  })()
  const acknowledged = () => requests.filter(({ outcome }) => outcome === 'ok')
  try {
    await expect.poll(() => acknowledged().length).toBeGreaterThan(5)
    process.kill(postmasterIn(dataDir).pid, 'SIGKILL')
    await expect.poll(() => isAway, { interval: 5 }).toBe(true)
    const before = acknowledged().length
    await expect.poll(() => acknowledged().length).toBeGreaterThan(before)
  } finally {
    isOver = true
    await load
  }

  expect(bad).toEqual([])
  const { db, close } = databaseIn(dataDir)
  for (const { key, orderId } of acknowledged()) {
    const rounds = await db.round.findMany({ where: { idempotencyKey: key } })
    expect(rounds.map((round) => round.orderId)).toEqual([orderId])
  }
  await close()
})

describe('the terminal', () => {
  it.each([
    ['DATABASE_URL', 'mysql://shop:hunter2@localhost/x'],
    ['DATABASE_URL', 'postgresql://shop:hunter2@@:x/'],
    ['SECRET', 'hunter2'],
  ])('does not show what was given as %s', async (name, value) => {
    const { code, said } = await startProgram({ DATA_DIR: folder(), [name]: value }).ended
    expect(code).toBe(1)
    expect(said).toContain(`${name} should be`)
    expect(said).not.toContain('hunter2')
  })
})
