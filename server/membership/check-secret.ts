// That the secret of this start is the one that members' phones were sealed with: with another,
// nobody would be found by phone, and new members would be sealed beside the old ones.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { PrismaClient } from '@/prisma/client/client'
import { StartError } from '../env'
import { openPhone } from './phone'

/** One seal may be damaged; not the newest of all. */
const TRIED = 3

/**
 * Made by an owner whose secret is lost for ever: then the house opens without its members' phones.
 */
const LOST = 'secret-is-lost'

type Kept = { secret: Buffer; dataDir: string; isGiven: boolean }

/**
 * @param kept the secret of this start, and whether SECRET gave it or the data folder
 * @throws StartError when none of the newest members' phones opens with it
 */
export async function checkSecret(
  db: PrismaClient,
  { secret, dataDir, isGiven }: Kept,
): Promise<void> {
  const members = await db.member.findMany({
    where: { erasedAt: null },
    orderBy: { id: 'desc' },
    take: TRIED,
    select: { brandId: true, phoneSealed: true },
  })
  const opens = ({ brandId, phoneSealed }: (typeof members)[number]) => {
    try {
      return openPhone(secret, brandId, phoneSealed) !== ''
    } catch {
      return false
    }
  }
  if (members.length === 0 || members.some(opens) || existsSync(join(dataDir, LOST))) return
  throw new StartError(
    `The members in this database were sealed with another secret than ${isGiven ? 'SECRET' : join(dataDir, 'secret')}, so nobody could be found by phone. ` +
      'Put the secret of before back: the file from your backup, or SECRET as it was set. ' +
      `If it is lost for ever, an empty file ${join(dataDir, LOST)} opens the house without its members’ phones.`,
  )
}
