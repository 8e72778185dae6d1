// A network printer for tests: a real socket on loopback that reads the commands it is sent as a
// printer does, and can be each of the printers that restaurants have: dumb, slow, garbled, out of
// paper, one that never confirms, one that answers late, one that hangs up. What it printed is read
// back from the bytes, as eyes would.

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export type PrinterMood = {
  /** Answers nothing, as cheap ones do. */
  isDumb?: boolean
  /** Answers DLE EOT, but never GS r. */
  neverConfirms?: boolean
  /** Does not know DLE EOT, but answers GS r. */
  hidesStatus?: boolean
  /** Answers GS ( H with the number it was asked with. */
  knowsProcess?: boolean
  /** Says that the paper is out. */
  hasNoPaper?: boolean
  /** Says that the roll is nearly used up. */
  isPaperLow?: boolean
  /** The paper ends while a page is printed: told only when it is asked after it. */
  endsInPage?: boolean
  /**
   * The cover is opened in the middle of a page: from then on it prints nothing and says so to DLE
   * EOT.
   */
  opensInPage?: boolean
  /** Answers noise before every answer. */
  isGarbled?: boolean
  /** Tells of every change without being asked, and of its buffer. */
  tellsUnasked?: boolean
  /** Takes this long to print, in ms. */
  printsInMs?: number
  /** What it did not answer in time it answers in the next conversation. */
  answersNextTime?: boolean
  /** Hangs up after so many bytes of a page. */
  cutsAfter?: number
  /** Hangs up as soon as a page is printed, whatever it was asked. */
  closesAfterPage?: boolean
  /** Accepts and never reads. */
  neverReads?: boolean
  /** Does not hang up when it was told goodbye. */
  staysOpen?: boolean
  /** Hangs up on whoever comes while it talks to somebody. */
  isShy?: boolean
  /** Takes so many bytes at a time, and rests in between. */
  sips?: number
}

export type TestPrinter = {
  port: number
  mood: PrinterMood
  /** The pages that came out whole, the oldest first, as text. */
  pages: string[]
  /** The same as they were sent. */
  sheets: Buffer[]
  /** How often the drawer was opened. */
  kicks: number
  /** How many conversations there were, and how many at once at most. */
  calls: number
  callsAtOnce: number
  stop: () => Promise<void>
}

const NOISE = Buffer.from([0xff, 0x80, 0x9d, 0xc1])
/** Automatic status: on line, paper there; its last three bytes look like answers to GS r. */
const UNASKED = Buffer.from([0x10, 0x00, 0x00, 0x00])
const XOFF_XON = Buffer.from([0x13, 0x11])

export async function startTestPrinter(mood: PrinterMood = {}): Promise<TestPrinter> {
  const sockets = new Set<Socket>()
  const owed: Buffer[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (printer.mood.isShy && sockets.size > 0) {
      socket.destroy()
      return
    }
    sockets.add(socket)
    printer.calls += 1
    printer.callsAtOnce = Math.max(printer.callsAtOnce, sockets.size)
    converse(socket, printer, owed)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const printer: TestPrinter = {
    port: (server.address() as AddressInfo).port,
    mood,
    pages: [],
    sheets: [],
    kicks: 0,
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

function converse(socket: Socket, printer: TestPrinter, owed: Buffer[]): void {
  let input = Buffer.alloc(0)
  let page = Buffer.alloc(0)
  let isOpen = false
  const say = (bytes: Buffer) => {
    const { isGarbled, tellsUnasked } = printer.mood
    if (!socket.writable) return
    const before = [...(isGarbled ? [NOISE] : []), ...(tellsUnasked ? [UNASKED, XOFF_XON] : [])]
    socket.write(Buffer.concat([...before, bytes]))
  }
  const status = (which: number) => {
    const { isDumb, hidesStatus, hasNoPaper, isPaperLow } = printer.mood
    if (isDumb || hidesStatus) return
    const out = hasNoPaper ? (which === 4 ? 0x60 : which === 2 ? 0x20 : 0x08) : 0
    const low = isPaperLow && which === 4 ? 0x0c : 0
    const cover = isOpen ? (which === 2 ? 0x04 : which === 1 ? 0x08 : 0) : 0
    say(Buffer.of(0x12 | out | low | cover))
  }
  /** What is answered when everything before it was printed. */
  const confirm = (answer: Buffer) => {
    const { isDumb, neverConfirms, printsInMs = 0, answersNextTime } = printer.mood
    if (isDumb || isOpen || (neverConfirms && answer.length === 1)) return
    if (answersNextTime) owed.push(answer)
    else if (printsInMs > 0) setTimeout(() => say(answer), printsInMs)
    else say(answer)
  }
  const run = (length: number) => {
    const command = input.subarray(0, length)
    input = input.subarray(length)
    const [lead, name, third] = command
    const { isPaperLow, endsInPage } = printer.mood
    if (lead === 0x1d && name === 0x72) {
      confirm(Buffer.of(endsInPage ? 0x0c : isPaperLow ? 0x03 : 0))
    } else if (lead === 0x1d && name === 0x28 && third === 0x48) {
      if (printer.mood.knowsProcess) {
        confirm(Buffer.concat([Buffer.of(0x37, 0x22), command.subarray(7, 11), Buffer.of(0)]))
      }
    } else if (lead === 0x1d && name === 0x56) {
      if (printer.mood.opensInPage) isOpen = true
      else {
        printer.pages.push(legible(page))
        printer.sheets.push(Buffer.concat([page, command]))
      }
      page = Buffer.alloc(0)
      if (printer.mood.closesAfterPage) socket.end()
    } else {
      if (lead === 0x1b && name === 0x70) printer.kicks += 1
      page = Buffer.concat([page, command])
    }
  }
  const work = () => {
    while (input.length > 0 && !isOpen) {
      const length = Math.max(1, commandLength(input, 0))
      if (length > input.length) return
      run(length)
    }
  }
  const take = (chunk: Buffer) => {
    // Real-time questions are answered when they arrive, whatever waits before them.
    let rest = chunk
    for (let at = rest.indexOf(REALTIME); at !== -1; at = rest.indexOf(REALTIME)) {
      status(rest[at + 2] ?? 0)
      rest = Buffer.concat([rest.subarray(0, at), rest.subarray(at + 3)])
    }
    input = Buffer.concat([input, rest])
    const { cutsAfter } = printer.mood
    if (cutsAfter !== undefined && page.length + input.length > cutsAfter) socket.destroy()
    else work()
  }

  if (printer.mood.tellsUnasked) say(Buffer.alloc(0))
  for (const late of owed.splice(0)) setTimeout(() => say(late), 20)
  if (printer.mood.neverReads) {
    socket.pause()
    return
  }
  const { sips } = printer.mood
  socket.on('data', (chunk: Buffer) => {
    if (sips === undefined) {
      take(chunk)
      return
    }
    socket.pause()
    const sip = (at: number) => {
      take(chunk.subarray(at, at + sips))
      if (at + sips < chunk.length) setImmediate(sip, at + sips)
      else socket.resume()
    }
    sip(0)
  })
  socket.on('end', () => {
    if (!printer.mood.staysOpen) socket.end()
  })
}

const REALTIME = Buffer.from([0x10, 0x04])

/** What eyes would read: the text in GB18030 without the commands; ■ is a picture. */
function legible(bytes: Buffer): string {
  const kept: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = commandLength(bytes, at)
    if (bytes[at] === 0x1d && bytes[at + 1] === 0x76) kept.push(0xa1, 0xf6)
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
  const [lead, name, low = 0, high = 0, ...size] = bytes.subarray(at, at + 8)
  if (lead === 0x1b) {
    if (name === 0x40 || name === 0x32) return 2
    if (name === 0x70) return 5
    return name === 0x24 || name === 0x5c ? 4 : 3
  }
  if (lead === 0x1c) {
    if (name === 0x2e || name === 0x26) return 2
    return name === 0x53 ? 4 : 3
  }
  if (lead !== 0x1d) return 0
  // GS v 0: a picture, so many bytes wide and dots high.
  const [wide = 0, wideHigh = 0, tall = 0, tallHigh = 0] = size
  if (name === 0x76) return 8 + (wide + wideHigh * 256) * (tall + tallHigh * 256)
  if (name === 0x28) return 5 + high + (size[0] ?? 0) * 256
  if (name === 0x56) return low >= 0x41 ? 4 : 3
  return name === 0x4c || name === 0x57 ? 4 : 3
}
