// /api/menu/*, /api/house/*: what comes and goes as a file. Who edits the menu sends a picture or a
// table as the bytes that they are, and takes the table out again; who manages the store sends its
// logo and its picture.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Permission } from '@/domain/access'
import { MOST_PICTURE_BYTES } from '@/domain/menu-pictures'
import { Refusal, type RefusalCode } from '@/domain/refusal'
import { id } from '@/forms/fields'
import { type Actor, actorAt, personOf } from '../access/procedures'
import { type Context, contextOf } from '../context'
import type { Deps } from '../deps'
import { type PictureOf, savePicture } from '../house/save-picture'
import { countCommand } from '../limit'
import { exportMenu, exportSheet, importMenu } from '../menu/editor/menu-file'
import { answerJson, answerRefusal } from './answer'
import { factsOf } from './facts'
import { firstBytes } from './first-bytes'
import { foreignOrigin } from './origin'

const MOST_TABLE_BYTES = 4_000_000

type File = {
  may: Permission
  take: (asked: {
    ctx: Context
    actor: Actor
    req: IncomingMessage
    res: ServerResponse
    url: URL
  }) => Promise<void>
}

export function fileDoor(deps: Deps, picturesDir: string) {
  const picture = (of: PictureOf, may: Permission): File => ({
    may,
    take: async ({ actor, req, res }) => {
      const bytes = await bytesOf(req, MOST_PICTURE_BYTES, 'picture.unusable')
      answerJson(res, 200, await savePicture(picturesDir, actor.storeId, { of, bytes }))
    },
  })
  const menu = (take: File['take']): File => ({ may: 'menu.manage', take })
  const files: Record<string, File> = {
    'GET /api/menu/export.csv': menu(async ({ ctx, actor, res }) => {
      const text = await exportMenu(ctx, actor, ctx.language)
      const day = ctx.now().toISOString().slice(0, 10)
      res.setHeader('Content-Type', 'text/csv; charset=utf-8')
      res.setHeader('Content-Disposition', `attachment; filename="menu-${day}.csv"`)
      res.setHeader('Cache-Control', 'no-store')
      res.end(text)
    }),
    'GET /api/menu/export.xlsx': menu(async ({ ctx, actor, res }) => {
      const bytes = await exportSheet(ctx, actor, ctx.language)
      const day = ctx.now().toISOString().slice(0, 10)
      res.setHeader(
        'Content-Type',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      )
      res.setHeader('Content-Disposition', `attachment; filename="menu-${day}.xlsx"`)
      res.setHeader('Cache-Control', 'no-store')
      res.end(bytes)
    }),
    'POST /api/menu/import': menu(async ({ ctx, actor, req, res, url }) => {
      const bytes = await bytesOf(req, MOST_TABLE_BYTES, 'request.too-large')
      const isTrial = url.searchParams.get('trial') !== 'no'
      answerJson(res, 200, await importMenu(ctx, actor, { bytes, isTrial }))
    }),
    'POST /api/menu/picture': picture('dish', 'menu.manage'),
    'POST /api/house/logo': picture('logo', 'store.manage'),
    'POST /api/house/picture': picture('store', 'store.manage'),
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
      const actor = await actorAt(ctx, store.data, file.may)
      await countCommand(ctx, 'store.files', { person: personOf(actor) })
      await file.take({ ctx, actor, req, res, url })
    } catch (error) {
      if (res.headersSent || !(error instanceof Refusal)) throw error
      answerRefusal(req, res, error.code, error.details)
    }
  }
}

/** A form of another site cannot send this type without asking first. */
async function bytesOf(req: IncomingMessage, most: number, tooLarge: RefusalCode): Promise<Buffer> {
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/octet-stream') throw new Refusal('input.invalid')
  const isSaidTooLarge = Number(req.headers['content-length']) > most
  const bytes = await firstBytes(req, most + 1, isSaidTooLarge ? 1 : undefined)
  if (isSaidTooLarge || bytes.length > most) throw new Refusal(tooLarge)
  return bytes
}
