// The built server as an owner starts it, in a folder of its own with the demo restaurant, for as long as a worker runs tests.

import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PATIENCE_MS = 180_000

/** Starts one on this port; `FANZHUO_TEST_DATA` says where its data is. @returns how to stop it */
export async function startServer(port: number): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fanzhuo-people-'))
  // Under root the database runs as a user of its own, who must be able to reach it.
  chmodSync(dataDir, 0o755)
  process.env.FANZHUO_TEST_DATA = dataDir
  const server = spawn(process.execPath, ['--enable-source-maps', 'dist/main.mjs'], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // What the owner reads in the terminal: one-time codes too.
  server.stdout?.on('data', (chunk) => appendFileSync(join(dataDir, 'terminal.txt'), chunk))
  await untilOpen(server)
  return async () => {
    await ended(server)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function untilOpen(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`not open in time:\n${said}`)), PATIENCE_MS)
    const hear = (chunk: Buffer) => {
      said = (said + chunk).slice(-10_000)
      if (!said.includes('Ctrl-C')) return
      clearTimeout(timer)
      resolve()
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', (chunk) => {
      process.stderr.write(chunk)
      hear(chunk)
    })
    server.once('exit', (code) => reject(new Error(`ended with ${code}:\n${said}`)))
  })
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}
