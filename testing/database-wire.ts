// The wire between us and PostgreSQL, which a test can let die between any two statements: what was
// executed stays executed, its reply is lost, and from then on nobody gets through. For the
// database that is what a killed process looks like.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import pino from 'pino'
import { openDatabase } from '@/server/database/db'
import type { TestDatabase } from './database'

export type DatabaseWire = Pick<TestDatabase, 'db' | 'pool'> & {
  /**
   * From now on so many statements are executed, and of the last one the reply is lost; 0 lets none
   * through.
   */
  dieAfter: (statements: number) => void
  /** The reply to the next statement that contains these words is lost, though it is executed. */
  dieAtReplyTo: (words: string) => void
  /** When it dies, it says so with a reset. */
  dieWithReset: () => void
  /**
   * From now on nothing is carried, and nobody is told: for us that is what a cable that was pulled
   * looks like.
   */
  fallSilent: () => void
  /**
   * Carries again, whatever was planned, once every broken connection was noticed; says whether it
   * had died.
   */
  heal: () => Promise<boolean>
  close: () => Promise<void>
}

/** A database of the test, reached over such a wire. */
export async function openWire(
  { url }: Pick<TestDatabase, 'url'>,
  silentMs?: number,
): Promise<DatabaseWire> {
  const there = new URL(url)
  const talking = new Set<Socket>()
  const wire: Wire = {
    isDead: false,
    isSilent: false,
    isReset: false,
    left: Number.POSITIVE_INFINITY,
    words: null,
    die: () => {},
  }
  wire.die = () => {
    wire.isDead = true
    for (const socket of talking) {
      if (wire.isReset) socket.resetAndDestroy()
      else socket.destroy()
    }
  }

  const server = createServer((from) => {
    from.on('error', () => {})
    if (wire.isDead) {
      from.destroy()
      return
    }
    const to = connect(Number(there.port || 5_432), there.hostname).on('error', () => {})
    talking.add(from)
    from.once('close', () => {
      talking.delete(from)
      to.destroy()
    })
    to.once('close', () => from.destroy())
    carry(wire, from, to)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const here = new URL(url)
  here.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const { db, pool, close } = openDatabase(here.href, 10, pino({ level: 'silent' }), silentMs)

  return {
    db,
    pool,
    dieAfter: (statements) => {
      wire.left = statements
    },
    dieAtReplyTo: (words) => {
      wire.words = words
    },
    dieWithReset: () => {
      wire.isReset = true
    },
    fallSilent: () => {
      wire.isSilent = true
    },
    heal: async () => {
      const hadDied = wire.isDead || wire.isSilent
      while (hadDied && pool.totalCount > 0) await setImmediate()
      Object.assign(wire, {
        isDead: false,
        isSilent: false,
        isReset: false,
        left: Number.POSITIVE_INFINITY,
        words: null,
      })
      return hadDied
    },
    close: async () => {
      await close()
      wire.die()
      server.close()
    },
  }
}

type Wire = {
  isDead: boolean
  isSilent: boolean
  isReset: boolean
  left: number
  words: string | null
  die: () => void
}

/** What a client ends a statement with: a simple query, or the Sync behind an extended one. */
const ENDS = new Set(['Q', 'S'])

function carry(wire: Wire, from: Socket, to: Socket): void {
  let isStarted = false
  let isLast = false
  let coming = Buffer.alloc(0)
  let statement: Buffer[] = []

  from.on('data', (chunk) => {
    if (wire.isSilent) return
    coming = Buffer.concat([coming, chunk])
    for (;;) {
      const head = isStarted ? 1 : 0
      if (coming.length < head + 4) return
      const length = head + coming.readUInt32BE(head)
      if (coming.length < length) return
      const message = coming.subarray(0, length)
      coming = coming.subarray(length)
      const type = isStarted ? String.fromCharCode(message[0] ?? 0) : 'startup'
      isStarted = true
      statement.push(message)
      if (ENDS.has(type)) {
        if (wire.left <= 0) return wire.die()
        wire.left -= 1
        const whole = Buffer.concat(statement)
        isLast = wire.left === 0 || (wire.words !== null && whole.includes(wire.words))
      } else if (type === 'P' || type === 'B' || type === 'D' || type === 'E') continue
      to.write(Buffer.concat(statement))
      statement = []
    }
  })

  let replying = Buffer.alloc(0)
  to.on('data', (chunk) => {
    if (wire.isSilent) return
    if (!isLast) {
      from.write(chunk)
      return
    }
    replying = Buffer.concat([replying, chunk])
    if (isReady(replying)) wire.die()
  })
}

/** Whether a reply is complete: its last message is ReadyForQuery. */
function isReady(reply: Buffer): boolean {
  let at = 0
  while (at + 5 <= reply.length) {
    const end = at + 1 + reply.readUInt32BE(at + 1)
    if (reply[at] === 0x5a && end === reply.length) return true
    at = end
  }
  return false
}
