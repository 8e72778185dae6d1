// The device of a store on which somebody stands: one that people share, or a kitchen screen. Only
// there a PIN counts.

import type { Context } from '../context'
import { readScreen, SCREEN_COOKIE } from './read-screen'
import { hashToken } from './tokens'

export const DEVICE_COOKIE = 'shared'

/** As long as browsers keep a cookie. */
const COOKIE_DAYS = 400

export type StoreDevice = { id: number; storeId: number; lockMinutes: number }

/** Null for a browser that is none, and for one that was ended. */
export async function readDevice(ctx: Context): Promise<StoreDevice | null> {
  const shared = await readShared(ctx)
  if (shared) return shared
  const token = ctx.cookies.get(SCREEN_COOKIE)
  const screen = token ? (await readScreen(ctx, token))?.screen : null
  if (!screen || screen.isBoard) return null
  return ctx.db.device.findUniqueOrThrow({
    where: { id: screen.deviceId },
    select: { id: true, storeId: true, lockMinutes: true },
  })
}

/** The same, only where people share it. */
export async function readShared(ctx: Context): Promise<StoreDevice | null> {
  const token = ctx.cookies.get(DEVICE_COOKIE)
  if (!token) return null
  return ctx.db.device.findFirst({
    where: { tokenHash: hashToken(token), isShared: true, revokedAt: null },
    select: { id: true, storeId: true, lockMinutes: true },
  })
}

export function setDeviceCookie(ctx: Context, token: string): void {
  ctx.setCookie(DEVICE_COOKIE, token, { maxAgeSeconds: COOKIE_DAYS * 86_400 })
}
