// One conversation with a network printer: is it well, the bytes, and its word that they are on
// paper. What it can say is known from before (printer.answers_status, printer.proof): who used to
// answer and is silent is not taken for one that cannot.

import { randomInt } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { PrinterAddress } from './printer-address'
import { listenToPrinter, type Said, type Voice } from './printer-voice'

export const PRINTER_TROUBLES = [
  'unreachable',
  'forbidden-address',
  'silent',
  'busy',
  'cover-open',
  'paper-out',
  'broken',
  'cut-off',
  'unconfirmed',
] as const
export type PrinterTroubleCode = (typeof PRINTER_TROUBLES)[number]

/**
 * How a printer proves that a page is on paper: by its number, by a word about its paper, by taking
 * all and hanging up, or not.
 */
export const PROOFS = ['process-id', 'paper-status', 'closes', 'never'] as const
export type Proof = (typeof PROOFS)[number]

/** What is known of a printer; null = not yet. */
export type Abilities = { answersStatus: boolean | null; proof: Proof | null }

/** What a conversation brought to light. */
export type Heard = Abilities & {
  isPaperLow: boolean | null
  /** Questions whose answers may still come. */
  unanswered: number
}

/** Why a printer did not print. */
export class PrinterTrouble extends Error {
  constructor(
    readonly code: PrinterTroubleCode,
    readonly heard?: Heard,
  ) {
    super(code)
  }
}

/** How long each step may take, in ms. */
export type Patience = { connect: number; answer: number; write: number; print: number }

export const PATIENCE: Patience = { connect: 3_000, answer: 400, write: 15_000, print: 15_000 }

/**
 * How long the slowest bridge to a serial line takes for a byte, in ms; the first few thousand are
 * among the patience.
 */
const BYTE_MS = 1.1
const FREE_BYTES = 4_096
/** An answer that came with another right behind it was late. */
const QUIET_MS = 40
/** More answers than these are not waited for. */
const MOST_UNANSWERED = 8
/**
 * How long it is waited to see whether a printer that says nothing hangs up when it has taken
 * everything.
 */
const GOODBYE_MS = 3_000

/** DLE EOT 2: why it would not print now; DLE EOT 4: how much paper there is. Answered at once. */
const ASK_STATE = Uint8Array.of(0x10, 0x04, 0x02)
const ASK_ROLL = Uint8Array.of(0x10, 0x04, 0x04)
/** GS r 1: is there paper; answered when everything before it was printed. */
const ASK_PAPER = Uint8Array.of(0x1d, 0x72, 0x01)
/** GS ( H: say this number when everything before it was printed. */
const askProcess = (id: string) =>
  Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 48, 48, ...Buffer.from(id, 'latin1'))

/** DLE EOT 2. */
const COVER = 0x04
const PAPER_END = 0x20
const ERROR = 0x40
/** DLE EOT 4. */
const ROLL_LOW = 0x0c
const ROLL_END = 0x60
/** GS r, and the third byte of an automatic status. */
const PAPER_LOW = 0x03
const PAPER_GONE = 0x0c

export type Conversation = {
  bytes: Uint8Array
  known: Abilities
  /**
   * Everything is asked, and what is known counts for nothing: a trial, or a second copy that
   * nobody confirmed yet.
   */
  asksAll: boolean
  /**
   * What is not confirmed this time will not be any more: it counts as printed, and the printer as
   * one that cannot say.
   */
  isLastChance: boolean
  /** Answers to earlier conversations that may still come. */
  unanswered: number
  /**
   * Whether nothing is sent before those have come; else it goes without them, and no answer counts
   * for this page.
   */
  waitsForEarlier: boolean
  /**
   * Called right before the first byte leaves: from then on a failure may have printed something.
   */
  begin: () => Promise<unknown>
}

/**
 * Resolves when the bytes are on paper as far as the printer can tell.
 * @throws PrinterTrouble
 */
export async function sendToPrinter(
  address: PrinterAddress,
  request: Conversation,
  patience: Patience = PATIENCE,
): Promise<Heard> {
  const socket = await connectTo(address, patience.connect)
  const voice = listenToPrinter(socket)
  const heard: Heard = {
    answersStatus: request.known.answersStatus,
    proof: request.known.proof,
    isPaperLow: null,
    unanswered: request.unanswered,
  }
  try {
    return await holdConversation(socket, voice, request, heard, patience)
  } catch (error) {
    throw error instanceof PrinterTrouble ? new PrinterTrouble(error.code, heard) : error
  } finally {
    await hangUp(socket, patience.answer)
  }
}

async function holdConversation(
  socket: Socket,
  voice: Voice,
  request: Conversation,
  heard: Heard,
  patience: Patience,
): Promise<Heard> {
  const { bytes, known, asksAll, isLastChance } = request
  const isTrial = known.answersStatus === null || asksAll
  const state = await askPrinter(socket, voice, ASK_STATE, patience.answer)
  if (state === null && !isTrial && known.answersStatus) throw new PrinterTrouble('silent')
  if (state === null && voice.isGone()) throw new PrinterTrouble('cut-off')
  heard.answersStatus = state !== null
  if (state !== null) throwForState(state)
  if (state !== null && asksAll) {
    const roll = await askPrinter(socket, voice, ASK_ROLL, patience.answer)
    if (roll !== null && (roll & ROLL_END) === ROLL_END) throw new PrinterTrouble('paper-out')
    if (roll !== null) heard.isPaperLow = (roll & ROLL_LOW) !== 0
  }
  const isSettled =
    known.proof !== 'paper-status' || (await settleEarlier(socket, voice, heard, patience))
  if (!isSettled && request.waitsForEarlier) throw new PrinterTrouble('busy')

  await request.begin()
  voice.forget()
  const slow = Math.max(0, bytes.length - FREE_BYTES) * BYTE_MS
  await writeBytes(socket, bytes, voice, patience.write + slow)

  const id = String(randomInt(1_000, 10_000))
  const asksProcess = known.proof === 'process-id' || asksAll
  const asksPaper = isSettled && (known.proof !== 'process-id' || asksAll)
  if (asksProcess) await writeBytes(socket, askProcess(id), voice, patience.write)
  if (asksPaper) {
    heard.unanswered += 1
    await writeBytes(socket, ASK_PAPER, voice, patience.write)
  }
  const isExpected = known.proof === 'process-id' || known.proof === 'paper-status'
  const mayTell = isExpected || asksAll || (known.proof === null && state !== null)
  const proven = await askForProof(voice, id, { asksProcess, asksPaper }, heard, {
    ms: mayTell ? patience.print + slow : patience.answer,
    short: patience.answer,
  })
  if (proven) {
    heard.proof = proven
    return heard
  }

  // Nothing was said: the reason may still be asked, and is no silence.
  if (state !== null && !voice.isGone()) {
    const after = await askPrinter(socket, voice, ASK_STATE, patience.answer)
    if (after !== null) throwForState(after)
  }
  const isDone = known.proof === 'never' && (!voice.isGone() || voice.hasHungUp())
  if (voice.isGone() && !isDone) throw new PrinterTrouble('cut-off')
  if (isExpected && !isLastChance) throw new PrinterTrouble('unconfirmed')
  if (known.proof === null && state !== null && !isLastChance) {
    throw new PrinterTrouble('unconfirmed')
  }

  socket.end()
  const takesAll = await voice.goodbye(
    known.proof === 'closes' ? patience.print + slow : Math.min(GOODBYE_MS, patience.print) + slow,
  )
  if (known.proof === 'closes' && !takesAll && !isLastChance) {
    throw new PrinterTrouble('unconfirmed')
  }
  if (known.proof !== 'never' || asksAll) heard.proof = takesAll ? 'closes' : 'never'
  // Who cannot say so owes no answer.
  heard.unanswered = 0
  return heard
}

/** @throws PrinterTrouble why it does not print now */
function throwForState(state: number): void {
  if (state & COVER) throw new PrinterTrouble('cover-open')
  if (state & PAPER_END) throw new PrinterTrouble('paper-out')
  if (state & ERROR) throw new PrinterTrouble('broken')
}

/** Asks how it is; an answer that another follows at once belonged to an earlier question. */
async function askPrinter(
  socket: Socket,
  voice: Voice,
  question: Uint8Array,
  ms: number,
): Promise<number | null> {
  voice.forget()
  if (!voice.isGone()) socket.write(question)
  let answer = await voice.hear('status', ms)
  for (let next = answer; next !== null; ) {
    next = await voice.hear('status', QUIET_MS)
    answer = next ?? answer
  }
  return answer?.byte ?? null
}

/**
 * Answers to GS r carry no number. Where some may still be on their way from earlier, as many
 * questions are asked and answered one after the other until the last answer can only be to one of
 * ours.
 * @returns false while it is still printing what came before @throws PrinterTrouble cut-off
 */
async function settleEarlier(
  socket: Socket,
  voice: Voice,
  heard: Heard,
  patience: Patience,
): Promise<boolean> {
  if (heard.unanswered === 0) return true
  const needed = heard.unanswered + 1
  for (let answered = 0; answered < needed; answered += 1) {
    if (!voice.isGone()) socket.write(ASK_PAPER)
    const answer = await voice.hear('paper', patience.print)
    if (answer) continue
    heard.unanswered = Math.min(needed, MOST_UNANSWERED)
    if (voice.isGone()) throw new PrinterTrouble('cut-off')
    return false
  }
  while (await voice.hear('paper', patience.answer));
  heard.unanswered = 0
  return true
}

/**
 * @returns what was said about the page, null = nothing in time @throws PrinterTrouble paper-out
 */
async function askForProof(
  voice: Voice,
  id: string,
  asked: { asksProcess: boolean; asksPaper: boolean },
  heard: Heard,
  { ms, short }: { ms: number; short: number },
): Promise<Proof | null> {
  const until = performance.now() + ms
  // Of both questions whichever is answered first.
  let done: Said | null = null
  while (done === null) {
    const left = until - performance.now()
    const step = asked.asksProcess && asked.asksPaper ? Math.min(left, short / 4) : left
    if (asked.asksProcess) done = await voice.hear('process', step, (said) => said.id === id)
    if (done === null && asked.asksPaper) done = await voice.hear('paper', step)
    if (voice.isGone() || performance.now() >= until) break
  }
  if (done?.kind === 'process' && asked.asksPaper) {
    const paper = await voice.hear('paper', short)
    if (paper) hearPaper(paper.byte, heard)
  }
  if (done?.kind === 'paper') {
    hearPaper(done.byte, heard)
    const process = asked.asksProcess && (await voice.hear('process', short, (s) => s.id === id))
    if (process) return 'process-id'
  }
  return done === null ? null : done.kind === 'process' ? 'process-id' : 'paper-status'
}

function hearPaper(byte: number, heard: Heard): void {
  heard.unanswered = Math.max(0, heard.unanswered - 1)
  heard.isPaperLow = (byte & PAPER_LOW) !== 0
  if (byte & PAPER_GONE) throw new PrinterTrouble('paper-out')
}

function connectTo({ ip, port }: PrinterAddress, ms: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: ip, port, noDelay: true })
    const fail = () => {
      clearTimeout(timer)
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

function writeBytes(socket: Socket, bytes: Uint8Array, voice: Voice, ms: number): Promise<void> {
  if (voice.isGone()) return Promise.reject(new PrinterTrouble('cut-off'))
  return new Promise((resolve, reject) => {
    const fail = () => {
      clearTimeout(timer)
      reject(new PrinterTrouble('cut-off'))
    }
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
