// Whether somebody asks from this machine or from its own network, as far as that can be known:
// never where the word of a proxy that is not believed stands between, and never from a carrier's
// shared addresses, behind which are strangers.

import ipaddr from 'ipaddr.js'
import type { Context } from '../context'

const OWN = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal'])

export function asksFromOwnNetwork({ ip, isRelayed }: Pick<Context, 'ip' | 'isRelayed'>): boolean {
  return !isRelayed && isOwnAddress(ip)
}

/** @param ip IPv4, also wrapped in IPv6, or IPv6, also with a zone; anything else is not ours */
export function isOwnAddress(ip: string): boolean {
  const [address = ''] = ip.split('%')
  return ipaddr.isValid(address) && OWN.has(ipaddr.process(address).range())
}
