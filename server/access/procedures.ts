// The access levels. A router chooses one of these and has said who may enter: open (anybody),
// guest (a seat at the table), guestOfToday (also after it was cleared), may(permission) (staff or
// API key of the named store).

import { z } from 'zod'
import { may as mayBy, type Permission, type Role } from '@/domain/access'
import { Refusal } from '@/domain/refusal'
import { id } from '@/forms/fields'
import type { Context } from '../context'
import { countCommand } from '../limit'
import { type Meta, middleware, procedure } from '../trpc'
import { readCurrency } from './read-currency'
import { readKey } from './read-key'
import { readSeat, readSeatOfToday, seatCookie } from './read-seat'
import { type Screen, type StaffMember, whoAsks } from './read-staff'
import { whoHasBrand, whoMay } from './who-may'

/** A table's code as it stands in its QR. */
export const tableCode = z.string().regex(/^[A-Za-z0-9_-]{6,32}$/)

/** The token of a link that lets in whoever has it: a payment's page, a receipt. */
const linkToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

/** The name of a command in the table of limits. */
const commandOf = (path: string, meta: Meta | undefined) => (meta?.openapi ? `api.${path}` : path)

/** What comes of a call at a store: a no that names an amount says it in that store's money. */
async function atStore<Result extends { ok: true } | { ok: false; error: { cause?: unknown } }>(
  ctx: Context,
  result: Promise<Result>,
  store: { storeId: number } | { code: string },
): Promise<Result> {
  const told = await result
  if (told.ok || !(told.error.cause instanceof Refusal)) return told
  const refusal = told.error.cause
  if (refusal.lacksCurrency) throw refusal.inCurrency(await readCurrency(ctx, store))
  return told
}

const countedByAddress = middleware(async ({ ctx, path, meta, next }) => {
  await countCommand(ctx, commandOf(path, meta), { address: ctx.ip })
  return next()
})

/** Anybody, without being asked who they are. */
export const open = procedure.meta({ level: 'open' }).use(countedByAddress)

/** Whoever has the link. */
export const byLink = procedure
  .meta({ level: 'open' })
  .input(z.object({ token: linkToken }))
  .use(async ({ ctx, input, path, meta, next }) => {
    await countCommand(ctx, commandOf(path, meta), { link: input.token, address: ctx.ip })
    return next()
  })

/**
 * A guest with a seat at the table whose code is in the input; `ctx.seat` says who. Refuses
 * seat.expired.
 */
export const guest = seated(readSeat)

/**
 * The same, also for a day after the table was cleared: to look at what was paid, keep it and claim
 * its points.
 */
export const guestOfToday = seated(readSeatOfToday)

function seated(read: typeof readSeat) {
  return procedure
    .meta({ level: 'guest' })
    .input(z.object({ code: tableCode }))
    .use(async ({ ctx, input, path, meta, next }) => {
      const token = ctx.cookies.get(seatCookie(input.code))
      const seat = token ? await read(ctx, token) : null
      if (!seat) throw new Refusal('seat.expired')
      const who = { seat: seat.guestId, table: seat.sittingId, address: ctx.ip }
      await countCommand(ctx, commandOf(path, meta), who)
      return atStore(ctx, next({ ctx: { ...ctx, seat } }), seat)
    })
}

/**
 * A guest whose seat is proved by the command's own first statement, for the hot path:
 * `ctx.seatToken` is not yet believed, and whoever proves it counts the command for the table.
 */
export const guestByToken = procedure
  .meta({ level: 'guest' })
  .input(z.object({ code: tableCode }))
  .use(async ({ ctx, input, path, meta, next }) => {
    const seatToken = ctx.cookies.get(seatCookie(input.code))
    if (!seatToken) throw new Refusal('seat.expired')
    await countCommand(ctx, commandOf(path, meta), { seat: seatToken, address: ctx.ip })
    return atStore(ctx, next({ ctx: { ...ctx, seatToken } }), input)
  })

/** Whoever acts for a store: a person, a paired screen, or a program with a key. */
export type Actor = {
  storeId: number
  staffId: number | null
  name: string
  role: Role | null
  /** Where it is a paired screen that acts. */
  screen: Screen | null
  /** Where it is a program. */
  keyId?: number
  /** What else they may at that store: a person by their rights, a program by its key's scopes. */
  may: (permission: Permission) => boolean
  /** Whether they may change what belongs to its whole brand: a person only. */
  hasBrand: boolean
}

/**
 * Staff with the permission at the store of the input, or an API key of that store with that scope;
 * `ctx.actor` says who. Refuses session.missing, permission.missing. Another store's existence is
 * not told: it is permission.missing too.
 */
export function may(permission: Permission) {
  return procedure
    .input(z.object({ storeId: id }))
    .use(async ({ ctx, input, path, meta, next }) => {
      const actor = await actorAt(ctx, input.storeId, permission)
      await countCommand(ctx, commandOf(path, meta), { person: personOf(actor), address: ctx.ip })
      return atStore(ctx, next({ ctx: { ...ctx, actor } }), actor)
    })
}

/**
 * Who sets up the store of the input and may change what belongs to its whole brand. Refuses
 * brand.not-yours (people) beside what `may` does.
 */
export const ofBrand = may('store.manage').use(async ({ ctx, next }) => {
  const { storeId, staffId, hasBrand } = ctx.actor
  if (!hasBrand) {
    const people = await whoHasBrand(ctx, storeId)
    throw new Refusal('brand.not-yours', { people }, { storeId, staffId })
  }
  return next()
})

/**
 * The HTTP contract's `may`: an API key names its store by itself, a person names one with store_id
 * or means their first.
 */
export function mayAt(permission: Permission) {
  return procedure
    .input(z.object({ store_id: id.optional() }))
    .use(async ({ ctx, input, path, meta, next }) => {
      const storeId = input.store_id ?? (await ownStore(ctx, permission))
      const actor = await actorAt(ctx, storeId, permission)
      await countCommand(ctx, commandOf(path, meta), { person: personOf(actor), address: ctx.ip })
      return atStore(ctx, next({ ctx: { ...ctx, actor } }), actor)
    })
}

/** Whose tries are counted: a person's, wherever they work, or those of a store's program. */
export function personOf({ staffId, storeId, name }: Actor): string {
  return staffId === null ? `${storeId} ${name}` : String(staffId)
}

/**
 * The HTTP contract's `open`: `ctx.storeId` is the store that is named, else the one whose key or
 * person asks, else null. It says which store is meant and permits nothing.
 */
export const openAt = open
  .input(z.object({ store_id: id.optional() }))
  .use(async ({ ctx, input, next }) => {
    const storeId = input.store_id ?? (await knownStore(ctx))
    return next({ ctx: { ...ctx, storeId } })
  })

async function knownStore(ctx: Context): Promise<number | null> {
  if (ctx.bearer) return (await readKey(ctx, ctx.bearer))?.storeId ?? null
  return (await whoAsks(ctx))?.storeRoles[0]?.storeId ?? null
}

async function ownStore(ctx: Context, permission: Permission): Promise<number> {
  if (ctx.bearer) {
    const key = await readKey(ctx, ctx.bearer)
    if (!key) throw new Refusal('session.missing')
    return key.storeId
  }
  const staff = await staffOf(ctx)
  const storeRole = staff.storeRoles.find((each) => mayBy(each, permission))
  if (!storeRole) throw await permissionMissing(ctx, permission, staff)
  return storeRole.storeId
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
    const may = (wanted: Permission) => key.scopes.includes(wanted)
    if (key.storeId !== storeId || !may(permission)) {
      throw new Refusal('permission.missing', {}, { storeId: key.storeId, staffId: null })
    }
    return {
      storeId,
      staffId: null,
      name: key.name,
      role: null,
      screen: null,
      keyId: key.id,
      may,
      hasBrand: false,
    }
  }
  const staff = await staffOf(ctx)
  const storeRole = staff.storeRoles.find((each) => each.storeId === storeId)
  if (!storeRole || !mayBy(storeRole, permission)) {
    throw await permissionMissing(ctx, permission, staff, storeRole && storeId)
  }
  const { role, hasBrand } = storeRole
  const may = (wanted: Permission) => mayBy(storeRole, wanted)
  return { storeId, staffId: staff.id, name: staff.name, role, screen: staff.screen, may, hasBrand }
}

/** Says who may; the same at a store that is not theirs, or is not there. */
async function permissionMissing(
  ctx: Context,
  permission: Permission,
  { id, storeRoles }: StaffMember,
  ownStoreId = storeRoles[0]?.storeId,
): Promise<Refusal> {
  const by = { storeId: storeRoles[0]?.storeId ?? 0, staffId: id }
  return new Refusal('permission.missing', await whoMay(ctx, ownStoreId, permission), by)
}

async function staffOf(ctx: Context): Promise<StaffMember> {
  const staff = await whoAsks(ctx)
  if (!staff) throw new Refusal('session.missing')
  return staff
}
