// The data folder as copies, moves and root leave it: the house that was in it opens again, or one
// sentence says why not.

import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { databaseIn, freshFolder, type Program, startProgram } from '@/testing/program/program'
import { POINTER } from '../database/place'

const isRoot = process.getuid?.() === 0
const running: Program[] = []
const cleanups: (() => void)[] = []

afterEach(async () => {
  for (const program of running.splice(0)) await stopped(program)
  for (const clean of cleanups.splice(0)) clean()
})

function folder(): string {
  const { path, remove } = freshFolder()
  cleanups.push(remove)
  return path
}

async function opened(dataDir: string): Promise<Program> {
  const program = startProgram({ DATA_DIR: dataDir })
  running.push(program)
  await program.opened
  return program
}

async function stopped(program: Program): Promise<void> {
  program.kill('SIGTERM')
  await program.ended
}

/** Opens a house there, leaves something in it and closes it. */
async function houseIn(dataDir: string, home = () => dataDir): Promise<void> {
  const program = await opened(dataDir)
  const database = databaseIn(home())
  await database.db.brand.create({ data: { name: '留下来的' } })
  await database.close()
  await stopped(program)
}

async function brandsIn(home: string): Promise<string[]> {
  const database = databaseIn(home)
  const brands = await database.db.brand.findMany({ select: { name: true } })
  await database.close()
  return brands.map(({ name }) => name)
}

describe('a database’s folder that came back from a copy', () => {
  it('opens where the copy opened its rights and left out its empty folders', async () => {
    const dataDir = folder()
    await houseIn(dataDir)
    const postgres = join(dataDir, 'postgres')
    const entries = readdirSync(postgres, { recursive: true, withFileTypes: true })
    const empty = entries
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => readdirSync(path).length === 0)
    expect(empty.map((path) => basename(path))).toContain('pg_notify')
    for (const path of empty) rmdirSync(path)
    chmodSync(postgres, 0o755)
    await opened(dataDir)
    expect(await brandsIn(dataDir)).toEqual(['留下来的'])
  })

  it.runIf(isRoot)(
    'opens where it is root’s now, as nobody else can be after such a copy',
    async () => {
      const dataDir = folder()
      await houseIn(dataDir)
      const postgres = join(dataDir, 'postgres')
      chownSync(postgres, 0, 0)
      for (const name of readdirSync(postgres, { recursive: true })) {
        chownSync(join(postgres, String(name)), 0, 0)
      }
      await opened(dataDir)
      expect(await brandsIn(dataDir)).toEqual(['留下来的'])
    },
  )
})

describe.runIf(isRoot)('a data folder that PostgreSQL’s user cannot reach', () => {
  /** Below root's own folder, which lets nobody through. */
  function closedFolder(): string {
    const path = join(
      homedir(),
      `.fanzhuo-test-${process.pid}-${Math.random().toString(36).slice(2)}`,
    )
    mkdirSync(path, { mode: 0o700 })
    cleanups.push(() => rmSync(path, { recursive: true, force: true }))
    return path
  }

  it('says where its database is, in the folder and in the terminal, and is the same house under another name', async () => {
    const parent = closedFolder()
    const dataDir = join(parent, 'data')
    let home = ''
    await houseIn(dataDir, () => {
      home = readFileSync(join(dataDir, POINTER), 'utf8').trim()
      cleanups.push(() => rmSync(home, { recursive: true, force: true }))
      return home
    })
    const renamed = join(parent, 'renamed')
    renameSync(dataDir, renamed)
    const program = startProgram({ DATA_DIR: renamed })
    running.push(program)
    await program.opened
    expect(await brandsIn(home)).toEqual(['留下来的'])
    await stopped(program)
    expect((await program.ended).said).toContain(`${renamed}, its database in ${home}`)
  })

  it('is refused when it lost the word of where that is, before an empty restaurant opens', async () => {
    const parent = closedFolder()
    const dataDir = join(parent, 'data')
    let home = ''
    await houseIn(dataDir, () => {
      home = readFileSync(join(dataDir, POINTER), 'utf8').trim()
      cleanups.push(() => rmSync(home, { recursive: true, force: true }))
      return home
    })
    rmSync(join(dataDir, POINTER))
    const renamed = join(parent, 'renamed')
    renameSync(dataDir, renamed)
    const program = startProgram({ DATA_DIR: renamed })
    running.push(program)
    const { code, complained } = await program.ended
    expect(code).toBe(1)
    expect(complained).toContain(home)
    expect(complained.trim().split('\n')).toHaveLength(1)
  })
})
