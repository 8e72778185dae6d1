// What single fields may hold, wherever they are filled in or sent.

import * as z from 'zod'
import type { Localized } from '@/domain/language'
import { MAXIMUM_CENTS } from '@/domain/money'
import { MAXIMUM_REASON_LENGTH } from '@/domain/ordering'

/** An id as it comes in: a positive 32-bit integer. */
export const id = z.int().min(1).max(2_147_483_647)

/**
 * The idempotency key of a create: made by the client once per request, sent again with every
 * retry.
 */
export const requestKey = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

/**
 * Free text from a person: trimmed, no control characters that a database or a printer would choke
 * on.
 */
export const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => isCleanText(value))
    .transform((value) => value.trim())

function isCleanText(value: string): boolean {
  // Half a character is \p{Cs} here: browsers of five years ago have no isWellFormed.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}]/u.test(value)
}

/** The same, and not without a word. */
export const someText = (maximum: number) => text(maximum).pipe(z.string().min(1))

/** A text in other languages, by language; what is left empty is none. */
export const namesOf = (maximum: number) =>
  z
    .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), text(maximum))
    .transform(
      (texts): Localized =>
        Object.fromEntries(Object.entries(texts).filter(([, name]) => name !== '')),
    )

/** A name in other languages. */
export const names = namesOf(40)

/** What a form was filled from: it is saved only while that still stands. */
export const version = z.string().max(64)

/**
 * A phone as somebody says it: with spaces, a plus, a country. Whether it is one is the rule's to
 * say.
 */
export const phone = z.string().max(32)

/** Why staff did it. */
export const reason = text(MAXIMUM_REASON_LENGTH)

/** An amount in smallest units that is kept by itself (a price, a limit), which may be nothing. */
export const cents = z.int().min(0).max(MAXIMUM_CENTS)

/**
 * A sum that is more than nothing, as large as it comes: what was seen, given or is to go back. It
 * is held against ours before it is kept.
 */
export const paidCents = z.int().min(1)

/** A part of 10,000. */
export const basisPoints = z.int().min(0).max(10_000)

/**
 * An item of a menu that is edited: a row's id as digits, or what a browser or an import made up
 * for what is new.
 */
export const itemKey = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
