import { vi } from 'vitest'

/** Waits until it is so, and not by the clock: a busy machine only takes longer. */
export const until = (isSo: () => boolean | Promise<boolean>): Promise<boolean> =>
  vi.waitUntil(isSo, { timeout: 60_000, interval: 20 })
