// Asked before anything is installed or built: whether the port is free, and whether a Fanzhuo
// already runs on the data.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setting } from './meant.mjs'
import { fail } from './sentence.mjs'

const PATIENCE_MS = 2_000

/**
 * Ends with one sentence where a start would come to nothing; all that can only be known later is
 * asked by the server itself.
 */
export async function askFirst() {
  const port = Number(setting('PORT') || 3_000)
  const dataDir = setting('DATA_DIR') || '.data'
  const running = setting('DATABASE_URL') ? null : await runningOn(dataDir)
  if (running) {
    fail(
      `Fanzhuo cannot start. The data folder ${dataDir} is in use by a running Fanzhuo (process ${running.pid}, port ${running.port}). ` +
        'Stop that one first, or set DATA_DIR to another folder.',
    )
  }
  if (Number.isInteger(port) && (await isTaken(port, setting('HOST') || '0.0.0.0'))) {
    fail(
      `Fanzhuo cannot start. Port ${port} is in use. Stop the program that uses it, or choose another: PORT=3001 npm start`,
    )
  }
}

/**
 * The Fanzhuo that says it runs on a data folder, and answers; null where none does.
 * @param {string} dataDir
 * @returns {Promise<{ pid: number, port: number } | null>}
 */
export async function runningOn(dataDir) {
  let said
  try {
    said = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'))
  } catch {
    return null
  }
  const answer = await fetch(`${said.address}/healthz`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null)
  const isOurs = answer?.ok && (await answer.json().catch(() => null))?.status === 'alive'
  return isOurs ? { pid: said.pid, port: said.port } : null
}

function isTaken(port, host) {
  const probe = createServer()
  return new Promise((done) => {
    probe.once('error', (error) => done(error.code === 'EADDRINUSE'))
    try {
      probe.listen(port, host, () => probe.close(() => done(false)))
    } catch {
      done(false)
    }
  })
}
