// The two rules of the house (docs/architecture.md): imports go down the floors, and back toward
// the door. A domain that imports nothing, routers that decide nothing, no drawer for things
// without a meaning.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { payPath, receiptPath, tablePath } from './domain/paths'
import { schemaFiles } from './setup/schema-text'

const ROOT = import.meta.dirname
const FLOORS = ['testing', 'app', 'components', 'server', 'forms', 'domain', 'text'] as const
const ROOMS = [
  'access',
  'house',
  'menu',
  'seating',
  'membership',
  'ordering',
  'kitchen',
  'billing',
  'platforms',
  'refunds',
  'payment',
  'receipts',
  'service',
  'analytics',
  'opening',
]
/** The ground that may know every room: the process, a tool, the root of the routers, the doors. */
const ABOVE_ROOMS = [
  /^server\/(main|setup-link|api-key)\.ts$/,
  /^server\/router\.ts$/,
  /^server\/handle\.ts$/,
  /^server\/contract\.ts$/,
  /^server\/http\//,
]

/**
 * Chinese that is not said to a person of the house: platforms' own books and stand-ins, the spec's
 * contract, the house's name, samples, the names of what a new house begins with.
 */
const NOT_SAID = [
  /^server\/platforms\/providers\//,
  /^server\/[a-z]+\/contract\.ts$/,
  /^server\/http\/contract-do/,
  /^testing\//,
  /^app\/(layout\.tsx|manifest\.ts)$/,
  /^server\/(welcome|setup-link|printing\/print-test)\.ts$/,
  /^components\/payment\/method-styles\.ts$/,
  /^domain\/(membership|opening)\.ts$/,
  /^server\/opening\/example-menus\.ts$/,
]

type Import = { from: string; to: string; isType: boolean; line: string }

/** Where guests are led to, each a folder of pages. */
const FOR_GUESTS = [tablePath(''), payPath(''), receiptPath('')]

const files = FLOORS.flatMap((floor) => filesBelow(join(ROOT, floor)))
const sources = files.filter((file) => !/\.test\.tsx?$/.test(file))
const imports = sources.flatMap(importsOf)
const inside = imports.filter(({ to }) => !to.startsWith('package:'))

const floorOf = (path: string) => path.split('/')[0] ?? ''

describe('down, never up', () => {
  it('a floor imports only floors below it', () => {
    const height = (path: string) => FLOORS.indexOf(floorOf(path) as (typeof FLOORS)[number])
    const up = inside.filter(({ from, to }) => height(to) !== -1 && height(to) < height(from))
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
      ({ from, to }) => floorOf(to) === 'prisma' && !['testing', 'server'].includes(floorOf(from)),
    )
    expect(asked.map(told)).toEqual([])
  })
})

describe('back toward the door, never ahead', () => {
  const roomOf = (path: string) => {
    const [floor, name = ''] = path.split('/')
    const room = name.replace(/\.tsx?$/, '')
    const hasRooms = floor === 'server' || floor === 'forms' || floor === 'domain'
    return hasRooms && ROOMS.includes(room) ? room : null
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
      // Who is asking is part of what a door stands on.
      return room !== null && room !== 'access' && floorOf(to) === 'server' && !isType
    })
    expect(known.map(told)).toEqual([])
  })
})

describe('domain is pure', () => {
  const domain = sources.filter((file) => floorOf(file) === 'domain')

  it('imports nothing but domain, and which languages and texts there are', () => {
    const foreign = imports.filter(
      ({ from, to }) =>
        floorOf(from) === 'domain' &&
        floorOf(to) !== 'domain' &&
        to !== 'text/languages' &&
        to !== 'text/say',
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

describe('words stand in text/', () => {
  it('which holds all of them, so that what a screen loads never imports them', () => {
    const carried = inside.filter(
      ({ from, to, isType }) =>
        /^(components|domain)\//.test(from) && /^text\/(all|words)$/.test(to) && !isType,
    )
    expect(carried.map(told)).toEqual([])
  })

  it('and nowhere else: no code chooses words by language, nor keeps Chinese ones', () => {
    const kept = sources
      .filter((file) => !file.startsWith('text/') && !NOT_SAID.some((each) => each.test(file)))
      .filter((file) =>
        /anguage === '|Record<Language,|['"`>][^'"`\n]*\p{Script=Han}/u.test(codeOf(file)),
      )
    expect(kept).toEqual([])
  })
})

describe('forms are shapes', () => {
  const forms = sources.filter((file) => floorOf(file) === 'forms')

  it('import nothing but the domain and Zod, so that a router and a screen may both import them', () => {
    const foreign = imports.filter(
      ({ from, to }) => floorOf(from) === 'forms' && !/^(forms|domain)\/|^package:zod$/.test(to),
    )
    expect(forms.length).toBeGreaterThan(5)
    expect(foreign.map(told)).toEqual([])
  })

  it('a screen fills one in by components/desk/use-form and has no limit or schema of its own', () => {
    const others = imports.filter(
      ({ from, to, isType, line }) =>
        floorOf(from) === 'components' &&
        /^package:(zod|react-hook-form)/.test(to) &&
        !/^components\/desk\/(use|check)-form/.test(from) &&
        !isType &&
        !/\{ useFieldArray \}/.test(line),
    )
    expect(others.map(told)).toEqual([])
  })
})

describe('routers are doors', () => {
  it('say who may enter and what is valid, and call one command', () => {
    const busy = sources
      .filter((file) => /^server\/[a-z]+\/router\.ts$/.test(file))
      .filter((file) => /\bawait\b|\basync\b|\bif\s*\(|\bdb\.|\bpool\.|\$query/.test(codeOf(file)))
    expect(busy).toEqual([])
  })
})

/**
 * The floors of what people touch, from below: the words, the wire, the kit, the desk of the staff,
 * the parts of rooms that several screens show, a bill before its payment; all other folders are
 * screens.
 */
const BELOW_SCREENS = [
  ['text'],
  ['wire'],
  ['ui'],
  ['desk'],
  ['billing', 'membership', 'menu', 'sold-out'],
  ['payment'],
] as const

describe('a screen stands on the kit, never on another screen', () => {
  const folderOf = (path: string) => (floorOf(path) === 'components' ? path.split('/')[1] : null)
  const heightOf = (folder: string) => {
    const height = BELOW_SCREENS.findIndex((floor) => floor.some((each) => each === folder))
    return height === -1 ? BELOW_SCREENS.length : height
  }

  it('a folder of components imports only folders below it', () => {
    const beside = inside.filter(({ from, to }) => {
      const [here, there] = [folderOf(from), folderOf(to)]
      return here && there && here !== there && heightOf(there) >= heightOf(here)
    })
    expect(beside.map(told)).toEqual([])
  })

  it('a picker has the kit’s frame, and no second one', () => {
    const framed = sources.filter((file) =>
      /<Select\b[^<]*?className="[^"]*\bborder\b/.test(codeOf(file)),
    )
    expect(framed).toEqual([])
  })

  it('a guest’s phone loads nothing of the staff’s desk, nor what only large screens need', () => {
    const heavy = /^(forms|components\/(desk|sold-out))\/|^package:(zod|react-hook-form|recharts)/
    const loaded = new Set(
      sources.filter((file) => FOR_GUESTS.some((path) => file.startsWith(`app${path}`))),
    )
    for (const file of loaded) {
      for (const { from, to, isType } of imports) {
        if (from === file && !isType) for (const end of ['', '.ts', '.tsx']) loaded.add(to + end)
      }
    }
    expect([...loaded].filter((file) => heavy.test(file))).toEqual([])
  })
})

describe('a page says something in its first answer', () => {
  it('none throws notFound(), whose answer is empty until our scripts fill it; app/refused.tsx says it at once', () => {
    const pages = sources.filter((file) => floorOf(file) === 'app')
    expect(pages.filter((file) => /^[^/]*\bnotFound\(\)/m.test(codeOf(file)))).toEqual([])
  })
})

describe('one way to the server', () => {
  it('screens send by wire/use-command, and what is stale stands in wire/stale', () => {
    const others = sources
      .filter((file) => floorOf(file) === 'components' && !file.startsWith('components/wire/'))
      .filter((file) =>
        /\buseMutation\b|\bmutationOptions\b|\binvalidateQueries\b/.test(codeOf(file)),
      )
    expect(others).toEqual([])
  })
})

describe('an address is written once', () => {
  it('what a code, a link or a paper leads to stands in domain/paths', () => {
    const written = new RegExp(`['"\`}](${FOR_GUESTS.join('|')})[^'"\`]*['"\`]`)
    const again = sources
      .filter((file) => file !== 'domain/paths.ts' && floorOf(file) !== 'testing')
      .filter((file) => written.test(codeOf(file)))
    expect(again).toEqual([])
  })
})

describe('statements are values', () => {
  it('a named one is made by `statement` and asked by `ask`, so that a test can prepare it', () => {
    const inline = sources
      .filter((file) => /^server\//.test(file) && file !== 'server/database/statement.ts')
      .filter((file) => /\.query(<[^()]*>)?\(\{\s*(name:|\.\.\.)/.test(codeOf(file)))
    expect(inline).toEqual([])
  })
})

describe('states move as their tables say', () => {
  const MOVED = 'order|payment|refund|round|orderLine'
  const writes = sources
    .filter((file) => /^server\//.test(file))
    .flatMap((file) => {
      const code = codeOf(file)
      const calls = code.matchAll(
        new RegExp(`\\.(${MOVED})\\s*\\.(update|updateMany|updateManyAndReturn|upsert)\\(`, 'g'),
      )
      const statements = code.matchAll(
        /UPDATE (customer_order|payment|refund|round|order_line)\b(?:(?!\bUPDATE )[^`])*/g,
      )
      return [
        ...[...calls].map(({ index }) => ({ file, text: inParentheses(code, index) })),
        ...[...statements].map(([text]) => ({ file, text })),
      ]
    })

  it('whatever sets one compares with those that its table lets it come from', () => {
    const setting = writes.filter(({ text }) => {
      const [, data = ''] = text.split(/\bdata:|\bSET\b/)
      return /[{,\s]state(:|,|\s*=)/.test(data.split(/\bWHERE\b/)[0] ?? '')
    })
    expect(setting.length).toBeGreaterThanOrEqual(MOVED.split('|').length)
    const unguarded = setting.filter(
      ({ text }) => !/\b(statesBefore|movePairs)\([A-Z]+_MOVES\b/.test(text),
    )
    expect(unguarded.map(({ file }) => file)).toEqual([])
  })
})

describe('every line has a room', () => {
  it('the schema is one file a room, beside the house’s own and that of paper', () => {
    const odd = schemaFiles().filter(
      (name) => ![...ROOMS, 'printing'].includes(name.replace(/\.prisma$/, '')),
    )
    expect(odd).toEqual([])
  })

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

  it('comments are read without moving one’s head: no line of one is wider than a hundred', () => {
    const isWide = (line: string) => line.length > 100 && /^\s*(\/\/|\/?\*)/.test(line)
    const wide = files.filter((file) =>
      readFileSync(join(ROOT, file), 'utf8').split('\n').some(isWide),
    )
    expect(wide).toEqual([])
  })

  it('money is written by one formatter: no screen and no text has a currency’s sign of its own', () => {
    const isComment = (line: string) => /^\s*(\/\/|\/?\*)/.test(line)
    const signs = files
      .filter((file) => /^(app|components|text|forms)\//.test(file) && !/\.test\./.test(file))
      .filter((file) =>
        readFileSync(join(ROOT, file), 'utf8')
          .split('\n')
          .some((line) => !isComment(line) && /[¥￥€£₫]/.test(line)),
      )
    expect(signs).toEqual([])
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

/** From the first parenthesis after `start` to the one that closes it. */
function inParentheses(code: string, start: number): string {
  const open = code.indexOf('(', start)
  let depth = 0
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === '(') depth += 1
    if (code[at] === ')') depth -= 1
    if (depth === 0) return code.slice(open, at + 1)
  }
  return code.slice(open)
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
