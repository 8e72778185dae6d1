// Where this machine can be reached, best first: a guest's phone is in the network that the
// machine's default route leads to, never in Docker's, a virtual machine's or a VPN's.

import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { networkInterfaces, release } from 'node:os'
import ipaddr from 'ipaddr.js'
import type { Env } from './env'
import { isLoopback, plainAddress } from './http/proxies'

/** One address of one network card. */
export type Card = { name: string; address: string }

export type Addresses = {
  /** Where guests' phones reach the house, as an origin. */
  publicUrl: string
  /** Where it is on this very machine. */
  here: string
  /** Where else it may be reached. */
  others: { url: string; card: string }[]
  /** Why phones may not reach `publicUrl`, and what to set; null when nothing speaks against it. */
  hint: string | null
}

/**
 * Bridges and ends of machines inside this one; where the default route leads through one, it is
 * the network's own.
 */
const INNER =
  /^(docker|br-|bridge|veth|vnet|virbr|lxc|lxd|incus|podman|cni|flannel|cali|kube|vmnet|vboxnet|dummy|awdl|llw|anpi|ap\d)|virtualbox|vmware|vethernet|hyper-v|wsl/i
/** Ways into other networks; a default route through one says nothing of the phones here. */
const TUNNEL =
  /^(tun|tap|utun|wg|ppp|ipsec|gif|stf|zt|ham|nordlynx|proton|cloudflare|warp)|tailscale|zerotier|wireguard|openvpn|vpn/i

/** Addresses that phones may reach, best first, and those that only look so. */
export function rankAddresses(
  cards: readonly Card[],
  defaultCard: string | null,
): { reachable: Card[]; inner: Card[] } {
  const isInner = ({ name, address }: Card) =>
    TUNNEL.test(name) ||
    (INNER.test(name) && name !== defaultCard) ||
    ipaddr.parse(address).range() === 'carrierGradeNat'
  const badness = ({ name, address }: Card) => {
    const range = ipaddr.parse(address).range()
    return (
      (range === 'linkLocal' ? 8 : 0) +
      (name === defaultCard ? 0 : 4) +
      (isIP(address) === 6 ? 2 : 0) +
      (range === 'private' || range === 'uniqueLocal' ? 0 : 1)
    )
  }
  const sorted = cards
    // A browser on a phone cannot say by which card it means a link-local IPv6 address.
    .filter(
      ({ address }) => !(isIP(address) === 6 && ipaddr.parse(address).range() === 'linkLocal'),
    )
    .toSorted((a, b) => badness(a) - badness(b))
  return { reachable: sorted.filter((card) => !isInner(card)), inner: sorted.filter(isInner) }
}

/** The card of the best default route in Linux's table of IPv4 routes; null when there is none. */
export function defaultCardIn(routes: string): string | null {
  const defaults = routes
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([name = '', destination, , flags, , , , mask]) => {
      const isUp = (Number.parseInt(flags ?? '0', 16) & 1) === 1
      return isUp && destination === '00000000' && mask === '00000000' && !TUNNEL.test(name)
    })
    .toSorted((a, b) => Number(a[6]) - Number(b[6]))
  return defaults[0]?.[0] ?? null
}

/** @param machine as this machine is; a test has others */
export async function addressesOf(env: Env, machine: Machine = thisMachine): Promise<Addresses> {
  const at = (address: string) =>
    `http://${isIP(address) === 6 ? `[${address}]` : address}:${env.PORT}`
  const { HOST } = env
  const plain = plainAddress(HOST) ?? HOST
  const isOpen = plain === '0.0.0.0' || plain === '::'
  const isHereOnly = HOST === 'localhost' || isLoopback(HOST)
  const here = isOpen || isHereOnly ? (plain === '::1' ? at(plain) : at('localhost')) : at(HOST)
  if (env.PUBLIC_URL) {
    const hint = isThisMachine(env.PUBLIC_URL)
      ? 'PUBLIC_URL is this machine itself: phones cannot open it.'
      : null
    return { publicUrl: env.PUBLIC_URL, here, others: [], hint }
  }
  if (!isOpen) return { publicUrl: here, here, others: [], hint: null }

  const all = machine.cards()
  const heard = all.filter(({ address }) => plain === '::' || isIP(address) === 4)
  const { reachable, inner } = rankAddresses(heard, await machine.defaultCard())
  const [first, ...more] = reachable
  return {
    publicUrl: first ? at(first.address) : at('localhost'),
    here,
    others: [...more, ...inner].map(({ name, address }) => ({ url: at(address), card: name })),
    hint: hintOf(first, all.length > heard.length, machine.inside()),
  }
}

function hintOf(first: Card | undefined, hasIPv6: boolean, inside: string | null): string | null {
  if (inside)
    return `Fanzhuo runs inside ${inside}: PUBLIC_URL says where phones reach the machine around it.`
  if (first) return null
  return hasIPv6
    ? 'This machine has no IPv4 address that phones reach: with HOST=:: it is reached by IPv6 too.'
    : 'This machine is in no network that phones reach. PUBLIC_URL says otherwise.'
}

/** Whether only this very machine can open it. */
export function isThisMachine(url: string): boolean {
  const name = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return name === 'localhost' || isLoopback(name)
}

type Machine = {
  cards: () => Card[]
  /** The name of the card that the default route leads through. */
  defaultCard: () => Promise<string | null>
  /** What this machine itself is inside of, where its addresses mean nothing outside. */
  inside: () => string | null
}

const thisMachine: Machine = {
  cards: () =>
    Object.entries(networkInterfaces()).flatMap(([name, each]) =>
      (each ?? []).flatMap(({ address, internal }) => (internal ? [] : [{ name, address }])),
    ),
  defaultCard: async () => {
    const routes = await readFile('/proc/net/route', 'utf8').catch(() => '')
    const known = defaultCardIn(routes)
    if (known) return known
    const own = (await sourceTo('udp4', '203.0.113.1')) ?? (await sourceTo('udp6', '2001:db8::1'))
    return thisMachine.cards().find(({ address }) => address === own)?.name ?? null
  },
  inside: () => {
    if (existsSync('/.dockerenv') || existsSync('/run/.containerenv')) return 'a container'
    return /microsoft/i.test(release()) ? 'WSL' : null
  },
}

/**
 * The address from which this machine would speak to the world: connecting a UDP socket asks the
 * routes and sends nothing.
 */
function sourceTo(type: 'udp4' | 'udp6', address: string): Promise<string | null> {
  return new Promise((done) => {
    const socket = createSocket(type)
    const end = (own: string | null) => {
      socket.close()
      done(own)
    }
    socket.once('error', () => end(null))
    socket.connect(9, address, () => end(socket.address().address))
  })
}
