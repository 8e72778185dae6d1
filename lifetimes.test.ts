// Every table of the schema has one line that says how long it is kept, and docs/security.md says
// the same to owners.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LIFETIMES, lifetimesTable } from './server/lifetimes'
import { schemaText } from './setup/schema-text'

const models = [...schemaText().matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map(
  ([, body = '']) => /@@map\("(\w+)"\)/.exec(body)?.[1] ?? body,
)

it('every table has one line, and there is no line for anything else', () => {
  expect(models.length).toBeGreaterThan(50)
  expect(LIFETIMES.flatMap(({ tables }) => tables).sort()).toEqual([...models].sort())
})

it('docs/security.md says what is kept how long, in the same words', () => {
  const [, after = ''] = readFileSync('docs/security.md', 'utf8').split(
    '## What is kept how long\n',
  )
  const [section = ''] = after.split('\n## ')
  expect(section).toContain(lifetimesTable())
})
