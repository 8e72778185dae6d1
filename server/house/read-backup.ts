// When the house was last backed up, and whether it is as it should be.

import type { Deps } from '../deps'

export async function readBackup({ backups }: Deps) {
  const [newestAt, trouble] = await Promise.all([backups.newestAt(), backups.trouble()])
  return { newestAt: newestAt?.toISOString() ?? null, trouble }
}
