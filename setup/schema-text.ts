// The whole schema as one text: the files of prisma/schema, one a room, after each other by name.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = 'prisma/schema'

export function schemaFiles(): string[] {
  return readdirSync(FOLDER).sort()
}

export function schemaText(): string {
  return schemaFiles()
    .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
    .join('')
}
