// A throw-away Redis for the tests and the chaos run: the machine's own, else Debian's where
// apt-get may be used. Nothing is written to disk; it ends with whoever started it.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 10_000

const isThere = () => spawnSync('redis-server', ['--version']).status === 0

export function installRedis() {
  if (isThere()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Redis for the tests of several processes …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    spawnSync('apt-get', ['update', '-qq'], { env })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
      env,
    })
  }
  if (!isThere()) throw new Error('Install redis-server: the tests of several processes need it.')
}

/**
 * Starts a Redis on a loopback port, again and again on the same one.
 * @param {number} port
 */
export function throwAwayRedis(port) {
  /** @type {import('node:child_process').ChildProcess | null} */
  let running = null
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const options = [
        '--port',
        `${port}`,
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
      ]
      running = spawn('redis-server', options, { stdio: 'ignore' })
      await untilOpen(port)
    },
    /** At once, as a crash would. */
    kill: async () => {
      const ended = running && once(running, 'exit')
      running?.kill('SIGKILL')
      await ended
      running = null
    },
  }
}

async function untilOpen(port) {
  const startedMs = Date.now()
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise((done) => {
      socket.once('connect', () => done(true))
      socket.once('error', () => done(false))
    })
    socket.destroy()
    if (isOpen) return
    if (Date.now() - startedMs > PATIENCE_MS) throw new Error(`Redis does not open port ${port}`)
    await sleep(30)
  }
}
