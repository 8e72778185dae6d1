// /pictures/*: dish pictures from the data folder. Names never change their content, so browsers
// keep them. A browser that knows AVIF gets that under the same name, where there is one.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { answerRefusal } from './answer'

const NAME = /^[a-z0-9][a-z0-9-]{0,80}\.webp$/

export function picturesDoor(picturesDir: string) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const name = url.pathname.slice('/pictures/'.length)
    const found = NAME.test(name) ? await find(join(picturesDir, name), req) : null
    if (!found) return answerRefusal(req, res, 'thing.not-found')

    res.setHeader('Content-Type', found.type)
    res.setHeader('Content-Length', found.size)
    res.setHeader('Vary', 'Accept')
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
    if (req.method === 'HEAD') return void res.end()
    // Whoever leaves in the middle must not leave the file open; there is nobody to tell then.
    await pipeline(createReadStream(found.path), res).catch(() => res.destroy())
  }
}

async function find(path: string, { headers }: IncomingMessage) {
  const webp = { path, type: 'image/webp' }
  const avif = { path: path.replace(/webp$/, 'avif'), type: 'image/avif' }
  const knows = (headers.accept ?? '').includes(avif.type)
  for (const file of knows ? [avif, webp] : [webp]) {
    const found = await stat(file.path).catch(() => null)
    if (found?.isFile()) return { ...file, size: found.size }
  }
  return null
}
