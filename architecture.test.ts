// The two rules of the house (docs/architecture.md): imports go down the floors, and back toward the door.
// A domain that imports nothing, routers that decide nothing, no drawer for things without a meaning.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = import.meta.dirname
const FLOORS = ['app', 'components', 'server', 'domain'] as const
const ROOMS = [
  'access',
  'menu',
  'seating',
  'membership',
  'ordering',
  'kitchen',
  'payment',
  'service',
  'analytics',
]
/** Ground that may know every room: the process, the root of the routers, the doors, and what tests stand on. */
const ABOVE_ROOMS = [
  /^server\/main\.ts$/,
  /^server\/router\.ts$/,
  /^server\/handle\.ts$/,
  /^server\/contract\.ts$/,
  /^server\/http\//,
  /^server\/testing\//,
]

type Import = { from: string; to: string; isType: boolean; line: string }

/** What tests stand on may stand on every floor, as tests do. */
const FOR_TESTS = /^server\/testing\//

const files = FLOORS.flatMap((floor) => filesBelow(join(ROOT, floor)))
const sources = files.filter((file) => !/\.test\.tsx?$/.test(file))
const imports = sources.flatMap(importsOf)
const inside = imports.filter(({ to }) => !to.startsWith('package:'))

const floorOf = (path: string) => path.split('/')[0] ?? ''

describe('down, never up', () => {
  it('a floor imports only floors below it', () => {
    const height = (path: string) => FLOORS.indexOf(floorOf(path) as (typeof FLOORS)[number])
    const up = inside
      .filter(({ from }) => !FOR_TESTS.test(from))
      .filter(({ from, to }) => height(to) !== -1 && height(to) < height(from))
    expect(up.map(told)).toEqual([])
  })

  it('components and pages take nothing of the server but types', () => {
    const taken = inside.filter(
      ({ from, to, isType }) =>
        (floorOf(from) === 'components' || floorOf(from) === 'app') &&
        (floorOf(to) === 'server' || floorOf(to) === 'prisma') &&
        !isType,
    )
    expect(taken.map(told)).toEqual([])
  })

  it('what is remembered is asked by the server only', () => {
    const asked = inside.filter(
      ({ from, to }) => floorOf(to) === 'prisma' && floorOf(from) !== 'server',
    )
    expect(asked.map(told)).toEqual([])
  })
})

describe('back toward the door, never ahead', () => {
  const roomOf = (path: string) => {
    const [floor, name = ''] = path.split('/')
    const room = name.replace(/\.tsx?$/, '')
    return (floor === 'server' || floor === 'domain') && ROOMS.includes(room) ? room : null
  }

  it('a room uses only rooms already passed', () => {
    const ahead = inside.filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)]
      return here && there && ROOMS.indexOf(there) > ROOMS.indexOf(here)
    })
    expect(ahead.map(told)).toEqual([])
  })

  it('the ground knows no room, and the messenger no rule of one', () => {
    const known = inside.filter(({ from, to, isType }) => {
      if (
        floorOf(from) !== 'server' ||
        roomOf(from) ||
        ABOVE_ROOMS.some((each) => each.test(from))
      ) {
        return false
      }
      const room = roomOf(to)
      // Who is asking is part of the ground a door stands on.
      return room !== null && room !== 'access' && floorOf(to) === 'server' && !isType
    })
    expect(known.map(told)).toEqual([])
  })
})

describe('domain is pure', () => {
  const domain = sources.filter((file) => floorOf(file) === 'domain')

  it('imports nothing but domain', () => {
    const foreign = imports.filter(
      ({ from, to }) => floorOf(from) === 'domain' && floorOf(to) !== 'domain',
    )
    expect(foreign.map(told)).toEqual([])
  })

  it('asks no clock, no dice, no process, and waits for nothing', () => {
    const impure = domain.filter((file) =>
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bprocess\.|\bawait\b|\basync\b|\bcrypto\b|\bperformance\b/.test(
        codeOf(file),
      ),
    )
    expect(impure).toEqual([])
  })
})

describe('routers are doors', () => {
  it('say who may enter and what is valid, and call one deed', () => {
    const busy = sources
      .filter((file) => /^server\/[a-z]+\/router\.ts$/.test(file))
      .filter((file) => /\bawait\b|\basync\b|\bif\s*\(|\bdb\.|\bpool\.|\$query/.test(codeOf(file)))
    expect(busy).toEqual([])
  })
})

describe('every line has a room', () => {
  it('there is no drawer for what has no meaning', () => {
    const drawers = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|services|lib|shared|misc)(\/|\.ts)/.test(file),
    )
    expect(drawers).toEqual([])
  })

  it('there are no barrel files', () => {
    const barrels = files.filter((file) => /(^|\/)index\.tsx?$/.test(file))
    expect(barrels).toEqual([])
  })

  it('files are named in kebab-case', () => {
    const odd = files.filter((file) =>
      file
        .split('/')
        .some(
          (part) => !/^(\[[A-Za-z]+\]|\([a-z-]+\)|[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z.]+)?$/.test(part),
        ),
    )
    expect(odd).toEqual([])
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return /\.tsx?$/.test(entry.name) ? [relative(ROOT, path).replaceAll('\\', '/')] : []
  })
}

/** A file without its comments. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
}

function importsOf(from: string): Import[] {
  const found: Import[] = []
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?\bfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
  for (const match of codeOf(from).matchAll(pattern)) {
    const target = match[3] ?? match[4] ?? ''
    const names = match[2] ?? ''
    const braces = /\{([^}]*)\}/.exec(names)?.[1]
    const allTypes =
      braces !== undefined &&
      !/^\s*\w+\s*,/.test(names) &&
      braces.split(',').every((name) => !name.trim() || name.trim().startsWith('type '))
    found.push({
      from,
      to: resolved(from, target),
      isType: Boolean(match[1]) || allTypes,
      line: match[0].trim(),
    })
  }
  return found
}

function resolved(from: string, target: string): string {
  if (target.startsWith('@/')) return target.slice(2)
  if (target.startsWith('.')) {
    return relative(ROOT, join(ROOT, from, '..', target)).replaceAll('\\', '/')
  }
  return `package:${target}`
}

function told({ from, to }: Import): string {
  return `${from} → ${to}`
}
