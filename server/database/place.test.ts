// Where the database of a data folder is: never a new one where there is one, wherever the folder
// went.

import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseHome, POINTER } from './place'

let root: string
let systemFolder: string
let dataDir: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fanzhuo-place-'))
  systemFolder = join(root, 'system')
  dataDir = folder('closed')
})
afterEach(() => rmSync(root, { recursive: true }))

function folder(name: string): string {
  const path = join(root, name)
  mkdirSync(path)
  return path
}

function putDatabase(home: string): void {
  mkdirSync(join(home, 'postgres'), { recursive: true })
  writeFileSync(join(home, 'postgres', 'PG_VERSION'), '18\n')
}

/** @param reachable whether PostgreSQL's user may reach the folder */
const homeOf = (path: string, reachable = false) =>
  databaseHome({ dataDir: path, mayReach: () => reachable, userName: 'fanzhuo', systemFolder })

/** As a Fanzhuo had it that kept no pointer. */
const oldHomeOf = (path: string) =>
  join(systemFolder, createHash('sha256').update(path).digest('hex').slice(0, 12))

describe('the database of a data folder', () => {
  it('is in it where its user may reach it', async () => {
    expect(await homeOf(dataDir, true)).toBe(dataDir)
  })

  it('is elsewhere where not, and the folder says where, also after it was renamed or let through', async () => {
    const home = await homeOf(dataDir)
    expect(home).not.toBe(dataDir)
    expect(readFileSync(join(dataDir, POINTER), 'utf8').trim()).toBe(home)
    putDatabase(home)
    const renamed = join(root, 'renamed')
    renameSync(dataDir, renamed)
    expect(await homeOf(renamed)).toBe(home)
    expect(await homeOf(renamed, true)).toBe(home)
  })

  it('stays the same for a first start that was killed before there was one', async () => {
    const home = await homeOf(dataDir)
    expect(await homeOf(dataDir)).toBe(home)
  })

  it('of a Fanzhuo that kept no pointer is found and pointed to', async () => {
    const home = oldHomeOf(dataDir)
    putDatabase(home)
    writeFileSync(join(dataDir, 'secret'), 'x')
    expect(await homeOf(dataDir)).toBe(home)
    expect(readFileSync(join(dataDir, POINTER), 'utf8').trim()).toBe(home)
  })

  it('is not another folder’s that had this name before', async () => {
    const home = await homeOf(dataDir)
    putDatabase(home)
    renameSync(dataDir, join(root, 'renamed'))
    const fresh = await homeOf(folder('closed'))
    expect(fresh).not.toBe(home)
    expect(await homeOf(join(root, 'renamed'))).toBe(home)
  })
})

describe('one sentence instead of an empty restaurant', () => {
  it('where a used folder of an older Fanzhuo was renamed: which database it may be, and how to say so', async () => {
    const home = oldHomeOf(dataDir)
    putDatabase(home)
    writeFileSync(join(dataDir, 'secret'), 'x')
    const renamed = join(root, 'renamed')
    renameSync(dataDir, renamed)
    const refusal = await homeOf(renamed).catch((error: Error) => error.message)
    expect(refusal).toContain(home)
    expect(refusal).toContain(join(renamed, POINTER))

    writeFileSync(join(renamed, POINTER), `${home}\n`)
    expect(await homeOf(renamed)).toBe(home)
  })

  it('where the place it points to holds none any more', async () => {
    const home = await homeOf(dataDir)
    putDatabase(home)
    writeFileSync(join(dataDir, 'secret'), 'x')
    rmSync(home, { recursive: true })
    await expect(homeOf(dataDir)).rejects.toThrow('restore a backup')
  })

  it('where the database in it is out of reach', async () => {
    putDatabase(dataDir)
    await expect(homeOf(dataDir)).rejects.toThrow('chmod o+x')
  })

  it('and none where a folder is new, beside others whose databases nobody points to', async () => {
    putDatabase(oldHomeOf('/somewhere/else'))
    await expect(homeOf(dataDir)).resolves.toContain(systemFolder)
  })
})
