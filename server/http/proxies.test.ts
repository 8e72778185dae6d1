// Where a request comes from: whoever is not a trusted proxy can say of themselves what they like,
// it changes nothing.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEnv } from '../env'
import { addressGroup, type Proxies, sourceOf } from './proxies'

const trusting = (text?: string): Proxies => readEnv({ TRUSTED_PROXIES: text }).TRUSTED_PROXIES

type Asked = { peer?: string; for?: string; proto?: string; host?: string; isEncrypted?: boolean }
const source = (trusted: string | undefined, asked: Asked) =>
  sourceOf(trusting(trusted), {
    peer: asked.peer,
    isEncrypted: asked.isEncrypted ?? false,
    headers: {
      host: 'own.example',
      ...(asked.for !== undefined && { 'x-forwarded-for': asked.for }),
      ...(asked.proto !== undefined && { 'x-forwarded-proto': asked.proto }),
      ...(asked.host !== undefined && { 'x-forwarded-host': asked.host }),
    },
  })

describe('the address', () => {
  it.each<[trusted: string | undefined, peer: string | undefined, forwarded: string, ip: string]>([
    // Nobody is trusted: what is forwarded is a stranger's word.
    [undefined, '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    [undefined, '127.0.0.1', '203.0.113.9', '127.0.0.1'],
    ['10.0.0.7', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['10.0.0.0/8', '11.0.0.1', '203.0.113.9', '11.0.0.1'],
    // One proxy; what its client wrote before is left of what it wrote itself.
    ['10.0.0.7', '10.0.0.7', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.7', '10.0.0.7', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.7', '10.0.0.7', '10.0.0.7, 203.0.113.9', '203.0.113.9'],
    ['loopback', '127.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.7', '10.0.0.7', '', '10.0.0.7'],
    // Several, each named.
    ['10.0.0.7, 172.16.0.0/12', '10.0.0.7', '1.1.1.1, 203.0.113.9, 172.20.0.3', '203.0.113.9'],
    ['private', '10.0.0.7', '203.0.113.9, 192.168.3.4, 172.16.9.9', '203.0.113.9'],
    ['loopback,private', '::1', '203.0.113.9, fd00::12', '203.0.113.9'],
    // A house whose own machines ask through their own proxy.
    ['loopback', '127.0.0.1', '127.0.0.1', '127.0.0.1'],
    // A count: exactly so many words are believed.
    ['1', '198.51.100.7', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['2', '198.51.100.7', '1.1.1.1, 203.0.113.9, 198.51.100.6', '203.0.113.9'],
    ['2', '198.51.100.7', '203.0.113.9', '203.0.113.9'],
    ['1', undefined, '203.0.113.9', '203.0.113.9'],
    // A socket without an address is nobody's who was named.
    ['loopback', undefined, '203.0.113.9', ''],
    [undefined, undefined, '203.0.113.9', ''],
    // Garbage ends what can be believed.
    ['10.0.0.7', '10.0.0.7', 'unknown', '10.0.0.7'],
    ['10.0.0.7', '10.0.0.7', '203.0.113.9, _hidden', '10.0.0.7'],
    ['10.0.0.7', '10.0.0.7', '203.0.113.9,', '10.0.0.7'],
    ['private', '10.0.0.7', '203.0.113.9, 999.1.1.1, 10.0.0.8', '10.0.0.8'],
    ['10.0.0.7', '10.0.0.7', '3405803785', '10.0.0.7'],
    ['10.0.0.7', '10.0.0.7', "1.1.1.1' OR 1=1", '10.0.0.7'],
    // IPv6, IPv4 wrapped in it, ports, zones.
    ['10.0.0.7', '::ffff:10.0.0.7', '2001:DB8:0:0::9', '2001:db8::9'],
    ['10.0.0.7', '10.0.0.7', '::ffff:203.0.113.9', '203.0.113.9'],
    [undefined, '::ffff:198.51.100.7', '', '198.51.100.7'],
    ['2001:db8:1::/48', '2001:db8:1:9::1', '203.0.113.9:4711', '203.0.113.9'],
    ['::1', '::1', '[2001:db8::9]:4711', '2001:db8::9'],
    ['private', 'fe80::1%eth0', '203.0.113.9', '203.0.113.9'],
  ])('trusting %s, from %s saying "%s" is %s', (trusted, peer, forwarded, ip) => {
    expect(source(trusted, { ...(peer !== undefined && { peer }), for: forwarded }).ip).toBe(ip)
  })

  it('is the peer’s own, whatever somebody who is not trusted says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (forwarded, proto, host) => {
        const asked = { peer: '198.51.100.7', for: forwarded, proto, host }
        expect(source('10.0.0.7, 2001:db8::/32', asked)).toEqual({
          ip: '198.51.100.7',
          isRelayed: true,
          isSecure: false,
          host: 'own.example',
        })
      }),
    )
  })

  it('is always an address or nothing, whatever a trusted proxy passes on', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (forwarded, proto, host) => {
        const { ip } = source('1', { peer: '10.0.0.7', for: forwarded, proto, host })
        expect(ip).toMatch(/^[0-9a-f.:]+$/)
      }),
    )
  })
})

describe('whether somebody stands between whose word is not believed', () => {
  it.each<
    [trusted: string | undefined, peer: string, headers: Record<string, string>, is: boolean]
  >([
    [undefined, '127.0.0.1', {}, false],
    [undefined, '127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, true],
    [undefined, '127.0.0.1', { 'x-forwarded-for': '' }, true],
    [undefined, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, true],
    [undefined, '127.0.0.1', { forwarded: 'for=203.0.113.9' }, true],
    [undefined, '127.0.0.1', { 'x-real-ip': '203.0.113.9' }, true],
    [undefined, '127.0.0.1', { 'x-forwarded-proto': 'https' }, true],
    [undefined, '127.0.0.1', { 'cf-connecting-ip': '203.0.113.9' }, true],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'https://order.example' }, true],
    [undefined, '127.0.0.1', { host: 'order.example', origin: 'https://order.example:8443' }, true],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'http://203.0.113.9' }, true],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'http://[2001:db8::1]' }, true],
    [undefined, '127.0.0.1', { host: 'order.example', origin: 'https://order.example' }, false],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'http://192.168.1.8:8080' }, false],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'http://[fe80::1]:80' }, false],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'http://localhost:8080' }, false],
    [undefined, '127.0.0.1', { host: '127.0.0.1:3000', origin: 'http://nas.local' }, false],
    ['loopback', '127.0.0.1', { host: 'x', origin: 'https://order.example' }, false],
    ['loopback', '127.0.0.1', { 'x-forwarded-for': '192.168.1.8' }, false],
    ['1', '127.0.0.1', { 'x-forwarded-for': '192.168.1.8' }, false],
    ['loopback', '127.0.0.1', { 'x-forwarded-for': '203.0.113.9, 192.168.1.8' }, true],
    ['loopback', '127.0.0.1', { 'x-forwarded-for': 'unknown' }, true],
    ['10.0.0.7', '127.0.0.1', { 'x-forwarded-for': '192.168.1.8' }, true],
    ['loopback,private', '127.0.0.1', { 'x-forwarded-for': '203.0.113.9, 10.0.0.8' }, false],
  ])('trusting %s, from %s with %j: %s', (trusted, peer, headers, is) => {
    const facts = { peer, isEncrypted: false, headers }
    expect(sourceOf(trusting(trusted), facts).isRelayed).toBe(is)
  })
})

describe('TLS and host', () => {
  const behind = (asked: Asked) =>
    source('10.0.0.7', { peer: '10.0.0.7', for: '1.1.1.1', ...asked })

  it('are believed of a trusted proxy only', () => {
    const said = { proto: 'https', host: 'order.example' }
    expect(behind(said)).toEqual({
      ip: '1.1.1.1',
      isRelayed: false,
      isSecure: true,
      host: 'order.example',
    })
    expect(source(undefined, { peer: '10.0.0.7', ...said })).toEqual({
      ip: '10.0.0.7',
      isRelayed: true,
      isSecure: false,
      host: 'own.example',
    })
  })

  it('are what the proxy wrote, not what its client had written before', () => {
    expect(behind({ proto: 'https, http' }).isSecure).toBe(false)
    expect(behind({ proto: 'http, https' }).isSecure).toBe(true)
    expect(behind({ host: 'evil.example, order.example' }).host).toBe('order.example')
  })

  it('are our own where what was written is none', () => {
    expect(behind({ proto: 'gopher', isEncrypted: true }).isSecure).toBe(true)
    expect(behind({ host: 'evil.example/path@x' }).host).toBe('own.example')
    expect(behind({ proto: '', host: '' })).toMatchObject({ isSecure: false, host: 'own.example' })
  })
})

describe('TRUSTED_PROXIES', () => {
  it.each(['0', '11', 'anybody', '10.0.0.7;10.0.0.8', '10.0.0.0/33', '10.0.0', 'loopback,', '*'])(
    '%s is refused at the start, by its name',
    (text) => {
      expect(() => trusting(text)).toThrow(/^TRUSTED_PROXIES should be addresses/)
    },
  )
})

describe('one address for limits', () => {
  it('is an IPv6 network of 64 bits, an IPv4 address, or the one unknown', () => {
    expect(addressGroup('2001:db8:1:2:aaaa::1')).toBe(addressGroup('2001:db8:1:2:bbbb::2'))
    expect(addressGroup('2001:db8:1:2::1')).not.toBe(addressGroup('2001:db8:1:3::1'))
    expect(addressGroup('::ffff:203.0.113.9')).toBe('203.0.113.9')
    expect(addressGroup('')).toBe('unknown')
  })
})
