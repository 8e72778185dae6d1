// A picture as each browser gets it: AVIF where it says that it knows it, WebP to all others.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { picturesDoor } from './pictures-door'

const CHROME = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'
const OLD_SAFARI = 'image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5'
let folder: string
let server: Server
let base: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-door-'))
  await writeFile(join(folder, 'rice-160.webp'), 'webp')
  await writeFile(join(folder, 'rice-160.avif'), 'avif!')
  await writeFile(join(folder, 'tea-160.webp'), 'webp')
  const door = picturesDoor(folder)
  server = createServer((req, res) => void door(req, res, new URL(req.url ?? '', 'http://here')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

async function get(name: string, accept: string) {
  const answer = await fetch(`${base}/pictures/${name}`, { headers: { accept } })
  const { headers } = answer
  return [headers.get('content-type'), headers.get('vary'), await answer.text()]
}

it('a browser that knows AVIF gets it, any other WebP, and what lies between keeps both apart', async () => {
  expect(await get('rice-160.webp', CHROME)).toEqual(['image/avif', 'Accept', 'avif!'])
  expect(await get('rice-160.webp', OLD_SAFARI)).toEqual(['image/webp', 'Accept', 'webp'])
  expect(await get('rice-160.webp', '*/*')).toEqual(['image/webp', 'Accept', 'webp'])
})

it('a picture that is there as WebP only is that to everybody', async () => {
  expect(await get('tea-160.webp', CHROME)).toEqual(['image/webp', 'Accept', 'webp'])
})
