// What a backup is: one .tar.gz that any tar opens. `about.json` first, then each table as
// PostgreSQL's own COPY text in pieces, then the files of the data folder, and last `manifest.json`
// with what everything before it must be. A file without its manifest is not whole.

import { createHash, createHmac, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { z } from 'zod'
import { StartError } from '../env'

export const FORMAT = 1
export const ABOUT = 'about.json'
export const MANIFEST = 'manifest.json'
export const TABLES = 'tables/'
export const FILES = 'files/'

/** Why it was made; `demo`: before the demo went. */
export const KINDS = ['nightly', 'by-hand', 'before-update', 'demo'] as const
export type BackupKind = (typeof KINDS)[number]

const about = z.object({
  format: z.number(),
  kind: z.enum(KINDS),
  /** The instant whose house this is, as ISO text. */
  madeAt: z.iso.datetime(),
  /** The schema: migrations in their order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /**
   * Tells whether a secret is the one that sealed this house's phones; tells nothing of the secret.
   */
  secretPrint: z.string(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
export type About = z.infer<typeof about>

const manifest = z.object({
  entries: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  /** Rows by table. */
  rows: z.record(z.string(), z.number()),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
})
export type Manifest = z.infer<typeof manifest>

export function printOf(secret: Buffer): string {
  return createHmac('sha256', secret).update('fanzhuo backup').digest('hex').slice(0, 32)
}

export type Entry = AsyncIterable<Buffer> & { header: { name: string } }

/** The entries of a backup, one after the other; each is to be read to its end. */
export async function* entriesOf(path: string): AsyncGenerator<Entry> {
  const tar = extract()
  const flow = pipeline(createReadStream(path), createGunzip(), tar as unknown as Writable)
  flow.catch(() => {})
  try {
    for await (const entry of tar) yield entry as unknown as Entry
    await flow
  } finally {
    tar.destroy()
  }
}

/**
 * Reads a backup through and holds every byte against its manifest.
 * @throws StartError where it is damaged, not whole, or nothing of ours
 */
export async function checkBackup(path: string): Promise<{ about: About; manifest: Manifest }> {
  const found: Manifest['entries'] = []
  let first: unknown = null
  let last: unknown = null
  try {
    for await (const entry of entriesOf(path)) {
      const { name } = entry.header
      if (last !== null) throw new Error('there is something after its end')
      const isWords = name === ABOUT || name === MANIFEST
      const { bytes, sha256, text } = await measureEntry(entry, isWords)
      if (name === MANIFEST) last = JSON.parse(text)
      else found.push({ name, bytes, sha256 })
      if (name === ABOUT) first = JSON.parse(text)
      if (found[0]?.name !== ABOUT) throw new Error('it begins with something else')
    }
  } catch (error) {
    throw unreadableFile(path, error)
  }
  const [said, sums] = [about.safeParse(first), manifest.safeParse(last)]
  if (said.success && said.data.format > FORMAT) {
    throw new StartError(
      `The backup ${path} was made by a newer Fanzhuo. Restore it with that version.`,
    )
  }
  const isWhole =
    said.success &&
    sums.success &&
    JSON.stringify(found.map(lineOf)) === JSON.stringify(sums.data.entries.map(lineOf))
  if (!isWhole) throw unreadableFile(path, new Error('its end is missing or its sums are others'))
  return { about: said.data, manifest: sums.data }
}

const lineOf = ({ name, bytes, sha256 }: Manifest['entries'][number]) => [name, bytes, sha256]

async function measureEntry(entry: Entry, isKept: boolean) {
  const hash: Hash = createHash('sha256')
  const kept: Buffer[] = []
  let bytes = 0
  for await (const chunk of entry) {
    hash.update(chunk)
    bytes += chunk.length
    if (isKept) kept.push(chunk)
  }
  return { bytes, sha256: hash.digest('hex'), text: Buffer.concat(kept).toString('utf8') }
}

function unreadableFile(path: string, error: unknown): StartError {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new StartError(`There is no file ${path}.`)
  if (code === 'EACCES' || code === 'EISDIR') {
    return new StartError(`The file ${path} cannot be read (${code}).`)
  }
  return new StartError(
    `The file ${path} is not a whole backup of Fanzhuo (${message}). Take another one; this one was not used.`,
  )
}
