// /api/menu/*: what of the menu comes and goes as a file. Who edits the menu sends a picture or a
// table as the bytes that they are, and takes the table out again.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from '@/domain/refusal'
import { id } from '@/forms/fields'
import { type Actor, actorAt, personOf } from '../access/procedures'
import { type Context, contextOf } from '../context'
import type { Deps } from '../deps'
import { countCommand } from '../limit'
import { exportMenu, importMenu } from '../menu/editor/menu-file'
import { MOST_PICTURE_BYTES, savePicture } from '../menu/editor/save-picture'
import { answerJson, answerRefusal } from './answer'
import { factsOf } from './facts'
import { firstBytes } from './first-bytes'
import { foreignOrigin } from './origin'

const MOST_TABLE_BYTES = 4_000_000

type File = (asked: {
  ctx: Context
  actor: Actor
  req: IncomingMessage
  res: ServerResponse
  url: URL
}) => Promise<void>

export function menuDoor(deps: Deps, picturesDir: string) {
  const files: Record<string, File> = {
    'GET /api/menu/export.csv': async ({ ctx, actor, res }) => {
      const text = await exportMenu(ctx, actor, ctx.language)
      const day = ctx.now().toISOString().slice(0, 10)
      res.setHeader('Content-Type', 'text/csv; charset=utf-8')
      res.setHeader('Content-Disposition', `attachment; filename="menu-${day}.csv"`)
      res.setHeader('Cache-Control', 'no-store')
      res.end(text)
    },
    'POST /api/menu/import': async ({ ctx, actor, req, res, url }) => {
      const bytes = await bytesOf(req, MOST_TABLE_BYTES)
      const isTrial = url.searchParams.get('trial') !== 'no'
      answerJson(res, 200, await importMenu(ctx, actor, { bytes, isTrial }))
    },
    'POST /api/menu/picture': async ({ actor, req, res }) => {
      const bytes = await bytesOf(req, MOST_PICTURE_BYTES)
      answerJson(res, 200, await savePicture(picturesDir, actor.storeId, bytes))
    },
  }

  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    try {
      const file = files[`${req.method} ${url.pathname}`]
      if (!file) throw new Refusal('thing.not-found')
      const foreign = foreignOrigin(deps, req)
      if (foreign) throw foreign
      const store = id.safeParse(Number(url.searchParams.get('store_id')))
      if (!store.success) throw new Refusal('input.invalid', { field: 'store_id' })
      const ctx = contextOf(deps, factsOf(deps, req, res))
      const actor = await actorAt(ctx, store.data, 'menu.manage')
      await countCommand(ctx, 'menu.files', { person: personOf(actor) })
      await file({ ctx, actor, req, res, url })
    } catch (error) {
      if (res.headersSent || !(error instanceof Refusal)) throw error
      answerRefusal(req, res, error.code, error.details)
    }
  }
}

/** A form of another site cannot send this type without asking first. */
async function bytesOf(req: IncomingMessage, most: number): Promise<Buffer> {
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/octet-stream') throw new Refusal('input.invalid')
  const bytes = await firstBytes(req, most + 1)
  if (bytes.length > most) throw new Refusal('request.too-large')
  return bytes
}
