import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { hostOf, isForbiddenHost, isHost, mayPrinterBeAt } from './printer-address'

const FORBIDDEN = [
  ...['169.254.0.1', '169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe'],
  ...['0.0.0.0', '0.1.2.3', '::', '::ffff:0.0.0.0', '255.255.255.255', '224.0.0.1', 'ff02::1'],
  ...['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', '::ffff:100.100.100.200'],
  ...['240.0.0.1', '192.0.2.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', 'nonsense', ''],
]
const HERE = [
  ...['127.0.0.1', '127.1', '127.255.255.254', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1'],
  ...['::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
]
const ELSEWHERE = [
  '192.168.254.249',
  '10.254.254.249',
  '172.31.254.249',
  '100.64.0.7',
  '203.0.114.9',
  'fd12::9',
]

describe('where a printer may be', () => {
  it.each(FORBIDDEN)('not at %s, whatever the owner allows', (address) => {
    expect(mayPrinterBeAt(address, false)).toBe(false)
    expect(mayPrinterBeAt(address, true)).toBe(false)
  })

  it.each(HERE)('on this machine, %s, only where the owner allows it', (address) => {
    expect(mayPrinterBeAt(address, false)).toBe(false)
    expect(mayPrinterBeAt(address, true)).toBe(true)
    expect(isForbiddenHost(address, false)).toBe(true)
  })

  it('an address of this machine in its network is this machine too', () => {
    const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
    for (const { address } of own.filter(({ scopeid }) => !scopeid)) {
      expect([address, mayPrinterBeAt(address, false)]).toEqual([address, false])
    }
  })

  it.each(ELSEWHERE)('at %s, in the network', (address) => {
    expect(mayPrinterBeAt(address, false)).toBe(true)
    expect(isForbiddenHost(address, false)).toBe(false)
  })

  it('a name is not judged before it is called', () => {
    expect(isForbiddenHost('printer.local', false)).toBe(false)
  })
})

describe('an address', () => {
  it.each([
    ...['192.168.1.50', '10.0.0.7', 'fd12::9', 'fd12:0:0:0:0:0:0:9', '[fd12::9]', ' 192.168.1.50 '],
    ...[
      'printer',
      'kitchen_printer',
      'kitchen-printer.local',
      '_ipp.lan',
      'EPSON00A1B2',
      'p1.lan.',
    ],
  ])('“%s” is one', (written) => {
    expect(isHost(hostOf(written))).toBe(true)
  })

  it.each([
    ...['192.168.1.999', '192.168.1', '1.2.3', '1.2.3.4.5', '192.168.01.1', '0x7f.1', '3232235876'],
    ...['192.168.1.50:9100', 'http://192.168.1.50', 'two words', '', '.', 'a..b', '-a', 'fd12::g'],
    ...['[fd12::9', 'printer/', '打印机', `${'a'.repeat(64)}.lan`, 'a.'.repeat(130)],
  ])('“%s” is none', (written) => {
    expect(isHost(hostOf(written))).toBe(false)
  })
})
