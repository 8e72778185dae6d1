// What an owner's first start brings onto her disk: just what runs and builds, in just the versions
// that were tested.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { slim } from './setup/slim.mjs'

type Locked = { version?: string; dev?: boolean }

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const started = Object.entries<Locked>(lock.packages)
  .filter(([path, { dev }]) => path !== '' && !dev)
  .map(([path]) => path.split('node_modules/').at(-1) ?? '')

describe('npm start installs', () => {
  it('nothing that only tests, writing migrations or drawing the demo need', () => {
    const heavy =
      /^(prisma|@prisma\/(studio|dev|streams|query-plan).*|@electric-sql\/.*|mysql2|postgres|elkjs|@visx\/.*|remeda|vitest|vite|rolldown|@rolldown\/.*|@biomejs\/.*|tsx|acorn|fast-check|axe-core|@axe-core\/.*|read-excel-file|@lobehub\/.*|knip)$/
    // Of these, Prisma's settings reader has a copy of its own that no code of ours reaches.
    const known = ['fast-check']
    expect(started.filter((name) => heavy.test(name) && !known.includes(name))).toEqual([])
  })

  it('each package in one version that is written down', () => {
    const ranges = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version),
    )
    expect(ranges).toEqual([])
    const { packages } = lock
    const asked = { ...packages[''].dependencies, ...packages[''].devDependencies }
    expect(asked).toEqual({ ...dependencies, ...devDependencies })
  })

  it('and keeps of them what runs or builds', () => {
    const packages = mkdtempSync(join(tmpdir(), 'packages-'))
    const kept = [
      'next/dist/compiled/next-server/app-page-turbo.runtime.prod.js',
      '@prisma/client/runtime/query_compiler_fast_bg.postgresql.wasm-base64.mjs',
      '@types/node/index.d.ts',
      '@types/react/index.d.ts',
      'typescript/package.json',
      'swagger-ui-dist/swagger-ui-bundle.js',
    ]
    const taken = [
      'next/dist/compiled/next-server/app-page-turbo.runtime.prod.js.map',
      'next/dist/compiled/next-server/app-page-turbo.runtime.dev.js',
      '@prisma/client/runtime/query_compiler_fast_bg.mysql.wasm-base64.mjs',
      '@base-ui/react/menu/index.d.ts',
      'playwright-core/lib/server.js',
    ]
    for (const name of [...kept, ...taken]) {
      mkdirSync(dirname(join(packages, name)), { recursive: true })
      writeFileSync(join(packages, name), '')
    }
    slim(packages)
    expect(kept.filter((name) => !existsSync(join(packages, name)))).toEqual([])
    expect(taken.filter((name) => existsSync(join(packages, name)))).toEqual([])
    rmSync(packages, { recursive: true })
  })
})
