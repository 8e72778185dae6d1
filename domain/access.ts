// Who may do what: one table of roles and permissions, asked by procedures, pages and sockets
// alike.

import { nextMinuteOfDay, type StoreClock } from './calendar'
import type { Localized } from './language'

export const ROLES = ['owner', 'manager', 'waiter', 'cashier', 'kitchen'] as const
export type Role = (typeof ROLES)[number]

/** Each permission with the roles that have it. Owners have all. */
const GRANTS = {
  'warning.see': ['manager', 'waiter', 'cashier', 'kitchen'],
  'floor.see': ['manager', 'waiter', 'cashier'],
  'table.clear': ['manager', 'waiter', 'cashier'],
  'service.answer': ['manager', 'waiter', 'cashier'],
  'order.place': ['manager', 'waiter', 'cashier'],
  'order.decide': ['manager', 'waiter', 'cashier', 'kitchen'],
  'order.cancel': ['manager', 'cashier'],
  'order.cancel-begun': ['manager'],
  'order.discount': ['manager', 'cashier'],
  'order.reopen': ['manager'],
  'kitchen.see': ['manager', 'kitchen', 'waiter'],
  'line.cook': ['manager', 'kitchen'],
  'line.serve': ['manager', 'waiter', 'kitchen'],
  'line.pace': ['manager', 'waiter', 'cashier', 'kitchen'],
  'line.price': ['manager', 'waiter', 'cashier'],
  'line.void': ['manager', 'waiter'],
  'line.void-begun': ['manager'],
  'dish.availability': ['manager', 'kitchen', 'waiter'],
  'menu.manage': ['manager'],
  'payment.take': ['manager', 'cashier', 'waiter'],
  'payment.refund': ['manager', 'cashier'],
  'payment.refund-earlier': ['manager'],
  'member.see': ['manager', 'cashier', 'waiter'],
  'member.manage': ['manager', 'cashier'],
  'report.see': ['manager'],
  'store.manage': ['manager'],
  'staff.manage': ['manager'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof GRANTS
export const PERMISSIONS = Object.keys(GRANTS) as Permission[]

/**
 * What somebody may at a store: what their role may, with the single rights that were given to them
 * beside it and without those that were taken. Nothing is taken from an owner.
 */
export type Rights = { role: Role; given: readonly Permission[]; taken: readonly Permission[] }

/** Whether somebody has a permission, or a role by itself. */
export function may(who: Role | Rights, permission: Permission): boolean {
  const { role, given, taken } = typeof who === 'string' ? byRole(who) : who
  if (role === 'owner' || given.includes(permission)) return true
  return (GRANTS[permission] as readonly Role[]).includes(role) && !taken.includes(permission)
}

const byRole = (role: Role): Rights => ({ role, given: [], taken: [] })

/**
 * Whether somebody has every right of another: only then they may change what that one is and may,
 * and only what they have themselves they may give. Nobody but an owner touches an owner.
 */
export function covers(who: Rights, other: Rights): boolean {
  if (other.role === 'owner') return who.role === 'owner'
  return PERMISSIONS.every((permission) => may(who, permission) || !may(other, permission))
}

/**
 * What is to be remembered of a person who shall have just these permissions: where they differ
 * from the role.
 */
export function rightsBeside(
  role: Role,
  wanted: readonly Permission[],
): Pick<Rights, 'given' | 'taken'> {
  if (role === 'owner') return { given: [], taken: [] }
  return {
    given: wanted.filter((permission) => !may(role, permission)),
    taken: PERMISSIONS.filter(
      (permission) => may(role, permission) && !wanted.includes(permission),
    ),
  }
}

/** Rights as rows keep them; what is no permission any more is nobody's. */
export function rightsOf(
  role: Role,
  rows: readonly { permission: string; isGiven: boolean }[],
): Rights {
  const known = (isGiven: boolean) =>
    PERMISSIONS.filter((permission) =>
      rows.some((row) => row.permission === permission && row.isGiven === isGiven),
    )
  return { role, given: known(true), taken: known(false) }
}

/** The roles that a permission comes with, owners aside who have all. */
export function rolesWith(permission: Permission): readonly Role[] {
  return GRANTS[permission]
}

/**
 * How goods leave without being paid for, or money goes back: every command, by what it meets, and
 * the permission it takes. What a bill was paid for and is corrected (反结账) is as much the manager's
 * as opening it was.
 */
export const LOSSES = {
  /** Taking a dish off, or some portions of it. */
  'void untouched': 'line.void',
  'void begun': 'line.void-begun',
  'void of a bill being corrected': 'order.reopen',
  /** A weight, or a price that is asked at the table: signed, and until money is in the bill. */
  'weigh or price a dish': 'line.price',
  'price of a bill being corrected': 'order.reopen',
  'cancel untouched': 'order.cancel',
  'cancel begun': 'order.cancel-begun',
  'cancel of a bill being corrected': 'order.reopen',
  /** Nothing of a waiting round is cooked yet. */
  'reject a waiting round': 'order.decide',
  /** An amount, a share or a dish for nothing: within `discountLimitOf`. */
  'discount by hand': 'order.discount',
  'take a discount off': 'order.discount',
  /** Within the cashier's limit. */
  'refund of today': 'payment.refund',
  'refund of an earlier day': 'payment.refund-earlier',
  /** A refund by hand there, or what a guest's bank took. */
  'book money that a platform moved': 'store.manage',
  'reopen a paid bill': 'order.reopen',
  'close a bill that owes nothing': 'payment.take',
  /** Refused while a bill is open. */
  'clear a table': 'table.clear',
  /** What is charged per head on bills that are open. */
  'fewer people at a table': 'order.place',
  'put a coupon on a bill': 'payment.take',
  'give a coupon': 'store.manage',
  'take a coupon away': 'store.manage',
  'hand out a reward for points': 'member.manage',
  'take points by hand': 'member.manage',
  'give a bill to a member': 'member.see',
  'change what bills are made of': 'store.manage',
} as const satisfies Record<string, Permission>

export type Loss = keyof typeof LOSSES

/**
 * The most (分) that somebody takes off one bill by hand; null = no limit. Managers and owners have
 * none, a program has the cashier's.
 */
export function discountLimitOf(
  role: Role | null,
  cashierLimitCents: number | null,
): number | null {
  return role === 'owner' || role === 'manager' ? null : cashierLimitCents
}

/** A person's place in one store. */
export type StoreRole = {
  storeId: number
  storeName: string
  storeNames: Localized
  /** IANA zone in which the store's screens show times. */
  timeZone: string
  /** ISO 4217: in which they show amounts. */
  currency: string
  /** Whether it is the demo's, which its owner may leave. */
  isDemo: boolean
  /** Whether they may change what belongs to its whole brand. */
  hasBrand: boolean
} & Rights

/** Where a role starts its day. */
export function homeOf(role: Role): '/kitchen' | '/staff' | '/reports' {
  if (role === 'kitchen') return '/kitchen'
  return role === 'owner' || role === 'manager' ? '/reports' : '/staff'
}

/** What a paired screen shows when it is switched on. */
export function homeOfScreen(screen: {
  storeId: number
  stationId: number | null
  isBoard: boolean
}): string {
  const { storeId, stationId, isBoard } = screen
  if (isBoard) return `/kitchen/board?store=${storeId}`
  return `/kitchen?store=${storeId}${stationId ? `&station=${stationId}` : ''}`
}

/**
 * Where a person is sent after signing in: back to the page they wanted when it is one of ours,
 * else where their role starts. Anything that could lead to another website is not a page of ours.
 */
export function wayBack(wanted: string | undefined, role: Role | undefined): string {
  const isOurs = wanted !== undefined && /^\/(staff|kitchen|reports|setup)([/?]|$)/.test(wanted)
  return isOurs && !wanted.startsWith('/staff/sign-in') ? wanted : homeOf(role ?? 'waiter')
}

/** A session that nobody uses for so long is over: it outlives the longest break, not a day off. */
export const SESSION_IDLE_HOURS = 18

/**
 * How long use prolongs a session at least, from signing in. It is over at the first end of a
 * business day after that, so that no screen asks for a password during service; whose role moves
 * money signs in anew every day.
 */
const SESSION_LEAST_HOURS: Readonly<Record<Role, number>> = {
  owner: 12,
  manager: 12,
  cashier: 12,
  waiter: 12,
  kitchen: 7 * 24,
}

/**
 * The instant (ms) beyond which no use prolongs a session that begins at `atMs`: the strictest of
 * the person's roles counts, and the last of their stores to end its day. Nobody's stores: as long
 * as an unused one.
 */
export function sessionEndsByMs(
  atMs: number,
  storeRoles: readonly { role: Role; clock: StoreClock }[],
): number {
  if (storeRoles.length === 0) return atMs + SESSION_IDLE_HOURS * HOUR_MS
  const leastHours = Math.min(...storeRoles.map(({ role }) => SESSION_LEAST_HOURS[role]))
  const ends = storeRoles.map(({ clock }) =>
    nextMinuteOfDay(atMs + leastHours * HOUR_MS, clock.dayEndsAtHour * 60, clock.timeZone),
  )
  return Math.max(...ends)
}

const HOUR_MS = 3_600_000

/**
 * A paired screen's token is renewed when it is older than this; the one before counts so long
 * after the new one was seen.
 */
export const SCREEN_TOKEN = { hours: 24, graceMinutes: 10 } as const

/** How long a screen's code may wait for a manager. */
export const PAIRING_MINUTES = 15

/** argon2id at the cost OWASP advises (19 MiB, 2 passes, 1 lane); memory in KiB. */
export const PASSWORD_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const PASSWORD_LENGTH = { least: 10, most: 200 } as const

/** What everybody tries first. */
const TRIED_FIRST = /fanzhuo|password|12345678|87654321|qwerty|11111111|00000000|88888888/i
const LEAST_DIFFERENT = 5

/**
 * Why a password would not do for this login, or null when it does. Characters are counted as
 * people see them written: one by one.
 */
export function passwordFault(
  password: string,
  login: string,
): 'unreadable' | 'tooShort' | 'tooLong' | 'likeLogin' | 'tooPlain' | null {
  if (/[\p{Cc}\p{Cs}]/u.test(password)) return 'unreadable'
  const characters = [...password]
  if (characters.length < PASSWORD_LENGTH.least) return 'tooShort'
  // The sign-in page takes so many UTF-16 units.
  if (password.length > PASSWORD_LENGTH.most) return 'tooLong'
  const plain = password.toLowerCase()
  const withoutLogin = plain.replaceAll(login.toLowerCase(), '')
  if ([...withoutLogin].length < LEAST_DIFFERENT) return 'likeLogin'
  if (TRIED_FIRST.test(plain) || new Set([...plain]).size < LEAST_DIFFERENT) return 'tooPlain'
  return null
}

/** How a login is written: what a person types at the door, once in the whole house. */
export const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u
export const LOGIN_LENGTH = 40
export const PERSON_NAME_LENGTH = 30

/** Without what is taken for something else when it is read aloud or copied by hand. */
const CLEAR = 'abcdefghjkmnpqrstuvwxyz23456789'
const GENERATED_LENGTH = 12

/**
 * Signs that are easily read and typed, each as likely as any other: 5 bits a sign.
 * @param bytes random; three for each sign, or it may become shorter than it should
 */
export function signsFrom(bytes: Uint8Array, length: number): string {
  const fair = 256 - (256 % CLEAR.length)
  return [...bytes]
    .filter((byte) => byte < fair)
    .slice(0, length)
    .map((byte) => CLEAR[byte % CLEAR.length])
    .join('')
}

/** A password of random bytes (at least 36), in groups that are easily copied. */
export function passwordFrom(bytes: Uint8Array): string {
  return (signsFrom(bytes, GENERATED_LENGTH).match(/.{1,4}/g) ?? []).join('-')
}

export const PIN_LENGTH = { least: 4, most: 8 } as const

/** Why a PIN would not do, or null when it does. */
export function pinFault(pin: string): 'shape' | 'plain' | null {
  if (!/^\d+$/.test(pin)) return 'shape'
  if (pin.length < PIN_LENGTH.least || pin.length > PIN_LENGTH.most) return 'shape'
  const steps = new Set([...pin].slice(1).map((digit, nth) => Number(digit) - Number(pin[nth])))
  const [step = 0] = steps
  return steps.size === 1 && Math.abs(step) <= 1 ? 'plain' : null
}

/** A session by PIN that nobody uses for so long is over, whatever the screen shows. */
export const PIN_IDLE_MINUTES = 45

/** How many minutes without a touch a shared device may wait before it asks who is there. */
export const LOCK_MINUTES = { least: 1, most: 60, usual: 3 } as const
