// Several processes on one database: what the relay sends in one of them reaches the listeners of
// all, through Redis. Redis is never waited for: our own listeners hear without it, and what others
// missed meanwhile the marks of the database show them.

import { createClient } from '@redis/client'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import type { Logger } from 'pino'
import { StartError } from '../env'

export type Neighbours = {
  /** For Socket.IO: carries what is sent to the other processes. */
  adapter: ReturnType<typeof createAdapter>
  stop: () => void
}

const STREAM = 'fanzhuo'
/** What a process may have missed of Redis and still read there; the database has it all. */
const KEPT_MESSAGES = 5_000
/** How long our own listeners may wait for a Redis that does not answer. */
const ANSWER_PATIENCE_MS = 250
const START_PATIENCE_MS = 5_000
const RECONNECT_MS = 500
/** Commands that wait in memory for a Redis that does not answer. */
const MAXIMUM_WAITING = 2_000

/** @throws StartError when no Redis answers at the start; later it may come and go */
export async function meetNeighbours(url: string, log: Logger): Promise<Neighbours> {
  const clients: { isOpen: boolean; destroy: () => void }[] = []
  const connect = (disableOfflineQueue: boolean) => {
    const client = createClient({
      url,
      RESP: 2,
      disableOfflineQueue,
      commandsQueueMaxLength: MAXIMUM_WAITING,
      socket: { connectTimeout: START_PATIENCE_MS, reconnectStrategy: () => RECONNECT_MS },
    })
    clients.push(client)
    return client
  }

  const writer = connect(true)
  let isThere = true
  writer.on('ready', () => {
    if (!isThere) log.warn('Redis is back')
    isThere = true
  })
  writer.on('error', (error) => {
    if (isThere) log.error({ err: error }, 'Redis does not answer; other processes hear later')
    isThere = false
  })
  await startedClient(writer.connect(), url).catch((error) => {
    writer.destroy()
    throw error
  })

  /** What the adapter takes for its client: it writes without waiting, and never makes us fall. */
  const client = {
    xAdd: (...entry: Parameters<typeof writer.xAdd>) => soon(writer.xAdd(...entry)),
    publish: (channel: string, payload: Buffer) =>
      soon(writer.publish(channel, payload)).catch(() => 0),
    // Those that read wait out a break in their queue; failing at once, the adapter would ask again
    // without a pause.
    duplicate: () => {
      const reader = connect(false)
      reader.on('error', () => {})
      return Object.assign(reader, { disconnect: () => reader.isOpen && reader.destroy() })
    },
    // By this the adapter knows the client's kind.
    sSubscribe: writer.sSubscribe.bind(writer),
  }
  return {
    adapter: createAdapter(client, {
      streamName: STREAM,
      channelPrefix: STREAM,
      maxLen: KEPT_MESSAGES,
      onlyPlaintext: true,
    }),
    stop: () => {
      for (const each of clients) if (each.isOpen) each.destroy()
    },
  }
}

function soon<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('Redis is slow')), ANSWER_PATIENCE_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

async function startedClient(connecting: Promise<unknown>, url: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('no answer')), START_PATIENCE_MS)
  })
  try {
    await Promise.race([connecting, late])
  } catch {
    const { host } = new URL(url)
    throw new StartError(
      `No Redis answers at ${host}. Start it, correct REDIS_URL, or leave it out to run one process.`,
    )
  } finally {
    clearTimeout(timer)
  }
}
