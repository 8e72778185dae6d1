// What a hostile or clumsy client sends: a fixed list of nasty values, and inputs made from a
// procedure's own JSON schema with some of their fields replaced by such values.

import fc from 'fast-check'

/** Of every kind that has broken a program: numbers, texts, shapes. Plain JSON. */
export const NASTY: readonly unknown[] = [
  ...[0, -0, -1, 1.5, 1e-9, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 + 1, 1e308, Number.MIN_VALUE],
  ...['', ' ', '0', '5', '0x1', '1e3', '01', '+5', '5 ', '-0', 'NaN', 'Infinity', '1e309', '５'],
  ...['true', 'false', 'null', 'undefined', '[object Object]', '[5]', '{}'],
  ...[
    '\u0000',
    'a\u0000b',
    '\u001b[2J',
    '\u0085',
    '\ud800',
    '\udfff',
    'a\ud83d',
    '\ufeff',
    '\ufffd',
  ],
  ...['\u202e', '\u200b', '\u2028', '𠜎𠜱', '👨‍👩‍👧‍👦', 'é'.normalize('NFD'), 'ﷺ', 'İ', 'ß'],
  ...['x'.repeat(1_000), '好'.repeat(5_000), '%'.repeat(500), '9'.repeat(400)],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'],
  ...["'; DROP TABLE payment; --", "' OR 1=1 --", '\\', '"', '`', '%', '_', '%_%', '$1', '{{1}}'],
  ...[
    '../../etc/passwd',
    '..%2f',
    '%00',
    '%',
    '%ff',
    '%2525',
    '//evil.example',
    'javascript:alert(1)',
  ],
  ...[
    'a\r\nSet-Cookie: x=1',
    '\n',
    '\t',
    '=HYPERLINK("http://evil.example")',
    '<img src=x onerror=a>',
  ],
  ...[
    '2026-02-30',
    '2026-13-01',
    '0000-00-00',
    '-000001-01-01',
    '+275760-09-13',
    '10:61',
    'T',
    '1',
  ],
  ...[true, false, null, [], [5], [[]], [null], {}, { id: 1 }, { length: 1 }, { toString: 1 }],
  ...[
    JSON.parse('{"then":1}'),
    { valueOf: 1 },
    [1, 2, 3],
    Array.from({ length: 1_000 }, () => 1),
    nested(40),
  ],
]

/** An array in an array in an array … */
function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

/** The part of JSON Schema that our procedures' inputs are described with. */
export type InputSchema = {
  type?: string
  enum?: unknown[]
  properties?: Record<string, InputSchema>
  required?: string[]
  minimum?: number
  maximum?: number
  maxLength?: number
}

/** A value that fits the schema, as far as the schema says. */
function fitting(schema: InputSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const { minimum = 0, maximum = 2 ** 31 - 1 } = schema
  switch (schema.type) {
    case 'integer':
      return fc.oneof(
        fc.integer({ min: minimum, max: Math.min(maximum, minimum + 5) }),
        fc.integer({ min: minimum, max: maximum }),
      )
    case 'number':
      return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.double())
    case 'boolean':
      return fc.boolean()
    case 'string':
      return fc.oneof(fc.string({ maxLength: schema.maxLength ?? 50, unit: 'binary' }), fc.string())
    default:
      return fc.constant(null)
  }
}

/**
 * Inputs like those of the schema: fields that fit, fields of the list, fields left out, and fields
 * that nobody asked for.
 */
export function hostile(schema: InputSchema): fc.Arbitrary<Record<string, unknown>> {
  const nasty = fc.constantFrom(...NASTY)
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, each]) =>
      [
        name,
        fc.oneof({ weight: 3, arbitrary: fitting(each) }, { weight: 2, arbitrary: nasty }),
      ] as const,
  )
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [] })
  const foreign = fc.dictionary(
    fc.constantFrom('constructor', 'toString', 'id', 'storeId', 'price', ''),
    nasty,
    { maxKeys: 2 },
  )
  return fc
    .tuple(
      known,
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: foreign }),
    )
    .map(([one, other]) => ({ ...one, ...other }))
}
