// One conversation with a network printer: is it well, the bytes, and its word that they are on paper, where it has a voice.
// Many cheap printers have none; then what arrived counts.

import { connect, type Socket } from 'node:net'

export const PRINTER_TROUBLES = [
  'unreachable',
  'cover-open',
  'paper-out',
  'broken',
  'cut-off',
  'unconfirmed',
] as const
export type PrinterTroubleCode = (typeof PRINTER_TROUBLES)[number]

/** Why a printer did not print. */
export class PrinterTrouble extends Error {
  constructor(readonly code: PrinterTroubleCode) {
    super(code)
  }
}

/** How long each step may take, in ms. */
export type Patience = { connect: number; answer: number; write: number; print: number }

export const PATIENCE: Patience = { connect: 3_000, answer: 400, write: 15_000, print: 15_000 }

/** DLE EOT 2: why it would not print now. */
const ASK_STATE = Uint8Array.of(0x10, 0x04, 0x02)
/** GS r 1: is there paper; answered when everything before it was printed. */
const ASK_DONE = Uint8Array.of(0x1d, 0x72, 0x01)

const isState = (byte: number) => (byte & 0x93) === 0x12
const isDone = (byte: number) => (byte & 0x90) === 0

const COVER = 0x04
const PAPER_END = 0x20
const ERROR = 0x40
const ROLL_END = 0x0c

/**
 * Resolves when the bytes are on paper as far as the printer can tell.
 * @param begin called right before the first byte leaves: from then on a failure may have printed something
 * @throws PrinterTrouble
 */
export async function sendToPrinter(
  place: { host: string; port: number },
  bytes: Uint8Array,
  begin: () => Promise<unknown>,
  patience: Patience = PATIENCE,
): Promise<void> {
  const socket = await reach(place, patience.connect)
  const voice = listen(socket)
  try {
    socket.write(ASK_STATE)
    const state = await voice.hear(isState, patience.answer)
    if (state !== null && state & COVER) throw new PrinterTrouble('cover-open')
    if (state !== null && state & PAPER_END) throw new PrinterTrouble('paper-out')
    if (state !== null && state & ERROR) throw new PrinterTrouble('broken')

    await begin()
    voice.forget()
    await write(socket, bytes, voice, patience.write)
    if (state === null) return
    await write(socket, ASK_DONE, voice, patience.write)
    const done = await voice.hear(isDone, patience.print)
    if (done === null) throw new PrinterTrouble(voice.isGone() ? 'cut-off' : 'unconfirmed')
    if (done & ROLL_END) throw new PrinterTrouble('paper-out')
  } finally {
    await hangUp(socket, patience.answer)
  }
}

function reach(place: { host: string; port: number }, ms: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...place, noDelay: true })
    const fail = () => {
      socket.destroy()
      reject(new PrinterTrouble('unreachable'))
    }
    const timer = setTimeout(fail, ms)
    socket.once('error', fail)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

/** What the printer says; garbage that no answer looks like is passed over. */
function listen(socket: Socket) {
  let heard: number[] = []
  let isGone = false
  let wake: (() => void) | null = null
  const tell = () => wake?.()
  socket.on('data', (chunk: Buffer) => {
    // An answer is a byte; more than a few of them are noise.
    heard = [...heard, ...chunk.subarray(0, 64)].slice(-64)
    tell()
  })
  socket.on('error', () => {
    isGone = true
    tell()
  })
  socket.on('close', () => {
    isGone = true
    tell()
  })
  return {
    isGone: () => isGone,
    forget: () => {
      heard = []
    },
    /** The first byte that is such an answer; null when none came in time. */
    hear: async (isAnswer: (byte: number) => boolean, ms: number): Promise<number | null> => {
      const until = performance.now() + ms
      for (;;) {
        const answer = heard.find(isAnswer)
        if (answer !== undefined) return answer
        const left = until - performance.now()
        if (isGone || left <= 0) return null
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    },
  }
}

function write(
  socket: Socket,
  bytes: Uint8Array,
  voice: { isGone: () => boolean },
  ms: number,
): Promise<void> {
  if (voice.isGone()) return Promise.reject(new PrinterTrouble('cut-off'))
  return new Promise((resolve, reject) => {
    const fail = () => reject(new PrinterTrouble('cut-off'))
    const timer = setTimeout(fail, ms)
    socket.once('close', fail)
    socket.write(bytes, (error) => {
      clearTimeout(timer)
      socket.off('close', fail)
      if (error) fail()
      else resolve()
    })
  })
}

/** Says goodbye and lets the printer take what is still on the way. */
function hangUp(socket: Socket, ms: number): Promise<void> {
  if (socket.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), ms)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.end()
  })
}
