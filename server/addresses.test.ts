// The printed address, and the QR of a table with it, is one that a guest's phone can reach, on the
// machines that people have.

import { describe, expect, it } from 'vitest'
import { addressesOf, type Card, defaultCardIn, rankAddresses } from './addresses'
import { readEnv } from './env'

const machine = (cards: Card[], defaultCard: string | null, inside: string | null = null) => ({
  cards: () => cards,
  defaultCard: async () => defaultCard,
  inside: () => inside,
})
const card = (name: string, address: string): Card => ({ name, address })
const DOCKER = card('docker0', '172.17.0.1')
const LAN = card('enp3s0', '192.168.1.8')
const WIFI = card('wlan0', '10.0.0.23')

describe('the address that is printed', () => {
  it.each<[machine: string, cards: Card[], route: string | null, first: string]>([
    ['a mini PC', [LAN], 'enp3s0', '192.168.1.8'],
    ['Docker’s bridge first', [DOCKER, LAN], 'enp3s0', '192.168.1.8'],
    [
      'Docker’s own networks first',
      [card('br-0a1b2c3d4e5f', '172.18.0.1'), card('veth12ab', '169.254.7.7'), WIFI],
      'wlan0',
      '10.0.0.23',
    ],
    [
      'virtual machines',
      [
        card('virbr0', '192.168.122.1'),
        card('vmnet8', '192.168.5.1'),
        card('vboxnet0', '192.168.56.1'),
        LAN,
      ],
      'enp3s0',
      '192.168.1.8',
    ],
    ['two cards, the default route on the second', [LAN, WIFI], 'wlan0', '10.0.0.23'],
    ['a VPN that holds the default route', [card('tun0', '10.8.0.2'), LAN], 'tun0', '192.168.1.8'],
    ['WireGuard', [card('wg0', '10.9.0.2'), LAN], 'wg0', '192.168.1.8'],
    ['Tailscale', [card('tailscale0', '100.101.2.3'), LAN], 'enp3s0', '192.168.1.8'],
    ['Tailscale by another name', [card('eth9', '100.101.2.3'), LAN], 'eth9', '192.168.1.8'],
    [
      'a router whose bridge is the network',
      [card('br-lan', '192.168.8.1')],
      'br-lan',
      '192.168.8.1',
    ],
    ['a card without an address yet', [card('eth0', '169.254.3.4'), WIFI], 'wlan0', '10.0.0.23'],
    [
      'a server in the world',
      [DOCKER, card('ens3', '203.0.113.9'), card('ens4', '10.0.0.2')],
      'ens3',
      '203.0.113.9',
    ],
    [
      'a Mac',
      [card('utun3', '10.5.0.2'), card('bridge100', '192.168.64.1'), card('en0', '192.168.1.20')],
      'en0',
      '192.168.1.20',
    ],
    [
      'Windows',
      [
        card('vEthernet (WSL)', '172.28.0.1'),
        card('VirtualBox Host-Only', '192.168.56.1'),
        card('WLAN', '192.168.1.30'),
      ],
      'WLAN',
      '192.168.1.30',
    ],
    ['no default route', [DOCKER, LAN], null, '192.168.1.8'],
  ])('on %s', async (_, cards, route, first) => {
    const { publicUrl, others, hint } = await addressesOf(readEnv({}), machine(cards, route))
    expect(publicUrl).toBe(`http://${first}:3000`)
    expect(others.map(({ url }) => url).sort()).toEqual(
      cards
        .map(({ address }) => `http://${address}:3000`)
        .filter((url) => url !== publicUrl)
        .sort(),
    )
    expect(hint).toBeNull()
  })

  const SIX = [card('eth0', 'fe80::1'), card('eth0', '2001:db8::8'), card('docker0', '172.17.0.1')]
  it.each<
    [what: string, env: Record<string, string>, cards: Card[], url: string, hint: RegExp | null]
  >([
    ['no network', {}, [], 'http://localhost:3000', /in no network/],
    ['Docker alone', {}, [DOCKER], 'http://localhost:3000', /in no network/],
    ['IPv6 only, listening on IPv4', {}, SIX, 'http://localhost:3000', /HOST=::/],
    ['IPv6 only', { HOST: '::' }, SIX, 'http://[2001:db8::8]:3000', null],
    [
      'both',
      { HOST: '::' },
      [...SIX, card('eth0', '192.168.1.8')],
      'http://192.168.1.8:3000',
      null,
    ],
    [
      'one address',
      { HOST: '10.0.0.23', PORT: '8080' },
      [LAN, WIFI],
      'http://10.0.0.23:8080',
      null,
    ],
    ['one IPv6 address', { HOST: '2400:3200::8' }, SIX, 'http://[2400:3200::8]:3000', null],
    ['this machine alone', { HOST: '127.0.0.1' }, [LAN], 'http://localhost:3000', null],
    ['this machine alone by IPv6', { HOST: '::1' }, [LAN], 'http://[::1]:3000', null],
    [
      'PUBLIC_URL',
      { PUBLIC_URL: 'https://order.example.com/' },
      [LAN],
      'https://order.example.com',
      null,
    ],
    [
      'PUBLIC_URL of this machine',
      { PUBLIC_URL: 'http://localhost:8080' },
      [LAN],
      'http://localhost:8080',
      /phones cannot open/,
    ],
  ])('with %s', async (_, env, cards, url, hint) => {
    const route = cards[0] === DOCKER ? null : (cards[0]?.name ?? null)
    const addresses = await addressesOf(readEnv(env), machine(cards, route))
    expect(addresses.publicUrl).toBe(url)
    if (hint) expect(addresses.hint).toMatch(hint)
    else expect(addresses.hint).toBeNull()
  })

  it('inside a container says that the addresses are its own', async () => {
    const inside = machine([card('eth0', '172.17.0.2')], 'eth0', 'a container')
    expect((await addressesOf(readEnv({}), inside)).hint).toMatch(/inside a container: PUBLIC_URL/)
    const { hint } = await addressesOf(readEnv({ PUBLIC_URL: 'https://order.example.com' }), inside)
    expect(hint).toBeNull()
  })

  it('is found for this very machine too', async () => {
    expect((await addressesOf(readEnv({}))).publicUrl).toMatch(/^http:\/\/.+:3000$/)
  })
})

describe('the default route', () => {
  const HEAD = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'
  const route = (name: string, metric: number, destination = '00000000', mask = '00000000') =>
    `${name}\t${destination}\t0101A8C0\t0003\t0\t0\t${metric}\t${mask}\t0\t0\t0`

  it.each<[what: string, lines: string[], card: string | null]>([
    ['one', [route('eth0', 100)], 'eth0'],
    ['the cheapest of two', [route('wlan0', 600), route('eth0', 100)], 'eth0'],
    ['beside a VPN’s', [route('tun0', 50), route('eth0', 100)], 'eth0'],
    [
      'beside a VPN’s two halves',
      [
        route('tun0', 0, '00000000', '00000080'),
        route('tun0', 0, '00000080', '00000080'),
        route('eth0', 100),
      ],
      'eth0',
    ],
    ['none', [route('eth0', 0, '0001A8C0', '00FFFFFF')], null],
    ['none at all', [], null],
  ])('is read from Linux: %s', (_, lines, name) => {
    expect(defaultCardIn([HEAD, ...lines, ''].join('\n'))).toBe(name)
  })
})

it('a rank never loses an address', () => {
  const cards = [DOCKER, LAN, WIFI, card('tun0', '10.8.0.2')]
  const { reachable, inner } = rankAddresses(cards, 'tun0')
  expect([...reachable, ...inner].toSorted()).toHaveLength(cards.length)
})
