// The access levels. A router chooses one of these and has said who may enter:
// open (anybody), guest (a seat at the table), signedIn (any staff), may(permission) (staff or API key of the named store).

import { z } from 'zod'
import { type Permission, type Role, may as roleMay } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import type { Context } from '../context'
import { middleware, procedure } from '../trpc'
import { readKey } from './read-key'
import { readSeat, seatCookie } from './read-seat'
import { readStaff, STAFF_COOKIE, type StaffMember } from './read-staff'

/** An id as it comes in: a positive 32-bit integer. */
export const id = z.int().min(1).max(2_147_483_647)

/** A table's code as it stands in its QR. */
export const tableCode = z.string().regex(/^[A-Za-z0-9_-]{6,32}$/)

/** The idempotency key of a create: made by the client once per wish, sent again with every retry. */
export const requestKey = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

/** Free text from a person: trimmed, no control characters that a database or a printer would choke on. */
export const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => isCleanText(value))
    .transform((value) => value.trim())

export function isCleanText(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value) && value.isWellFormed()
}

/** Anybody, without being asked who they are. */
export const open = procedure

/** A guest with a seat at the table whose code is in the input; `ctx.seat` says who. Refuses seat.expired. */
export const guest = procedure
  .input(z.object({ code: tableCode }))
  .use(async ({ ctx, input, next }) => {
    const token = ctx.cookies.get(seatCookie(input.code))
    const seat = token ? await readSeat(ctx, token) : null
    if (!seat) throw new Refusal('seat.expired')
    return next({ ctx: { ...ctx, seat } })
  })

/**
 * A guest whose seat is proved by the deed's own first statement, for the hot path: `ctx.seatToken` is not yet believed.
 */
export const guestByToken = procedure
  .input(z.object({ code: tableCode }))
  .use(({ ctx, input, next }) => {
    const seatToken = ctx.cookies.get(seatCookie(input.code))
    if (!seatToken) throw new Refusal('seat.expired')
    return next({ ctx: { ...ctx, seatToken } })
  })

/** Whoever acts for a store: a person, or a program with a key. */
export type Actor = { storeId: number; staffId: number | null; name: string; role: Role | null }

const signedInStaff = middleware(async ({ ctx, next }) => {
  return next({ ctx: { ...ctx, staff: await staffOf(ctx) } })
})

/** Any signed-in staff; `ctx.staff` has their posts. Refuses session.missing. */
export const signedIn = procedure.use(signedInStaff)

/**
 * Staff with the permission at the store of the input, or an API key of that store with that scope; `ctx.actor` says who.
 * Refuses session.missing, permission.missing. Another store's existence is not told: it is permission.missing too.
 */
export function may(permission: Permission) {
  return procedure.input(z.object({ storeId: id })).use(async ({ ctx, input, next }) => {
    const actor = await actorAt(ctx, input.storeId, permission)
    return next({ ctx: { ...ctx, actor } })
  })
}

/**
 * The HTTP contract's `may`: an API key names its store by itself, a person names one with store_id or means their first.
 */
export function mayAt(permission: Permission) {
  return procedure
    .input(z.object({ store_id: id.optional() }))
    .use(async ({ ctx, input, next }) => {
      const storeId = input.store_id ?? (await ownStore(ctx, permission))
      return next({ ctx: { ...ctx, actor: await actorAt(ctx, storeId, permission) } })
    })
}

async function ownStore(ctx: Context, permission: Permission): Promise<number> {
  if (ctx.bearer) {
    const key = await readKey(ctx, ctx.bearer)
    if (!key) throw new Refusal('session.missing')
    return key.storeId
  }
  const { posts } = await staffOf(ctx)
  const post = posts.find(({ role }) => roleMay(role, permission))
  if (!post) throw new Refusal('permission.missing')
  return post.storeId
}

/** The rule behind `may`, for doors that are not procedures (pages, sockets). */
export async function actorAt(
  ctx: Context,
  storeId: number,
  permission: Permission,
): Promise<Actor> {
  if (ctx.bearer) {
    const key = await readKey(ctx, ctx.bearer)
    if (!key) throw new Refusal('session.missing')
    if (key.storeId !== storeId || !key.scopes.includes(permission)) {
      throw new Refusal('permission.missing')
    }
    return { storeId, staffId: null, name: key.name, role: null }
  }
  const staff = await staffOf(ctx)
  const post = staff.posts.find((each) => each.storeId === storeId)
  if (!post || !roleMay(post.role, permission)) throw new Refusal('permission.missing')
  return { storeId, staffId: staff.id, name: staff.name, role: post.role }
}

async function staffOf(ctx: Context): Promise<StaffMember> {
  const token = ctx.cookies.get(STAFF_COOKIE)
  const staff = token ? await readStaff(ctx, token) : null
  if (!staff) throw new Refusal('session.missing')
  return staff
}
