// Holds what a form would send against the very schema that the router holds it against, and says
// of each thing that is wrong where it is and what is wrong with it.

import type { ZodString } from 'zod'
import * as z from 'zod/v4/core'
import type { Texts } from '@/text/all'

/** What is wrong with a field, as a text of `form`. */
export type Wrong = { word: keyof Texts['form']; limit?: number }

type Issue = z.$ZodIssue
type Saying = { [Code in Issue['code']]: (issue: Extract<Issue, { code: Code }>) => Wrong }

const unclear = (): Wrong => ({ word: 'unclear' })
const WORDS = { string: ['short', 'long'], array: ['few', 'many'] } as const
const wordsFor = (origin: string) => WORDS[origin as keyof typeof WORDS] ?? ['small', 'large']

/** What each kind of issue says; complete, or it does not compile. */
const SAYS: Saying = {
  invalid_type: ({ expected }) =>
    expected === 'int' ? { word: 'whole' } : expected === 'number' ? { word: 'number' } : unclear(),
  too_small: ({ origin, minimum }) => ({ word: wordsFor(origin)[0], limit: Number(minimum) }),
  too_big: ({ origin, maximum }) => ({ word: wordsFor(origin)[1], limit: Number(maximum) }),
  invalid_format: unclear,
  not_multiple_of: unclear,
  unrecognized_keys: unclear,
  invalid_union: unclear,
  invalid_key: unclear,
  invalid_element: unclear,
  invalid_value: unclear,
  custom: unclear,
}

/**
 * The first thing that is wrong at each path ('levels.0.name'; '' = the whole), or what is sent
 * when nothing is.
 */
export function checkForm<Schema extends z.$ZodType>(
  schema: Schema,
  request: unknown,
): { request: z.output<Schema> } | { wrong: ReadonlyMap<string, Wrong> } {
  const checked = z.safeParse(schema, request)
  if (checked.success) return { request: checked.data }
  const wrong = new Map<string, Wrong>()
  for (const issue of checked.error.issues) {
    const path = issue.path.join('.')
    if (!wrong.has(path)) wrong.set(path, (SAYS[issue.code] as (issue: Issue) => Wrong)(issue))
  }
  return { wrong }
}

/** How long the text at a path may be, where the schema says it. */
export function lengthAt(schema: z.$ZodType, path: string): number | undefined {
  const [step, ...rest] = path === '' ? [] : path.split('.')
  const { def } = (schema as z.$ZodTypes)._zod
  switch (def.type) {
    case 'pipe':
      return lengthAt(def.in, path)
    case 'nullable':
    case 'optional':
    case 'default':
      return lengthAt(def.innerType, path)
    case 'array':
      return lengthAt(def.element, rest.join('.'))
    case 'object': {
      const field = def.shape[step ?? '']
      return field && lengthAt(field, rest.join('.'))
    }
    case 'record':
      return lengthAt(def.valueType, rest.join('.'))
    case 'string':
      return (schema as ZodString).maxLength ?? undefined
    default:
      return undefined
  }
}
