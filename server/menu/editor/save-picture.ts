// A picture of a dish as it comes from a camera: turned, cut square, written anew in the sizes that
// screens show, without anything that the camera said of itself. Its name is what it shows, so the
// same picture twice is one file.

import { createHash } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { Refusal } from '@/domain/refusal'

/** The widths in px in which every picture exists: `${name}-${size}.webp`. */
const SIZES = [
  { size: 160, quality: 82 },
  { size: 480, quality: 80 },
  { size: 1_080, quality: 76 },
] as const

export const MOST_PICTURE_BYTES = 15_000_000
/** More is no photograph but a bomb. */
const MOST_PIXELS = 60_000_000
const FORMATS = ['jpeg', 'png', 'webp', 'heif', 'avif', 'gif']

/**
 * @returns its public path, without size suffix; only this store's names begin so
 * @throws Refusal menu.picture-unusable for what is no picture, too large, or broken
 */
export async function savePicture(
  folder: string,
  storeId: number,
  bytes: Buffer,
): Promise<{ picture: string }> {
  if (bytes.length === 0 || bytes.length > MOST_PICTURE_BYTES) refuse()
  const read = () =>
    sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false })
  const pictures = await draw(read).catch(() => refuse())
  const print = createHash('sha256').update(bytes).digest('hex').slice(0, 24)
  const name = `s${storeId}-${print}`
  await mkdir(folder, { recursive: true })
  for (const { size, data } of pictures) {
    const path = join(folder, `${name}-${size}.webp`)
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

async function draw(read: () => Sharp): Promise<{ size: number; data: Buffer }[]> {
  // By what it holds, whatever it is called.
  const { format, width = 0, height = 0 } = await read().metadata()
  if (!FORMATS.includes(format ?? '') || Math.min(width, height) < 32) refuse()
  const pictures: { size: number; data: Buffer }[] = []
  for (const { size, quality } of SIZES) {
    const data = await read()
      .rotate()
      .resize(size, size, { fit: 'cover', position: 'centre' })
      .flatten({ background: '#ffffff' })
      .webp({ quality, effort: 3, smartSubsample: true })
      .toBuffer()
    pictures.push({ size, data })
  }
  return pictures
}

function refuse(): never {
  throw new Refusal('menu.picture-unusable')
}
