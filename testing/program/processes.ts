// Child processes of a bench: started, waited for, their CPU read from the kernel, ended by their
// own id.

import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export type Running = {
  pid: number
  stop: () => Promise<void>
  /** Bytes, once garbage is collected; for a process that loads memory-on-signal. */
  memory: () => Promise<{ rss: number; used: number }>
}

/** Starts `node …args` and resolves when its output says `ready`. */
export function startNode(
  args: readonly string[],
  env: Record<string, string>,
  ready: RegExp,
): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let output = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`not ready in 90 s:\n${output}`))
    }, 90_000)
    const read = (chunk: Buffer) => {
      output = (output + chunk).slice(-20_000)
      if (!ready.test(output)) return
      clearTimeout(timer)
      resolve({
        pid: child.pid ?? 0,
        memory: () =>
          new Promise((done) => {
            const hear = (chunk: Buffer) => {
              const said = /memory (\{.*\})/.exec(String(chunk))?.[1]
              if (!said) return
              child.stdout?.off('data', hear)
              done(JSON.parse(said))
            }
            child.stdout?.on('data', hear)
            child.kill('SIGUSR2')
          }),
        stop: () =>
          new Promise((done) => {
            child.once('exit', () => done())
            child.kill('SIGTERM')
          }),
      })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code} before it was ready:\n${output}`))
    })
  })
}

const TICKS_PER_SECOND = 100

/**
 * CPU seconds (user and system) that a process and its children have used, as far as they still
 * run.
 */
export function cpuSeconds(pid: number): number {
  let ticks = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(entry) !== pid && Number(fields[1]) !== pid) continue
      ticks += Number(fields[11]) + Number(fields[12])
    } catch {
      // It ended between the listing and the reading.
    }
  }
  return ticks / TICKS_PER_SECOND
}
