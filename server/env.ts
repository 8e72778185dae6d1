// The environment, all of it optional, read once. A value that makes no sense is one clear sentence, not a stack.

import { z } from 'zod'
import { moodIn } from './simulator-mood'

const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3_000),
  HOST: z.string().min(1).default('0.0.0.0'),
  /** Where guests reach us from outside, when that is not this machine's own address. */
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  /** A PostgreSQL of your own (15 or newer); without it Fanzhuo runs its own. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .refine(URL.canParse)
    .optional(),
  /** Between several processes on one DATABASE_URL; one process needs none. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .refine(URL.canParse)
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(4).max(200).default(10),
  /** 32 bytes as 64 hex digits; without it one is made and kept in the data folder. */
  SECRET: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional(),
  /** How the simulated payment platform misbehaves; without it, it is calm. */
  SIMULATOR: z.string().transform(moodIn).optional(),
  DEMO: z.enum(['on', 'off']).default('on'),
  /** How one-time codes reach a phone: `log` only writes them to the terminal, `http` posts them to your own gateway. */
  CODE_SENDER: z.enum(['log', 'http']).default('log'),
  CODE_SENDER_URL: z
    .string()
    .regex(/^https?:\/\//)
    .refine(URL.canParse)
    .optional(),
  CODE_SENDER_SECRET: z.string().min(16).optional(),
  /** The payment platforms' servers; others are for sandboxes. */
  WECHAT_PAY_URL: z.url({ protocol: /^https?$/ }).default('https://api.mch.weixin.qq.com'),
  /** Where WeChat's browser says who pays, and where we ask whose word that was. */
  WECHAT_OPEN_URL: z.url({ protocol: /^https?$/ }).default('https://open.weixin.qq.com'),
  WECHAT_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.weixin.qq.com'),
  ALIPAY_URL: z.url({ protocol: /^https?$/ }).default('https://openapi.alipay.com/gateway.do'),
  STRIPE_URL: z.url({ protocol: /^https?$/ }).default('https://api.stripe.com'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
})

export type Env = z.infer<typeof schema>

const WANTED: Record<keyof Env, string> = {
  PORT: 'a port number from 1 to 65535',
  HOST: 'an address to listen on',
  PUBLIC_URL: 'an address such as https://order.example.com',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'an address such as postgresql://user:password@host:5432/database',
  REDIS_URL: 'an address such as redis://host:6379',
  DATABASE_POOL: 'a number from 4 to 200',
  SECRET: '64 hex digits',
  SIMULATOR:
    'like seed=7,lose=0.3,double=0.3,delay=2000,shuffle=0.3,fail=0.05,timeout=0.05 (chances from 0 to 1, delay in ms)',
  DEMO: 'on or off',
  CODE_SENDER: 'log or http',
  CODE_SENDER_URL: 'an address such as https://sms.example.com/codes',
  CODE_SENDER_SECRET: 'at least 16 characters',
  WECHAT_PAY_URL: 'an address such as https://api.mch.weixin.qq.com',
  WECHAT_OPEN_URL: 'an address such as https://open.weixin.qq.com',
  WECHAT_API_URL: 'an address such as https://api.weixin.qq.com',
  ALIPAY_URL: 'an address such as https://openapi.alipay.com/gateway.do',
  STRIPE_URL: 'an address such as https://api.stripe.com',
  LOG_LEVEL: 'fatal, error, warn, info, debug, trace or silent',
  NODE_ENV: 'production, development or test',
}

/** What the terminal never shows. */
const HIDDEN = new Set<keyof Env>([
  'DATABASE_URL',
  'REDIS_URL',
  'SECRET',
  'CODE_SENDER_URL',
  'CODE_SENDER_SECRET',
])

/** @throws StartError naming the variable and what it should be */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const name = read.error.issues[0]?.path[0] as keyof Env
  const is = HIDDEN.has(name) ? '' : `; it is "${source[name]}"`
  throw new StartError(`${name} should be ${WANTED[name]}${is}.`)
}

/** Why Fanzhuo cannot start, as a sentence for the owner that says what to do. */
export class StartError extends Error {}
