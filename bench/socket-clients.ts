// Many sockets in a process of their own, so that listening does not take the measured server's
// time. As light as can be: a WebSocket each, and of Socket.IO's protocol only what it needs.

import { WebSocket } from 'ws'

export type Wire = 'socket.io' | 'ws'

/** One socket: what it says of itself, and the cookie it comes with. */
export type Hand = { auth: object; cookie: string }

export type Command =
  | { do: 'open'; wire: Wire; port: number; hands: Hand[] }
  | { do: 'take' }
  | { do: 'close' }

/**
 * What was heard: of which order, when (ms, this machine's clock since it started), and how old the
 * message said it was (ms).
 */
export type Heard = { orderId: number; atMs: number; ageMs: number }

/**
 * Of so many sockets one looks into what it hears: reading everything would take the measured
 * server's processor.
 */
const LOOKING = 10

/** How many connect at once; more only measures the queue for the handshake. */
const AT_ONCE = 50

const sockets: WebSocket[] = []
let heard: Heard[] = []
let sample: string | null = null

process.on('message', async (command: Command) => {
  if (command.do === 'open') {
    const waiting = [...command.hands]
    const opener = async () => {
      for (let hand = waiting.pop(); hand; hand = waiting.pop()) await open(command, hand)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, opener))
    process.send?.({ opened: command.hands.length })
  }
  if (command.do === 'take') {
    process.send?.({ heard, sample })
    heard = []
  }
  if (command.do === 'close') {
    for (const socket of sockets.splice(0)) socket.terminate()
    process.send?.({ closed: true })
  }
})
process.on('disconnect', () => process.exit())

function open({ wire, port }: { wire: Wire; port: number }, { auth, cookie }: Hand): Promise<void> {
  const isPlain = wire === 'ws'
  const isLooking = sockets.length % LOOKING === 0
  const path = isPlain
    ? `/?${Object.keys(auth).join('&')}`
    : '/socket.io/?EIO=4&transport=websocket'
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    headers: cookie ? { Cookie: cookie } : {},
    perMessageDeflate: false,
  })
  sockets.push(socket)
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('a socket was not let in')))
    let isOpen = false
    const settled = () => {
      isOpen = true
      resolve()
    }
    socket.on('message', (data: Buffer) => {
      // 2 is the heartbeat's question.
      if (isOpen && !isLooking && data[0] !== 50) return
      const text = String(data)
      if (isPlain) hear(text)
      else if (text === '2') socket.send('3')
      else if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`)
      else if (text.startsWith('42["message"')) hear(text.slice(13, -1))
      else if (text.startsWith('40')) settled()
      else if (text.startsWith('44')) reject(new Error(text))
    })
    if (isPlain) socket.once('open', settled)
  })
}

function hear(text: string): void {
  const atMs = performance.timeOrigin + performance.now()
  const { order, timestamp } = JSON.parse(text)
  if (!order) return
  sample ??= text
  heard.push({ orderId: order.id, atMs, ageMs: atMs - Date.parse(timestamp) })
}
