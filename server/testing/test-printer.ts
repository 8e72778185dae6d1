// A network printer for tests: a real socket on loopback that keeps what it is sent, and can be down, dumb, slow, garbled, out of
// paper or cut off in the middle. What it printed is read back from the bytes, as eyes would.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export type PrinterMood = {
  /** Answers nothing, as cheap ones do. */
  isDumb?: boolean
  /** Says that the paper is out. */
  hasNoPaper?: boolean
  /** Answers noise before every answer. */
  isGarbled?: boolean
  /** Takes this long to print, in ms. */
  printsInMs?: number
  /** Hangs up after so many bytes of a page. */
  cutsAfter?: number
}

export type TestPrinter = {
  port: number
  mood: PrinterMood
  /** The pages that came out whole, the oldest first, as text. */
  pages: string[]
  /** How many conversations there were, and how many at once at most. */
  calls: number
  callsAtOnce: number
  stop: () => Promise<void>
}

const ASK_STATE = Buffer.from([0x10, 0x04, 0x02])
const ASK_DONE = Buffer.from([0x1d, 0x72, 0x01])
const CUT = Buffer.from([0x1d, 0x56])
const NOISE = Buffer.from([0xff, 0x80, 0x9d, 0xc1])

export async function startTestPrinter(mood: PrinterMood = {}): Promise<TestPrinter> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    printer.calls += 1
    printer.callsAtOnce = Math.max(printer.callsAtOnce, sockets.size)
    converse(socket, printer)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const printer: TestPrinter = {
    port: (server.address() as AddressInfo).port,
    mood,
    pages: [],
    calls: 0,
    callsAtOnce: 0,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return printer
}

function converse(socket: Socket, printer: TestPrinter): void {
  let page = Buffer.alloc(0)
  let hasAsked = false
  const answer = (byte: number) => {
    const { isDumb, isGarbled } = printer.mood
    if (isDumb) return
    socket.write(isGarbled ? Buffer.concat([NOISE, Buffer.of(byte)]) : Buffer.of(byte))
  }
  const finish = () => {
    const at = page.indexOf(CUT)
    if (at === -1) return
    printer.pages.push(legible(page.subarray(0, at)))
    page = Buffer.alloc(0)
  }

  socket.on('data', (chunk: Buffer) => {
    page = Buffer.concat([page, chunk])
    if (!hasAsked && page.indexOf(ASK_STATE) === 0) {
      hasAsked = true
      page = page.subarray(ASK_STATE.length)
      answer(printer.mood.hasNoPaper ? 0x12 | 0x20 : 0x12)
    }
    const { cutsAfter, printsInMs = 0 } = printer.mood
    if (cutsAfter !== undefined && page.length > cutsAfter) {
      socket.destroy()
      return
    }
    if (page.subarray(-ASK_DONE.length).equals(ASK_DONE)) {
      page = page.subarray(0, -ASK_DONE.length)
      finish()
      setTimeout(() => socket.writable && answer(0x00), printsInMs)
    }
  })
  socket.on('end', finish)
}

/** What eyes would read: the text in GB18030 without the commands. */
function legible(bytes: Buffer): string {
  const kept: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = commandLength(bytes, at)
    if (length > 0) at += length
    else {
      kept.push(bytes[at] ?? 0)
      at += 1
    }
  }
  return new TextDecoder('gb18030').decode(Uint8Array.from(kept))
}

/** How long the command at this place is; 0 = it is text. */
function commandLength(bytes: Buffer, at: number): number {
  const [lead, name, , , ...size] = bytes.subarray(at, at + 8)
  if (lead === 0x1b) {
    if (name === 0x40 || name === 0x32) return 2
    return name === 0x24 || name === 0x5c ? 4 : 3
  }
  if (lead === 0x1c) {
    if (name === 0x2e || name === 0x26) return 2
    return name === 0x53 ? 4 : 3
  }
  if (lead !== 0x1d) return 0
  // GS v 0: a picture, so many bytes wide and dots high.
  const [wide = 0, wideHigh = 0, high = 0, highHigh = 0] = size
  if (name === 0x76) return 8 + (wide + wideHigh * 256) * (high + highHigh * 256)
  return name === 0x4c || name === 0x57 ? 4 : 3
}
