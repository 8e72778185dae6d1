// The pictures of the documents, taken while a test runs: `npm run docs:pictures` says where to.
// Otherwise nothing is taken.

import type { Page } from '@playwright/test'
import sharp from 'sharp'

const CELL = { width: 480, height: 360 }
const GAP = 12
const COLUMNS = 4
const GROUND = '#e7e1d8'

export function film(path: string | undefined) {
  const cells: Buffer[] = []
  return {
    /** A picture of the strip: one screen, or two phones side by side. */
    shoot: async (...pages: Page[]) => {
      if (!path) return
      const screens = await Promise.all(
        pages.map(async (page) => {
          const taken = await page.screenshot({ animations: 'disabled' })
          const screen = sharp(taken).resize({ ...CELL, fit: 'inside' })
          return await screen.png().toBuffer({ resolveWithObject: true })
        }),
      )
      const wide = screens.reduce((sum, { info }) => sum + info.width, (screens.length - 1) * GAP)
      let left = Math.round((CELL.width - wide) / 2)
      const placed = screens.map(({ data, info }) => {
        const at = { input: data, left, top: Math.round((CELL.height - info.height) / 2) }
        left += info.width + GAP
        return at
      })
      cells.push(await ground(CELL.width, CELL.height).composite(placed).png().toBuffer())
    },
    /** The strip as it is so far, written. */
    write: async () => {
      if (!path) return
      const rows = Math.ceil(cells.length / COLUMNS)
      const at = (index: number, size: number) => GAP + index * (size + GAP)
      await ground(at(COLUMNS, CELL.width), at(rows, CELL.height))
        .composite(
          cells.map((input, index) => ({
            input,
            left: at(index % COLUMNS, CELL.width),
            top: at(Math.floor(index / COLUMNS), CELL.height),
          })),
        )
        .webp({ quality: 82, effort: 6 })
        .toFile(path)
    },
  }
}

const ground = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: GROUND } })
