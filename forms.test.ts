// What a screen lets through is what its router takes, because both hold it against the very same
// schema.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { checkForm, lengthAt } from './components/desk/check-form'
import { MAXIMUM_CENTS } from './domain/money'
import { signIn } from './forms/access'
import { setBillRules } from './forms/billing'
import { saveOffer, setLevels } from './forms/membership'
import { save as savePrinter } from './forms/printing'
import { appRouter } from './server/router'
import { LANGUAGES } from './text/languages'
import { sayIn } from './text/words'

type Form = { procedure: string; schema: z.ZodType }

/**
 * A form stands under its router's path and has its procedure's name: forms/kitchen/setup.ts,
 * addStation.
 */
const forms = (
  await Promise.all(
    filesBelow('forms')
      .filter((path) => path !== 'fields')
      .map(async (path): Promise<Form[]> => {
        const file = join(import.meta.dirname, 'forms', `${path}.ts`)
        const held: Record<string, unknown> = await import(/* @vite-ignore */ file)
        return Object.entries(held).flatMap(([name, schema]) =>
          schema instanceof z.ZodType
            ? [{ procedure: `${path.replaceAll('/', '.')}.${name}`, schema }]
            : [],
        )
      }),
  )
).flat()

const inputsOf = (procedure: string): unknown[] => {
  const { procedures } = appRouter._def as unknown as {
    procedures: Record<string, { _def: { inputs: unknown[] } }>
  }
  return procedures[procedure]?._def.inputs ?? []
}

describe('a form', () => {
  it.each(forms)('$procedure is what its router takes', ({ procedure, schema }) => {
    expect(inputsOf(procedure)).toContain(schema)
  })

  it.each(forms)(
    '$procedure refuses just what its router refuses, and says it in words of every language',
    async ({ procedure, schema }) => {
      const say = LANGUAGES.map((language) => sayIn(language, 'form'))
      const held = inputsOf(procedure).find((input) => input === schema) as z.ZodType
      fc.assert(
        fc.property(requestsOf(schema), (request) => {
          const checked = checkForm(schema, request)
          expect('request' in checked).toBe(held.safeParse(request).success)
          if ('request' in checked) return
          expect(checked.wrong.size).toBeGreaterThan(0)
          for (const { word, limit = 0 } of checked.wrong.values()) {
            for (const t of say) expect(t(word, { limit })).not.toMatch(/[{}]|form\./)
          }
        }),
        { numRuns: 200 },
      )
    },
  )
})

describe('what is wrong', () => {
  const rules = {
    perHeadCents: 0,
    serviceBasisPoints: 0,
    taxBasisPoints: 0,
    reducedTaxBasisPoints: null,
    isTaxAdded: false,
    roundingCents: 1,
    cashierDiscountLimitCents: null,
    cashierRefundLimitCents: null,
    paymentExpiresMinutes: 15,
    receiptHeader: '',
    receiptFooter: '',
  }
  it.each([
    ['no number', { perHeadCents: Number.NaN }, 'perHeadCents', { word: 'number' }],
    [
      'too much',
      { perHeadCents: MAXIMUM_CENTS + 1 },
      'perHeadCents',
      { word: 'large', limit: MAXIMUM_CENTS },
    ],
    ['too little', { perHeadCents: -1 }, 'perHeadCents', { word: 'small', limit: 0 }],
    ['no whole one', { paymentExpiresMinutes: 1.5 }, 'paymentExpiresMinutes', { word: 'whole' }],
    ['too long', { receiptHeader: 'x'.repeat(61) }, 'receiptHeader', { word: 'long', limit: 60 }],
    ['a bell', { receiptHeader: '\u0007' }, 'receiptHeader', { word: 'unclear' }],
  ])('is told at its field: %s', (_, part, path, wrong) => {
    const checked = checkForm(setBillRules, { ...rules, ...part })
    expect('wrong' in checked && Object.fromEntries(checked.wrong)).toEqual({ [path]: wrong })
  })

  it('is told of one row of a list', () => {
    const level = { name: '金', names: {}, minimumPoints: 0, payBasisPoints: 9_000 }
    const checked = checkForm(setLevels, { levels: [level, { ...level, payBasisPoints: 10_001 }] })
    expect('wrong' in checked && [...checked.wrong.keys()]).toEqual(['levels.1.payBasisPoints'])
  })
})

describe('how long a text may be', () => {
  it.each([
    [signIn, 'login', 64],
    [signIn, 'password', 200],
    [savePrinter, 'name', 30],
    [saveOffer, 'terms.names.en', 40],
    [setLevels, 'levels.3.name', 40],
    [setBillRules, 'perHeadCents', undefined],
    [setBillRules, 'nothing', undefined],
  ])('is read from the schema itself', (schema, path, length) => {
    expect(lengthAt(schema, path)).toBe(length)
  })
})

/** Whatever might stand in the fields of a schema, mostly near what is right. */
function requestsOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    fc.constantFrom(
      null,
      undefined,
      '',
      ' ',
      true,
      false,
      0,
      1,
      -1,
      0.5,
      Number.NaN,
      '123456',
      [],
      {},
    ),
    fc.integer(),
    fc.string({ maxLength: 250 }),
  )
  if (!(schema instanceof z.ZodObject)) return value
  return fc.record(Object.fromEntries(Object.keys(schema.shape).map((field) => [field, value])), {
    requiredKeys: [],
  })
}

/** Modules below a folder of the house, by their paths in it and without their ending. */
function filesBelow(folder: string, path = ''): string[] {
  return readdirSync(join(import.meta.dirname, folder, path), { withFileTypes: true }).flatMap(
    (entry) => {
      const inside = path ? `${path}/${entry.name}` : entry.name
      return entry.isDirectory() ? filesBelow(folder, inside) : [inside.replace(/\.ts$/, '')]
    },
  )
}
