// Passwords as argon2id hashes of one cost. A check takes as long for a login that does not exist
// as for one that does. PINs are short: theirs are keyed with the house's secret as well, so that
// the database alone does not give them away.

import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_COST } from '@/domain/access'
import type { Context } from '../context'
import { newToken } from './tokens'

export function hashPassword(password: string): Promise<string> {
  return hash(password, PASSWORD_COST)
}

/** Whether the password fits; without a hash (unknown login) it works just as long and says no. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const isRight = await verify(kept ?? (await nobodysHash()), password)
  return isRight && kept !== null
}

export function hashPin({ secret }: Pick<Context, 'secret'>, pin: string): Promise<string> {
  return hash(pin, { ...PASSWORD_COST, secret })
}

/** As `isPassword`: whoever has no PIN has a wrong one, after the same time. */
export async function isPin(
  { secret }: Pick<Context, 'secret'>,
  pin: string,
  kept: string | null,
): Promise<boolean> {
  const isRight = await verify(kept ?? (await nobodysHash()), pin, kept === null ? {} : { secret })
  return isRight && kept !== null
}

let nobodys: Promise<string> | undefined

/** The hash of a password that nobody knows. */
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(newToken())
  return nobodys
}
