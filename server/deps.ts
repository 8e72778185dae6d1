// What every command stands on: the database, the clock, the log. Made once by main.ts, or by a
// test.

import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Count } from '@/domain/limits'
import type { SimulatorReach } from '@/domain/platforms'
import type { PrismaClient } from '@/prisma/client/client'
import type { Backups } from './backups/nightly'
import type { DeepCheck } from './deep-check'
import type { Proxies } from './http/proxies'
import type { CodeSender } from './membership/code-sender/code-sender'
import type { Room } from './room'
import type { SimulatorMood } from './simulator-mood'

export type Deps = {
  db: PrismaClient
  /** The same connections as `db`, for the statements of the hot paths. */
  pool: Pool
  log: Logger
  /** The folder that is served at /pictures. */
  picturesDir: string
  /** Whether there is room to write. */
  room: Room
  /** Whether the house is backed up. */
  backups: Pick<Backups, 'isOn' | 'trouble' | 'newestAt' | 'keepDemo' | 'demo'>
  /** Whether the books balance. */
  books: Pick<DeepCheck, 'look' | 'broken' | 'told'>
  /** 32 bytes that never leave the server: seals phones, signs the simulator's callbacks. */
  secret: Buffer
  now: () => Date
  /** How a one-time code reaches a phone. */
  codeSender: CodeSender
  /**
   * Tells the relay that something was committed; without it the relay would find it by polling.
   */
  nudge: () => void
  /** Where guests reach us, e.g. http://192.168.1.8:3000, for links and QR codes. */
  publicUrl: string
  /** Whose word is believed about where a request comes from. */
  proxies: Proxies
  /** What this process counted for the table of limits. */
  counts: Map<string, Count>
  /**
   * Where the payment platforms are: their own servers, or a sandbox. WeChat's sign-in is at two
   * more.
   */
  platformUrls: Readonly<
    Record<'wechat' | 'wechatOpen' | 'wechatApi' | 'alipay' | 'stripe', string>
  >
  /** Whether this very machine is a place for a printer, such as one bridged from USB. */
  printersOnThisMachine: boolean
  /**
   * A secret of the environment by its name, such as WECHAT_MAIN_PRIVATE_KEY; asked when it is
   * used, kept nowhere.
   */
  secretNamed: (name: string) => string | undefined
  /**
   * Whether the demo's passwords, which anybody can read, may open anything: DEMO is on and
   * PUBLIC_URL does not invite the world.
   */
  takesDemoPasswords: boolean
  /**
   * What lets a program of another machine see /metrics and the deep check; without it only this
   * machine may.
   */
  metricsToken?: string | undefined
  /** Whose bills simulated money may pay. */
  simulatorReach: SimulatorReach
  /**
   * How long somebody waits for a platform to end a payment before what they want is done without
   * it, in ms; 1,500 without it.
   */
  platformPatienceMs?: number | undefined
  /** How the simulated platform misbehaves; without it, it is calm. */
  simulator?: SimulatorMood | undefined
}
