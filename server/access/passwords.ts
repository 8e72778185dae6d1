// Passwords as argon2id hashes of one cost. A check takes as long for a login that does not exist
// as for one that does.

import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_COST } from '@/domain/access'
import { newToken } from './tokens'

export function hashPassword(password: string): Promise<string> {
  return hash(password, PASSWORD_COST)
}

/** Whether the password fits; without a hash (unknown login) it works just as long and says no. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const isRight = await verify(kept ?? (await nobodysHash()), password)
  return isRight && kept !== null
}

let nobodys: Promise<string> | undefined

/** The hash of a password that nobody knows. */
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(newToken())
  return nobodys
}
