// A picture as it comes from a camera or a designer: turned, brought to its shape, written anew in
// the sizes that screens show, without anything that the camera said of itself. Its name is what it
// shows, so the same picture twice is one file.

import { createHash } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type ResizeOptions, type Sharp } from 'sharp'
import { MOST_PICTURE_BYTES } from '@/domain/menu-pictures'
import { Refusal } from '@/domain/refusal'

/**
 * The widths in px in which every picture exists, and how much of it is kept:
 * `${name}-${size}.webp` for every browser, `.avif` beside it for those that say they know it.
 */
const SIZES = [
  { size: 160, webp: 82, avif: 60 },
  { size: 480, webp: 80, avif: 58 },
  { size: 1_080, webp: 76, avif: 54 },
] as const

/** What pictures are of, and how each comes to its shape; nothing of a logo is cut off. */
const SHAPES = {
  dish: { high: 1, fit: 'cover' },
  logo: { high: 1, fit: 'contain' },
  store: { high: 9 / 16, fit: 'cover' },
} as const satisfies Record<string, { high: number; fit: ResizeOptions['fit'] }>
export type PictureOf = keyof typeof SHAPES

/** More is no photograph but a bomb. */
const MOST_PIXELS = 60_000_000
const FORMATS = ['jpeg', 'png', 'webp', 'heif', 'avif', 'gif']

/**
 * @returns its public path, without size suffix; only this store's names begin so
 * @throws Refusal picture.unusable for what is no picture, too large, or broken
 */
export async function savePicture(
  folder: string,
  storeId: number,
  { of, bytes }: { of: PictureOf; bytes: Buffer },
): Promise<{ picture: string }> {
  if (bytes.length === 0 || bytes.length > MOST_PICTURE_BYTES) refuse()
  const read = () =>
    sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false })
  const pictures = await draw(of, read).catch(() => refuse())
  const print = createHash('sha256').update(of).update(bytes).digest('hex').slice(0, 24)
  const name = `s${storeId}-${print}`
  await mkdir(folder, { recursive: true })
  for (const { end, data } of pictures) {
    const path = join(folder, `${name}-${end}`)
    const draft = `${path}.${process.pid}-${Date.now()}`
    try {
      await writeFile(draft, data)
      await rename(draft, path)
    } finally {
      await rm(draft, { force: true })
    }
  }
  return { picture: `/pictures/${name}` }
}

async function draw(of: PictureOf, read: () => Sharp): Promise<{ end: string; data: Buffer }[]> {
  // By what it holds, whatever it is called.
  const { format, width = 0, height = 0 } = await read().metadata()
  if (!FORMATS.includes(format ?? '') || Math.min(width, height) < 32) refuse()
  const { high, fit } = SHAPES[of]
  const background = '#ffffff'
  const pictures: { end: string; data: Buffer }[] = []
  for (const { size, webp, avif } of SIZES) {
    const drawn = read()
      .rotate()
      .flatten({ background })
      .resize(size, Math.round(size * high), { fit, position: 'centre', background })
    pictures.push(
      {
        end: `${size}.webp`,
        data: await drawn
          .clone()
          .webp({ quality: webp, effort: 3, smartSubsample: true })
          .toBuffer(),
      },
      {
        end: `${size}.avif`,
        data: await drawn.clone().avif({ quality: avif, effort: 3 }).toBuffer(),
      },
    )
  }
  return pictures
}

function refuse(): never {
  throw new Refusal('picture.unusable')
}
