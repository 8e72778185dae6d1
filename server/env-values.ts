// How a setting is read that somebody typed: without the quotes and blanks that other programs
// leave around it, and never half understood. What is wrong with one is said as the rest of the
// sentence "NAME should be … ; …".

import { isIP } from 'node:net'
import { parse as parsePath, relative, resolve, sep } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/**
 * Decimal digits and nothing else: `3e3` and `0x10` are numbers to a program, not to who reads
 * them.
 */
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most)

/**
 * What browsers open nothing at, whatever answers there
 * (https://fetch.spec.whatwg.org/#port-blocking).
 */
const BLOCKED_PORTS = new Set(
  (
    '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 161 ' +
    '179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 ' +
    '5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  )
    .split(' ')
    .map(Number),
)

/** A port that pages can be at. */
export const pagePort = whole(1, 65_535).superRefine((port, issues) => {
  if (!BLOCKED_PORTS.has(port)) return
  issues.addIssue({ code: 'custom', message: 'browsers refuse to open that one, take another' })
})

/** One of some words, in capitals or not. */
export const word = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.string().toLowerCase().pipe(z.enum(words))

/** What a value lacks, as a clause that says what to write instead; null when it is right. */
type Fault = (value: string) => string | null

/** A text without faults. */
const faultless = (fault: Fault) =>
  z.string().superRefine((value, issues) => {
    const message = fault(value)
    if (message !== null) issues.addIssue({ code: 'custom', message })
  })

/** An address of a server of ours or another's, reached over HTTP. */
export const webAddress = faultless((value) => {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return 'write the scheme too, http:// or https://'
  if (!/^https?:\/\//i.test(value)) return 'only http:// and https:// are spoken there'
  return URL.canParse(value) ? null : ''
})

/** Scheme, name and port, as a browser shows them; kept as an origin. */
export const ownAddress = webAddress
  .superRefine((value, issues) => {
    const message = URL.canParse(value) ? faultOfOwn(new URL(value), value) : null
    if (message !== null) issues.addIssue({ code: 'custom', message })
  })
  .transform((value) => (URL.canParse(value) ? new URL(value).origin : value))

function faultOfOwn(url: URL, written: string): string | null {
  const { origin, hostname, port, pathname, search, hash, username, password } = url
  if (/^https?$/.test(hostname) && pathname.startsWith('//')) return 'http:// stands there twice'
  if (/[,;|]/.test(hostname)) return 'one address only, the one that phones open'
  const isName = /^[a-z0-9_]([\w-]*[a-z0-9_])?(\.[a-z0-9_]([\w-]*[a-z0-9_])?)*\.?$/i.test(hostname)
  if (!isName && !hostname.startsWith('[')) return 'that is no name and no address'
  // `192.168.1` is 192.168.0.1 to a program, and another machine to who wrote it.
  if (isIP(hostname) === 4 && !written.includes(hostname))
    return 'an IPv4 address has four numbers from 0 to 255'
  if (port === '0' || BLOCKED_PORTS.has(Number(port || 443)))
    return `browsers refuse to open port ${port}`
  if (username || password) return `it carries no login: write ${origin}`
  if (pathname !== '/') {
    return `Fanzhuo cannot be below a path: give it a name or a port of its own, and write ${origin}`
  }
  if (search || hash) return `nothing follows the name: write ${origin}`
  if (hostname === '0.0.0.0' || hostname === '[::]')
    return 'nobody can open that: write the name or address that phones open'
  return null
}

/** Addresses that many share, or none has. */
const MANY: ReadonlySet<string> = new Set(['multicast', 'broadcast', 'reserved'])

/** Where to listen: a name or an address of this machine. IPv6 may be in brackets. */
export const listenAddress = faultless((value) => {
  const bare = value.replace(/^\[(.*)\]$/, '$1')
  if (/:\/\//.test(value)) return 'without http://; what people open is PUBLIC_URL'
  if (value === '*') return 'for all of this machine’s addresses write 0.0.0.0, or :: with IPv6'
  const address = bare.split('%')[0] ?? ''
  if (isIP(address) !== 0) {
    const isOne = !MANY.has(ipaddr.process(address).range())
    return isOne ? null : 'that is no machine’s own address'
  }
  if (/^[^:]+:\d+$/.test(value) || /\]:\d+$/.test(value)) return 'the port is PORT'
  if (/^[\d.]+$/.test(value)) return 'an IPv4 address has four numbers from 0 to 255'
  return /^[a-z0-9_](?:[\w.-]{0,252})$/i.test(value) ? null : 'one name or address, nothing else'
}).transform((value) => value.replace(/^\[(.*)\]$/, '$1'))

/** What belongs to the program in its own folder, and goes with it when it is updated. */
const PROGRAM =
  /^(app|bench|components|dist|docs|domain|e2e|node_modules|prisma|public|server|setup|test-results|playwright-report|\..*)$/
const DEFAULT_FOLDER = '.data'

export const folder = faultless((value) => {
  if (/^~|\$\w|\$\{|%\w+%/.test(value))
    return 'nothing here puts in what ~, $ or % stand for: write the whole path'
  if (value.includes('\0')) return 'a path has no zero byte'
  if (/^(file|https?):\/\//i.test(value)) return 'a path, not an address'
  const { root, dir, base } = parsePath(value)
  if (root !== '' && dir === root && base === '') return 'a folder of its own, not the whole disk'
  const steps = relative(resolve('.'), resolve(value)).split(sep)
  if (steps.every((step) => step === '' || step === '..'))
    return 'a folder of its own, not the one that Fanzhuo itself is in'
  const first = steps[0] ?? ''
  // Moved away by one update, and deleted by the next.
  return PROGRAM.test(first) && first !== '..' && first !== DEFAULT_FOLDER
    ? `${first} belongs to Fanzhuo itself and is replaced by updates: a folder of its own`
    : null
})

export const databaseAddress = faultless((value) => {
  if (!/^postgres(ql)?:\/\//.test(value)) return ''
  if (!URL.canParse(value) || new URL(value).hash) {
    return 'signs such as # / @ ? in a password are written as %23 %2F %40 %3F'
  }
  const { pathname } = new URL(value)
  return pathname.length > 1 ? null : 'the name of the database follows the host: …:5432/fanzhuo'
})

export const redisAddress = faultless((value) =>
  /^rediss?:\/\//.test(value) && URL.canParse(value) && new URL(value).hostname ? null : '',
)

/** 32 bytes in hex that somebody or something chose at random. */
export const secretDigits = faultless((value) => {
  if (!/^[0-9a-f]{64}$/i.test(value)) return ''
  return /^(.)\1+$/.test(value)
    ? 'one digit again and again is no secret: openssl rand -hex 32 makes one'
    : null
})

/** A zone by its IANA name, or as POSIX writes one with its distance from UTC. */
export const zone = faultless((value) => {
  if (/^[:<]|[a-z]{3,}[+-]?\d/i.test(value)) return null
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return null
  } catch {
    return ''
  }
})

/** Names in an environment that look like one of ours and are none. */
export function strayNames(
  source: Readonly<Record<string, string | undefined>>,
  ours: readonly string[],
): { given: string; meant: string }[] {
  return Object.keys(source).flatMap((given) => {
    if (ours.includes(given)) return []
    const plain = given
      .toUpperCase()
      .replaceAll('-', '_')
      .replace(/^(FANZHUO|APP)_/, '')
    const found = ours.find((name) => plain === name || isNear(plain, name))
    return found ? [{ given, meant: found }] : []
  })
}

/** Short names are near to too much that is somebody else's. */
function isNear(one: string, other: string): boolean {
  if (other.length < 7 || Math.abs(one.length - other.length) > 2) return false
  return single(one) === single(other) || distance(one, other) <= 2
}

const single = (name: string) => name.replace(/(IES|Y|S)$/, '')

/** How many letters were left out, put in, changed or swapped with their neighbour. */
function distance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped && row > 1 && column > 1
          ? (before[column - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = next
  }
  return last[other.length] ?? 0
}
