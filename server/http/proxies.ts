// Whose word about a request is believed. Everybody may write X-Forwarded-For, -Proto and -Host;
// only what a trusted proxy wrote counts, read from the right, where the nearest one wrote. Without
// TRUSTED_PROXIES nothing forwarded is believed.

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { isOwnAddress } from '../access/own-network'

type Range = [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number]

/** Named addresses and ranges, or how many proxies a request passes on its way. */
export type Proxies = { ranges: readonly Range[] } | { hops: number }

export const NO_PROXIES: Proxies = { ranges: [] }

export function believesNobody(proxies: Proxies): boolean {
  return 'ranges' in proxies && proxies.ranges.length === 0
}

const MAXIMUM_HOPS = 10

const NAMED: ReadonlyMap<string, readonly string[]> = new Map([
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fe80::/10']],
])

/** `loopback, 10.0.0.7, 10.1.0.0/16` or a count such as `1`; null for anything else. */
export function proxiesIn(text: string): Proxies | null {
  if (/^\d{1,2}$/.test(text.trim())) {
    const hops = Number(text)
    return hops >= 1 && hops <= MAXIMUM_HOPS ? { hops } : null
  }
  const ranges: Range[] = []
  for (const part of text.split(',').map((each) => each.trim().toLowerCase())) {
    for (const written of NAMED.get(part) ?? [part]) {
      const range = rangeIn(written)
      if (!range) return null
      ranges.push(range)
    }
  }
  return { ranges }
}

function rangeIn(text: string): Range | null {
  const [address = '', bits, ...more] = text.split('/')
  const plain = plainAddress(address)
  if (!plain || more.length > 0) return null
  const parsed = ipaddr.parse(plain)
  const most = parsed.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [parsed, most]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [parsed, Number(bits)] : null
}

/**
 * One spelling for each address: IPv4 also where it is wrapped in IPv6, IPv6 compressed and without
 * its zone; else null.
 */
export function plainAddress(text: string): string | null {
  if (isIP(text) === 0) return null
  const [address = ''] = text.split('%')
  return ipaddr.process(address).toString()
}

export function isLoopback(ip: string): boolean {
  const plain = plainAddress(ip)
  return plain !== null && ipaddr.parse(plain).range() === 'loopback'
}

/** What limits count as one address: an IPv6 household or phone has a whole /64 to write from. */
export function addressGroup(ip: string): string {
  const plain = plainAddress(ip)
  if (!plain) return 'unknown'
  const parsed = ipaddr.parse(plain)
  if (!(parsed instanceof ipaddr.IPv6)) return plain
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/64`).toString()}/64`
}

type Facts = {
  /** Who is connected to us; undefined when it is not known, as on a socket that is gone. */
  peer: string | undefined
  /** Whether that connection itself is TLS. */
  isEncrypted: boolean
  headers: Readonly<Record<string, string | string[] | undefined>>
}

export type Source = {
  ip: string
  isSecure: boolean
  host: string
  /**
   * Whether somebody says that the request came through them whose word is not believed: then `ip`
   * may be theirs, not the asker's.
   */
  isRelayed: boolean
}

/** What else proxies write of whom they speak for. */
const SPOKEN_FOR = [
  'forwarded',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'x-forwarded-host',
  'x-forwarded-proto',
  'via',
]

/**
 * Where a request comes from: the address ('' when unknown), whether it was encrypted, and the host
 * it asked for.
 */
export function sourceOf(proxies: Proxies, { peer, isEncrypted, headers }: Facts): Source {
  const forwarded = listIn(headers['x-forwarded-for'])
  let ip = plainAddress(peer ?? '') ?? ''
  let passed = 0
  let believed = 0
  while (isTrusted(proxies, ip, passed)) {
    passed += 1
    const before = forwarded.at(-passed)
    const address = before === undefined ? null : plainAddress(withoutPort(before))
    // Beyond a word that is none nobody knows who wrote what.
    if (!address) break
    ip = address
    believed += 1
  }
  const isRelayed =
    forwarded.length > believed ||
    (passed === 0 && (SPOKEN_FOR.some((name) => headers[name]) || isFromElsewhere(headers)))

  const own = { isSecure: isEncrypted, host: onlyHeader(headers.host) ?? '' }
  if (passed === 0) return { ip, isRelayed, ...own }
  const proto = writtenBy(listIn(headers['x-forwarded-proto']), passed)?.toLowerCase()
  const host = writtenBy(listIn(headers['x-forwarded-host']), passed)
  return {
    ip,
    isRelayed,
    isSecure: proto === 'https' || proto === 'http' ? proto === 'https' : own.isSecure,
    host: host && HOST.test(host) ? host.toLowerCase() : own.host,
  }
}

/**
 * Whether a page at an address of the world asks for another host: a proxy stands between that says
 * nothing of itself, and whoever asks may be anybody.
 */
function isFromElsewhere({ origin, host }: Facts['headers']): boolean {
  const page = onlyHeader(origin) ?? ''
  if (!/^https?:\/\//.test(page) || !URL.canParse(page)) return false
  const { hostname, host: own } = new URL(page)
  return (
    own !== onlyHeader(host) &&
    !isOwnAddress(hostname.replace(/^\[|\]$/g, '')) &&
    !OWN_NAME.test(hostname)
  )
}

/** Names that only a house's own network knows. */
const OWN_NAME = /^([^.:]+|.+\.(localhost|local|lan|internal|home\.arpa))$/

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

export function isTrusted(proxies: Proxies, ip: string, passed: number): boolean {
  if ('hops' in proxies) return passed < proxies.hops
  if (!ip) return false
  const address = ipaddr.parse(ip)
  return proxies.ranges.some(
    ([range, bits]) => range.kind() === address.kind() && address.match(range, bits),
  )
}

/**
 * What the farthest trusted proxy wrote: nearer ones may have added theirs, or replaced the whole.
 */
function writtenBy(words: readonly string[], passed: number): string | undefined {
  return words[Math.max(0, words.length - passed)]
}

function listIn(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : header
  return text === undefined ? [] : text.split(',').map((word) => word.trim())
}

function onlyHeader(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

/** Some proxies write the port along: `203.0.113.9:4711`, `[2001:db8::1]:4711`. */
function withoutPort(word: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(word)
  return bracketed?.[1] ?? word.replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1')
}
