// What a printer says, read as its manual has it: every byte tells by its fixed bits what it is an
// answer to, and what nobody asked for (automatic status, flow control, noise) is told apart from
// it.

import type { Socket } from 'node:net'

export type Said =
  /** To DLE EOT 1 to 4, at once whatever is being printed. */
  | { kind: 'status'; byte: number }
  /** To GS r, when everything before it was printed. */
  | { kind: 'paper'; byte: number }
  /** To GS ( H, the same, with the number that it was asked with. */
  | { kind: 'process'; id: string }
  /** Unasked: four bytes whenever something changes. */
  | { kind: 'automatic'; bytes: readonly number[] }

const isStatus = (byte: number) => (byte & 0x93) === 0x12
const isPaper = (byte: number) => (byte & 0x90) === 0
const beginsAutomatic = (byte: number) => (byte & 0x93) === 0x10
/** XON and XOFF. */
const isFlow = (byte: number) => byte === 0x11 || byte === 0x13

const PROCESS_LENGTH = 7
const AUTOMATIC_LENGTH = 4

/**
 * @param isOver whether no more bytes are to be expected: then what was begun is noise
 * @returns what was said, and the bytes that are the beginning of something
 */
export function readSaid(bytes: readonly number[], isOver: boolean): [Said[], number[]] {
  const said: Said[] = []
  let at = 0
  while (at < bytes.length) {
    const [first = 0, ...rest] = bytes.slice(at, at + PROCESS_LENGTH)
    const isProcess = first === 0x37 && (rest.length === 0 || rest[0] === 0x22)
    const automatic = rest.slice(0, AUTOMATIC_LENGTH - 1)
    const isAutomatic = !isProcess && beginsAutomatic(first) && automatic.every(isPaper)
    const length = isProcess ? PROCESS_LENGTH : isAutomatic ? AUTOMATIC_LENGTH : 1
    if (at + length > bytes.length && !isOver) break
    const isWhole = at + length <= bytes.length
    if (isProcess && isWhole && rest[5] === 0) {
      said.push({ kind: 'process', id: String.fromCharCode(...rest.slice(1, 5)) })
      at += length
    } else if (isAutomatic && isWhole) {
      said.push({ kind: 'automatic', bytes: [first, ...automatic] })
      at += length
    } else {
      if (isStatus(first)) said.push({ kind: 'status', byte: first })
      else if (isPaper(first) && !isFlow(first)) said.push({ kind: 'paper', byte: first })
      at += 1
    }
  }
  return [said, bytes.slice(at)]
}

/** More than this of one printer is noise. */
const KEPT = 256

export type Voice = {
  isGone: () => boolean
  /** Whether the printer hung up as one does, not cut off in the middle. */
  hasHungUp: () => boolean
  /** What was said before is about something else. */
  forget: () => void
  /** The first thing that fits; null when it was not said in time. */
  hear: <Kind extends Said['kind']>(
    kind: Kind,
    ms: number,
    fits?: (said: Said & { kind: Kind }) => boolean,
  ) => Promise<(Said & { kind: Kind }) | null>
  /** When the connection is closed; false when it still is not in time. */
  goodbye: (ms: number) => Promise<boolean>
}

export function listenToPrinter(socket: Socket): Voice {
  let said: Said[] = []
  let begun: number[] = []
  let isGone = false
  let hasHungUp = false
  let wake: (() => void) | null = null
  const tell = () => wake?.()
  const leave = () => {
    isGone = true
    tell()
  }
  socket.on('data', (chunk: Buffer) => {
    const [news, rest] = readSaid([...begun, ...chunk.subarray(0, KEPT)], false)
    said = [...said, ...news].slice(-KEPT)
    begun = rest
    tell()
  })
  socket.on('end', () => {
    hasHungUp = true
    leave()
  })
  socket.on('error', leave)
  socket.on('close', leave)
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  return {
    isGone: () => isGone,
    hasHungUp: () => hasHungUp,
    forget: () => {
      said = []
      begun = []
    },
    hear: async (kind, ms, fits = () => true) => {
      let isLastLook = false
      type Wanted = Extract<Said, { kind: typeof kind }> & { kind: typeof kind }
      const until = performance.now() + ms
      for (;;) {
        const isIt = (each: Said): each is Wanted => each.kind === kind && fits(each as Wanted)
        const found = said.find(isIt)
        if (found) {
          said = said.filter((each) => each !== found)
          return found
        }
        const left = until - performance.now()
        if (isGone || left <= 0) {
          // What has arrived while this process was busy counts as in time.
          if (!isLastLook) {
            isLastLook = true
            await new Promise(setImmediate)
            continue
          }
          if (begun.length === 0) return null
          // What never became whole was none.
          said = [...said, ...readSaid(begun, true)[0]]
          begun = []
          continue
        }
        await wait(left)
      }
    },
    goodbye: async (ms) => {
      const until = performance.now() + ms
      while (!isGone && performance.now() < until) await wait(until - performance.now())
      return isGone
    },
  }
}
