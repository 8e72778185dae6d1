// The SQL that leads from one schema to another, by Prisma's own engine as WebAssembly: nothing is
// downloaded, and no database is changed. It is compared schema with schema; the last one is kept
// as migrations/last.prisma.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/**
 * @param from the old schema's text, null for an empty database; @param url any reachable database,
 *   only asked for its version
 */
export async function schemaDiff(from: string | null, to: string, url: string): Promise<string> {
  const bindings = engine as typeof engine & { __wbg_set_wasm: (exports: unknown) => void }
  const require = createRequire(import.meta.url)
  const home = dirname(require.resolve('@prisma/schema-engine-wasm'))
  const { instance } = await WebAssembly.instantiate(
    readFileSync(join(home, 'schema_engine_bg.wasm')),
    { './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports },
  )
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports as { __wbindgen_start: () => void }).__wbindgen_start()

  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }))
  const differ = await engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', to]] },
    () => {},
    adapter,
  )
  const target = (text: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content: text }],
    configDir: '.',
  })
  const { stdout } = await differ.diff({
    from: from === null ? { tag: 'empty' } : target(from),
    to: target(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}
