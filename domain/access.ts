// Who may do what: one table of roles and permissions, asked by procedures, pages and sockets alike.

export const ROLES = ['owner', 'manager', 'waiter', 'cashier', 'kitchen'] as const
export type Role = (typeof ROLES)[number]

/** Each permission with the roles that have it. Owners have all. */
const GRANTS = {
  'floor.see': ['manager', 'waiter', 'cashier'],
  'table.clear': ['manager', 'waiter', 'cashier'],
  'service.answer': ['manager', 'waiter', 'cashier'],
  'order.place': ['manager', 'waiter', 'cashier'],
  'order.decide': ['manager', 'waiter', 'cashier', 'kitchen'],
  'order.cancel': ['manager', 'cashier'],
  'order.discount': ['manager', 'cashier'],
  'order.reopen': ['manager'],
  'kitchen.see': ['manager', 'kitchen', 'waiter'],
  'line.cook': ['manager', 'kitchen'],
  'line.serve': ['manager', 'waiter', 'kitchen'],
  'line.pace': ['manager', 'waiter', 'cashier', 'kitchen'],
  'line.void': ['manager', 'waiter'],
  'dish.availability': ['manager', 'kitchen', 'waiter'],
  'payment.take': ['manager', 'cashier', 'waiter'],
  'payment.refund': ['manager', 'cashier'],
  'member.see': ['manager', 'cashier', 'waiter'],
  'member.manage': ['manager', 'cashier'],
  'report.see': ['manager'],
  'store.manage': ['manager'],
  'staff.manage': ['manager'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof GRANTS
export const PERMISSIONS = Object.keys(GRANTS) as Permission[]

/** Whether a role has a permission. */
export function may(role: Role, permission: Permission): boolean {
  return role === 'owner' || (GRANTS[permission] as readonly Role[]).includes(role)
}

/** The most (分) that somebody takes off one bill by hand; null = no limit. Managers and owners have none, a program has the cashier's. */
export function discountLimitOf(
  role: Role | null,
  cashierLimitCents: number | null,
): number | null {
  return role === 'owner' || role === 'manager' ? null : cashierLimitCents
}

/** A person's place in one store. */
export type Post = {
  storeId: number
  storeName: string
  storeNameEn: string | null
  /** IANA zone in which the store's screens show times. */
  timeZone: string
  role: Role
}

/** Where a role starts its day. */
export function homeOf(role: Role): '/kitchen' | '/staff' | '/reports' {
  if (role === 'kitchen') return '/kitchen'
  return role === 'owner' || role === 'manager' ? '/reports' : '/staff'
}

/**
 * Where a person is sent after signing in: back to the page they wanted when it is one of ours, else where their role starts.
 * Anything that could lead to another website is not a page of ours.
 */
export function wayBack(wanted: string | undefined, role: Role | undefined): string {
  const isOurs = wanted !== undefined && /^\/(staff|kitchen|reports)([/?]|$)/.test(wanted)
  return isOurs && !wanted.startsWith('/staff/sign-in') ? wanted : homeOf(role ?? 'waiter')
}

/** A session's life: started before opening it outlives closing, and it never reaches the next day. */
export const SESSION_HOURS = 18

/** Attempts to sign in within a window: for one login from one address, and for an address as a whole. */
export const SIGN_IN_ATTEMPTS = { ofLogin: 5, ofAddress: 60, windowMinutes: 5 } as const

/** argon2id at the cost OWASP advises (19 MiB, 2 passes, 1 lane); memory in KiB. */
export const PASSWORD_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
