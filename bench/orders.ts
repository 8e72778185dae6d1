// npm run bench: how many orders a second Fanzhuo takes through its public API, beside a bare
// node:http + pg server that writes the same rows in one statement, on the same database, in the
// same run.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuSeconds, startNode } from '@/testing/program/processes'
import { bareShots, makeBenchStore, seatParties } from './carts'
import { openBenchDatabase } from './database'
import { fire, type Load } from './load'
import { countStatements } from './statement-counter'

const CLIENTS = [1, 8, 32]
const ORDERS = { 1: 1_500, 8: 4_000, 32: 6_000 } as Record<number, number>
const WARM_UP = 600
const PORT = 3_990
const BARE_PORT = 3_991

type Row = Load & { who: string; clients: number; serverCpuMs: number; databaseCpuMs: number }

const dataDir = mkdtempSync(join(tmpdir(), 'fanzhuo-bench-'))
// Under root the database runs as a user of its own, who must be able to reach it.
chmodSync(dataDir, 0o755)
const database = await openBenchDatabase(dataDir)
const { pool } = database
const rows: Row[] = []
const stops: (() => Promise<void>)[] = []

try {
  const store = await makeBenchStore(pool)

  console.log('starting Fanzhuo and the bare server …')
  const fanzhuo = await startNode(
    ['--enable-source-maps', 'dist/main.mjs'],
    {
      PORT: String(PORT),
      HOST: '127.0.0.1',
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      DEMO: 'off',
      TRUSTED_PROXIES: 'loopback',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
    /localhost:\d+/,
  )
  stops.push(fanzhuo.stop)
  const bare = await startNode(
    ['--import', 'tsx', 'bench/bare-server.ts'],
    { PORT: String(BARE_PORT), DATABASE_URL: database.url, NODE_ENV: 'production' },
    /listening/,
  )
  stops.push(bare.stop)

  const measure = async (who: string, clients: number) => {
    const isBare = who === 'bare'
    const make = isBare ? bareShots : seatParties
    const port = isBare ? BARE_PORT : PORT
    const { pid } = isBare ? bare : fanzhuo
    const shots = await make(pool, store, ORDERS[clients] ?? 1_000)
    await pool.query('CHECKPOINT')
    const before = { server: cpuSeconds(pid), database: database.cpuSeconds() }
    const load = await fire(port, clients, shots)
    const serverCpuMs = ((cpuSeconds(pid) - before.server) * 1_000) / load.answered
    const databaseCpuMs = ((database.cpuSeconds() - before.database) * 1_000) / load.answered
    rows.push({ ...load, who, clients, serverCpuMs, databaseCpuMs })
  }

  console.log('warming up …')
  await fire(PORT, 8, await seatParties(pool, store, WARM_UP))
  await fire(BARE_PORT, 8, await bareShots(pool, store, WARM_UP))
  await pool.query('VACUUM ANALYZE')

  for (const clients of CLIENTS) {
    for (const who of ['bare', 'Fanzhuo']) {
      console.log(`${who}, ${clients} ${clients === 1 ? 'client' : 'clients'} …`)
      await measure(who, clients)
    }
  }

  console.log('counting statements …')
  await fanzhuo.stop()
  stops.shift()
  const counter = await countStatements('127.0.0.1', database.port)
  const counted = await startNode(
    ['dist/main.mjs'],
    {
      PORT: String(PORT),
      HOST: '127.0.0.1',
      DATABASE_URL: database.urlAt(counter.port),
      DATA_DIR: dataDir,
      DEMO: 'off',
      TRUSTED_PROXIES: 'loopback',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
    /localhost:\d+/,
  )
  stops.push(counted.stop)
  await fire(PORT, 1, await seatParties(pool, store, 50))
  const shots = await seatParties(pool, store, 200)
  counter.take()
  await fire(PORT, 1, shots)
  const counts = counter.take()

  print(rows)
  const each = (n: number) => (n / shots.length).toFixed(2)
  const named = (name: string) => counts.byName.get(name) ?? 0
  const placing = named('load-cart-round') + named('save-first-cart-round')
  console.log(
    `\nstatements per order, seen on the wire: ${each(placing)} for placing (load ${each(named('load-cart-round'))}, save ${each(named('save-first-cart-round'))}), one round trip each;`,
  )
  console.log(
    `with the relay that sends the event afterwards: ${each(counts.statements)} statements, ${each(counts.roundTrips)} round trips`,
  )
  await counted.stop()
  stops.pop()
  await counter.close()
} finally {
  for (const stop of stops) await stop()
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
}

function print(all: readonly Row[]): void {
  console.log(
    `\nNode ${process.version}, ${process.platform}; orders of three lines, each party submits its cart once\n`,
  )
  console.log(
    'clients  who      orders/s   p50 ms   p99 ms   CPU ms/order server   database   of bare',
  )
  for (const row of all) {
    const perSecond = row.answered / row.seconds
    const bare = all.find((each) => each.who === 'bare' && each.clients === row.clients)
    const share = bare ? perSecond / (bare.answered / bare.seconds) : 0
    console.log(
      [
        String(row.clients).padStart(7),
        `  ${row.who.padEnd(8)}`,
        perSecond.toFixed(0).padStart(8),
        row.p50Ms.toFixed(2).padStart(9),
        row.p99Ms.toFixed(2).padStart(9),
        row.serverCpuMs.toFixed(2).padStart(15),
        row.databaseCpuMs.toFixed(2).padStart(14),
        row.who === 'bare' ? '' : `${(share * 100).toFixed(0)} %`.padStart(12),
      ].join(''),
    )
  }
}
