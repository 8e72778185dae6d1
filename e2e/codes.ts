// What a camera reads in a picture.

import jsQR from 'jsqr'
import sharp from 'sharp'

/** Null where there is no code. */
export async function codeIn(picture: Buffer): Promise<string | null> {
  const { data, info } = await sharp(picture)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null
}
