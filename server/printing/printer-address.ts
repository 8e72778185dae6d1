// Where a printer may stand: another machine in the network. Not this machine, nor the addresses by
// which clouds tell a machine its secrets: a printer's address is whatever somebody typed, and we
// connect to it.

import { lookup } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

/** Networks of other machines; all other kinds are this one, everybody, nobody, or a way around. */
const OTHERS: ReadonlySet<string> = new Set([
  'unicast',
  'private',
  'uniqueLocal',
  'carrierGradeNat',
])

/** Where clouds serve a machine's own secrets, beside the link-local 169.254.169.254. */
const METADATA = ['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254']

/**
 * @param address an IP address in any spelling, IPv4 in IPv6 too
 * @param isHereAllowed whether this machine itself is a place for a printer
 */
export function mayPrinterBeAt(address: string, isHereAllowed: boolean): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  const normal = parsed.toString()
  const isOurs = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .some((each) => ipaddr.process(each.address).toString() === normal)
  if (isOurs || parsed.range() === 'loopback') return isHereAllowed
  return OTHERS.has(parsed.range()) && !METADATA.includes(normal)
}

/**
 * An address that could be no printer's: told when it is typed. A name is only known when it is
 * called.
 */
export function isForbiddenHost(host: string, isHereAllowed: boolean): boolean {
  return ipaddr.isValid(host) && !mayPrinterBeAt(host, isHereAllowed)
}

/** No address of a name is one where a printer may be. */
export class ForbiddenAddress extends Error {}

/** An address as it is called: of all its spellings one. */
export type PrinterAddress = { ip: string; port: number }

/**
 * What somebody wrote down as a printer's place: an IP address or a name, trimmed and without the
 * brackets of a URL.
 */
export const hostOf = (written: string) => written.trim().replace(/^\[(.*)\]$/, '$1')

/**
 * Whether this could be a printer's place: an IPv4 address of four whole numbers, an IPv6 address,
 * or a name of the network.
 */
export function isHost(host: string): boolean {
  if (host.includes(':')) return ipaddr.IPv6.isValid(host)
  const parts = host.replace(/\.$/, '').split('.')
  const last = parts.at(-1) ?? ''
  // What ends like a number is one: names that do are not looked up anywhere.
  if (/^(\d+|0x[\da-f]*)$/i.test(last)) return ipaddr.IPv4.isValidFourPartDecimal(host)
  const isLabel = (label: string) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)
  return host.length <= 253 && parts.every(isLabel)
}

/**
 * Every address of a printer's place where one may be, so that what is called is what was looked
 * at.
 * @throws ForbiddenAddress where there are only others; whatever node:dns throws
 */
export async function addressesOf(
  { host, port }: { host: string; port: number },
  isHereAllowed: boolean,
): Promise<PrinterAddress[]> {
  const found = ipaddr.isValid(host) ? [{ address: host }] : await lookup(host, { all: true })
  const allowed = found.filter(({ address }) => mayPrinterBeAt(address, isHereAllowed))
  if (allowed.length === 0) throw new ForbiddenAddress()
  const ips = new Set(allowed.map(({ address }) => ipaddr.process(address).toString()))
  return Array.from(ips, (ip) => ({ ip, port }))
}
