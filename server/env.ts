// The environment, all of it optional, read once. A value that makes no sense is one clear
// sentence, not a stack.

import { z } from 'zod'
import { meant } from '@/setup/meant.mjs'
import {
  databaseAddress,
  folder,
  listenAddress,
  ownAddress,
  pagePort,
  redisAddress,
  secretDigits,
  strayNames,
  webAddress,
  whole,
  word,
  zone,
} from './env-values'
import { NO_PROXIES, proxiesIn } from './http/proxies'
import { moodIn } from './simulator-mood'

type Said = {
  /** For whoever reads `.env.example`: what it does, and what happens without it. */
  about: string
  /** The end of the sentence "NAME should be …". */
  wanted: string
  /** The terminal never shows what it is. */
  isSecret?: true
}
const said = z.registry<Said>()

const schema = z.object({
  PORT: pagePort
    .default(3_000)
    .register(said, { about: 'The port of everything.', wanted: 'a port number from 1 to 65535' }),
  HOST: listenAddress.default('0.0.0.0').register(said, {
    about: 'The address of this machine to listen on; all of IPv4 by default, :: with IPv6.',
    wanted: 'an address of this machine to listen on, such as 0.0.0.0, 127.0.0.1 or ::',
  }),
  PUBLIC_URL: ownAddress.optional().register(said, {
    about:
      'Where people find the house when that is not this machine’s own address: QR codes point there, and its pages are ours behind any proxy.',
    wanted: 'an address such as https://order.example.com',
  }),
  TRUSTED_PROXIES: z
    .string()
    .transform((text, context) => {
      const proxies = proxiesIn(text)
      if (!proxies) context.addIssue({ code: 'custom', message: '' })
      else if (/\/0+\s*(,|$)/.test(text)) {
        context.addIssue({ code: 'custom', message: 'that is everybody: name the proxy itself' })
      }
      return proxies ?? NO_PROXIES
    })
    .default(NO_PROXIES)
    .register(said, {
      about:
        'Behind a proxy: whose X-Forwarded-… is believed, by address, range or number; nobody’s without it.',
      wanted:
        'addresses and ranges such as loopback,10.0.0.7,10.1.0.0/16, or how many proxies there are, from 1 to 10',
    }),
  DATA_DIR: folder.default('.data').register(said, {
    about: 'Database, pictures, secrets and backups: all that has to be kept.',
    wanted: 'a folder',
  }),
  DATABASE_URL: databaseAddress.optional().register(said, {
    about:
      'A PostgreSQL of your own, 15 or newer, instead of the built-in one. A pooler before it must keep a session for each connection.',
    wanted: 'an address such as postgresql://user:password@host:5432/database',
    isSecret: true,
  }),
  REDIS_URL: redisAddress.optional().register(said, {
    about: 'Between several processes on one DATABASE_URL; one process needs none.',
    wanted: 'an address such as redis://host:6379',
    isSecret: true,
  }),
  DATABASE_POOL: whole(4, 200)
    .default(10)
    .register(said, { about: 'Connections to the database.', wanted: 'a number from 4 to 200' }),
  SECRET: secretDigits.optional().register(said, {
    about:
      'Seals members’ phones. Without it one is made and kept in the data folder; several processes need the same.',
    wanted: '64 hex digits',
    isSecret: true,
  }),
  SIMULATOR: z
    .string()
    .toLowerCase()
    .transform((text, issues) => (text === 'on' || text === 'off' ? text : moodIn(text, issues)))
    .optional()
    .register(said, {
      about:
        'Whose bills simulated money pays: nobody’s, everybody’s, or everybody’s with a platform that misbehaves so. Without it the demo’s, until it has a real account.',
      wanted:
        'on, off, or like seed=7,lose=0.3,double=0.3,delay=2000,shuffle=0.3,fail=0.05,timeout=0.05 (chances from 0 to 1, delay in ms)',
    }),
  DEMO: word(['on', 'off']).default('on').register(said, {
    about:
      'Off starts with an empty database instead of the demo restaurant, and lets nobody in with a demo password.',
    wanted: 'on or off',
  }),
  CODE_SENDER: word(['log', 'http']).default('log').register(said, {
    about:
      'How members’ one-time codes reach a phone: log only writes them to the terminal, http posts them to your own gateway.',
    wanted: 'log or http',
  }),
  CODE_SENDER_URL: webAddress.optional().register(said, {
    about:
      'Your SMS gateway: gets {phone, code, language, minutes} as JSON, answers 2xx within 5 s.',
    wanted: 'an address such as https://sms.example.com/codes',
    isSecret: true,
  }),
  CODE_SENDER_SECRET: z.string().min(16).optional().register(said, {
    about: 'Signs what is posted there: X-Fanzhuo-Signature is the HMAC-SHA256 of time and body.',
    wanted: 'at least 16 characters',
    isSecret: true,
  }),
  WECHAT_PAY_URL: webAddress.default('https://api.mch.weixin.qq.com').register(said, {
    about: 'WeChat Pay’s server; another one is for its sandbox.',
    wanted: 'an address such as https://api.mch.weixin.qq.com',
  }),
  WECHAT_OPEN_URL: webAddress.default('https://open.weixin.qq.com').register(said, {
    about: 'Where WeChat’s browser says who pays.',
    wanted: 'an address such as https://open.weixin.qq.com',
  }),
  WECHAT_API_URL: webAddress.default('https://api.weixin.qq.com').register(said, {
    about: 'Where we ask whose word that was.',
    wanted: 'an address such as https://api.weixin.qq.com',
  }),
  ALIPAY_URL: webAddress.default('https://openapi.alipay.com/gateway.do').register(said, {
    about: 'Alipay’s server; another one is for its sandbox.',
    wanted: 'an address such as https://openapi.alipay.com/gateway.do',
  }),
  STRIPE_URL: webAddress.default('https://api.stripe.com').register(said, {
    about: 'Stripe’s server.',
    wanted: 'an address such as https://api.stripe.com',
  }),
  PRINTERS_ON_THIS_MACHINE: word(['on', 'off']).default('off').register(said, {
    about:
      'Whether a printer may be reached on this very machine, e.g. one bridged from USB; otherwise such an address is refused.',
    wanted: 'on or off',
  }),
  BACKUPS: word(['on', 'off']).default('on').register(said, {
    about: 'Off makes none by itself: not at night, before an update, nor before the demo goes.',
    wanted: 'on or off',
  }),
  BACKUP_DIR: folder.optional().register(said, {
    about: 'Where backups go, backups in the data folder otherwise; better another disk.',
    wanted: 'a folder, such as /mnt/stick/fanzhuo',
  }),
  BACKUP_KEEP: whole(1, 1_000).default(14).register(said, {
    about: 'How many backups of each kind are kept.',
    wanted: 'a number from 1 to 1000',
  }),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/)
    .optional()
    .register(said, {
      about:
        'With Authorization: Bearer … another machine may read /metrics and the deep check; this one always may.',
      wanted: '16 characters or more, without spaces',
      isSecret: true,
    }),
  LOG_LEVEL: word(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('warn')
    .register(said, {
      about: 'What the log says.',
      wanted: 'fatal, error, warn, info, debug, trace or silent',
    }),
  NODE_ENV: word(['production', 'development', 'test']).default('production').register(said, {
    about: 'For who works on Fanzhuo.',
    wanted: 'production, development or test',
  }),
  TZ: zone.optional().register(said, {
    about: 'The machine’s zone, which only the clock of its own log hangs on.',
    wanted: 'a zone such as Asia/Shanghai, or not set',
  }),
})

export type Env = z.infer<typeof schema>

const NAMES = Object.keys(schema.shape) as (keyof Env)[]

function saidOf(name: keyof Env): Said {
  const words = said.get(schema.shape[name])
  if (!words) throw new Error(`${name} has no words`)
  return words
}

/**
 * Every setting with its words; `usual` is what it is when nobody sets it, null = nothing that can
 * be written.
 */
export function settings(): (Said & { name: string; usual: string | null })[] {
  const usual: Record<string, unknown> = schema.parse({})
  return NAMES.map((name) => {
    const value = usual[name]
    const isWritten = typeof value === 'string' || typeof value === 'number'
    return { name, usual: isWritten ? String(value) : null, ...saidOf(name) }
  })
}

/** What zod says where we said nothing. */
const NOTHING_SAID = 'Invalid input'

/**
 * Reads the environment; what is empty counts as not set.
 * @throws StartError with a sentence for each variable that cannot be right, naming it and what it
 *   should be
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given: Record<string, string> = {}
  for (const name of NAMES) {
    const value = meant(source[name] ?? '')
    if (value !== '') given[name] = value
  }
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const faults = new Map<unknown, string>()
  for (const { path, code, message } of read.error.issues) {
    const isOurs = code === 'custom' && message !== NOTHING_SAID
    if (!faults.has(path[0])) faults.set(path[0], isOurs ? message : '')
  }
  const sentences = NAMES.filter((name) => faults.has(name)).map((name) => {
    const { wanted, isSecret } = saidOf(name)
    const is = isSecret ? '' : `; it is "${given[name]}"`
    const fault = faults.get(name)
    return `${name} should be ${wanted}${is}${fault && `: ${fault}`}.`
  })
  throw new StartError(sentences.join(' '))
}

/** What looks like a setting of ours in an environment and is none, each as a sentence. */
export function strayHints(source: Readonly<Record<string, string | undefined>>): string[] {
  return strayNames(source, NAMES).map(
    ({ given, meant }) => `${given} is no setting of Fanzhuo and is not read. Is ${meant} meant?`,
  )
}

/**
 * Whose bills simulated money may pay; the demo's data started with DEMO=off is a house of its own.
 */
export function simulatorReachOf({ SIMULATOR, DEMO }: Pick<Env, 'SIMULATOR' | 'DEMO'>) {
  if (SIMULATOR === undefined) return DEMO === 'on' ? 'demo' : 'nowhere'
  return SIMULATOR === 'off' ? 'nowhere' : 'every-store'
}

/** Why Fanzhuo cannot start, as a sentence for the owner that says what to do. */
export class StartError extends Error {}
