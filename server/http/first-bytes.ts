// The body of a request, never more of it than is wanted.

import type { IncomingMessage } from 'node:http'

/** Beyond so much a sender is cut off: it means no answer. */
const FLOOD_BYTES = 16_777_216

/**
 * The first so many bytes. What comes beyond is thrown away, for a sender that is cut off reads no
 * answer; a flood is cut off.
 * @param flood beyond so much
 */
export async function firstBytes(
  req: IncomingMessage,
  most: number,
  flood = FLOOD_BYTES,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    if (length < most) chunks.push(chunk)
    length += chunk.length
    if (length >= flood) break
  }
  return Buffer.concat(chunks).subarray(0, most)
}
