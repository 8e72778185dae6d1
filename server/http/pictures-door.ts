// /pictures/*: dish pictures from the data folder. Names never change their content, so browsers
// keep them.

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
    const path = join(picturesDir, name)
    const found = NAME.test(name) ? await stat(path).catch(() => null) : null
    if (!found?.isFile()) return answerRefusal(req, res, 'thing.not-found')

    res.setHeader('Content-Type', 'image/webp')
    res.setHeader('Content-Length', found.size)
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
    if (req.method === 'HEAD') return void res.end()
    // Whoever leaves in the middle must not leave the file open; there is nobody to tell then.
    await pipeline(createReadStream(path), res).catch(() => res.destroy())
  }
}
