// Closed-loop clients on keep-alive connections: each sends its next request when the last one was
// answered.

import { Agent, request } from 'node:http'

export type Shot = { path: string; headers: Record<string, string>; body: string }

export type Load = { answered: number; seconds: number; p50Ms: number; p99Ms: number }

/**
 * Fires `shots` once each with so many clients. Any answer but 200 ends the run with that answer.
 */
export async function fire(port: number, clients: number, shots: readonly Shot[]): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const times: number[] = []
  let next = 0
  const startedMs = performance.now()

  const client = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) {
      const sentMs = performance.now()
      await send(agent, port, shot)
      times.push(performance.now() - sentMs)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))

  const seconds = (performance.now() - startedMs) / 1_000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { answered: times.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
}

function send(agent: Agent, port: number, shot: Shot): Promise<void> {
  return new Promise((resolve, reject) => {
    const req = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: shot.path,
        method: 'POST',
        headers: {
          ...shot.headers,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(shot.body),
        },
      },
      (res) => {
        let text = ''
        res.setEncoding('utf8')
        res.on('data', (chunk) => {
          text += chunk
        })
        res.on('end', () => {
          if (res.statusCode === 200) resolve()
          else reject(new Error(`${res.statusCode}: ${text.slice(0, 300)}`))
        })
      },
    )
    req.setTimeout(20_000, () => req.destroy(new Error('no answer in 20 s')))
    req.on('error', reject)
    req.end(shot.body)
  })
}
