// What every deed stands on: the database, the clock, the log. Made once by main.ts, or by a test.

import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { PrismaClient } from '@/prisma/client/client'
import type { CodeSender } from './membership/code-sender/code-sender'
import type { SimulatorMood } from './simulator-mood'

export type Ground = {
  db: PrismaClient
  /** The same connections as `db`, for the statements of the hot paths. */
  pool: Pool
  log: Logger
  /** 32 bytes that never leave the server: seals phones, signs the simulator's callbacks. */
  secret: Buffer
  now: () => Date
  /** How a one-time code reaches a phone. */
  codeSender: CodeSender
  /** Tells the relay that something was committed; without it the relay would find it by polling. */
  nudge: () => void
  /** Where guests reach us, e.g. http://192.168.1.8:3000, for links and QR codes. */
  publicUrl: string
  /** Where the payment platforms are: their own servers, or a sandbox. WeChat's sign-in is at two more. */
  platformUrls: Readonly<
    Record<'wechat' | 'wechatOpen' | 'wechatApi' | 'alipay' | 'stripe', string>
  >
  /** A secret of the environment by its name, such as WECHAT_MAIN_PRIVATE_KEY; asked when it is used, kept nowhere. */
  secretNamed: (name: string) => string | undefined
  /** How the simulated platform misbehaves; without it, it is calm. */
  simulator?: SimulatorMood | undefined
}
