// Writes prisma/client from prisma/schema by Prisma's own generator. Its command line does the
// same, and brings a studio, a database of its own and engines for it: 250 MB.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

// Asked as CommonJS: what it has as a module lacks the endings of its own files.
const { getDMMF, PrismaClientTsGenerator } = createRequire(import.meta.url)(
  '@prisma/client-generator-ts',
)

const SCHEMA = resolve('prisma/schema')

const files = readdirSync(SCHEMA)
  .sort()
  .map((name) => [join(SCHEMA, name), readFileSync(join(SCHEMA, name), 'utf8')])
const generator = new PrismaClientTsGenerator()
const settings = {
  name: 'client',
  provider: { value: 'prisma-client', fromEnvVar: null },
  output: { value: resolve('prisma/client'), fromEnvVar: null },
  config: {},
  binaryTargets: [],
  previewFeatures: [],
  sourceFilePath: SCHEMA,
}
const { requiresEngineVersion } = await generator.getManifest(settings)
await generator.generate({
  generator: settings,
  otherGenerators: [],
  schemaPath: SCHEMA,
  datamodel: files.map(([, text]) => text).join('\n'),
  dmmf: await getDMMF({ datamodel: files }),
  datasources: [
    {
      name: 'db',
      provider: 'postgresql',
      activeProvider: 'postgresql',
      schemas: [],
      sourceFilePath: SCHEMA,
    },
  ],
  version: requiresEngineVersion.split('.').at(-1),
})

// An integer of eight bytes is a number here: server/database/exact-integers.ts makes it so.
const CLIENT = settings.output.value
const typed = readdirSync(join(CLIENT, 'models')).map((name) => join(CLIENT, 'models', name))
for (const path of [...typed, join(CLIENT, 'commonInputTypes.ts')]) {
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/\bbigint\b/g, 'number'))
}
