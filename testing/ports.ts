// Ports for what tests start: a block of them for each process, below those that the system gives
// away by itself. A block is a process's for as long as it holds the first port of it, so two that
// run side by side never meet.

import { once } from 'node:events'
import { createServer } from 'node:net'

const FIRST = 10_000
const BLOCK = 50
const BLOCKS = 100

const block = await claimBlock()
let given = 0

/** A port that nobody else uses; the first ones come again when a block is through. */
export function freshPort(): number {
  given += 1
  return block + 1 + ((given - 1) % (BLOCK - 1))
}

async function claimBlock(): Promise<number> {
  for (let turn = 0; turn < BLOCKS; turn += 1) {
    const port = FIRST + ((process.pid + turn) % BLOCKS) * BLOCK
    const server = createServer().unref()
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    const isOurs = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (isOurs) return port
  }
  throw new Error(`all ports from ${FIRST} to ${FIRST + BLOCK * BLOCKS} are in use`)
}
