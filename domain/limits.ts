// How often each command may be done: one table of whose tries are counted, how many are free, and
// in how long. Who pushes one limit never spends another's: the narrowest stands first and ends it.
// An address may be a whole house of 300 phones behind one Wi-Fi.

/**
 * Whose tries: one phone's seat, the party at a table, one payment's or receipt's link, one member
 * of staff (or a program's key); at signing in a device that knows this person, or for devices that
 * know nobody: this login from this address, this login from anywhere, this address. `address` is
 * an IPv4 address or an IPv6 network of 64 bits.
 */
export type Counted =
  | 'seat'
  | 'table'
  | 'link'
  | 'person'
  | 'device'
  | 'login here'
  | 'login'
  | 'strangers here'
  | 'address'

export type Limit = {
  of: Counted
  points: number
  seconds: number
  /**
   * In the database: alive after a restart, the same for all processes. Else in this process's
   * memory, for the hot paths.
   */
  isKept?: true
  /**
   * Beyond its points each try doubles the wait before the next, instead of closing until the time
   * is over.
   */
  slows?: { fromSeconds: number; toSeconds: number }
}

export type LimitRow = {
  /** In plain words, for docs/security.md. */
  what: string
  /**
   * Names of procedures (`api.…` for the HTTP contract) and of the doors beside them; they share
   * one count.
   */
  commands: readonly string[]
  limits: readonly Limit[]
}

const MINUTE = 60
const TEN_MINUTES = 10 * MINUTE
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const LIMITS = [
  {
    what: 'A guest’s phone reads: cart, orders, bill, party, card',
    commands: [
      'ordering.cart',
      'ordering.mine',
      'seating.party',
      'service.requests',
      'membership.mine',
      'membership.myPointsLog',
      'membership.myCoupons',
      'membership.myRewards',
      'billing.bill',
      'billing.split',
      'payment.status',
      'billing.coupons',
    ],
    limits: [
      { of: 'seat', points: 900, seconds: MINUTE },
      { of: 'table', points: 9_000, seconds: MINUTE },
      { of: 'address', points: 40_000, seconds: MINUTE },
    ],
  },
  {
    what: 'Reading what is open to all: menu, levels, ways to pay, who is signed in',
    commands: [
      'menu.read',
      'membership.levels',
      'payment.methods',
      'api.payment.methods',
      'access.me',
      'access.signOut',
      'access.colleagues',
    ],
    limits: [{ of: 'address', points: 12_000, seconds: MINUTE }],
  },
  {
    what: 'A new phone sits down at a table',
    commands: ['seating.join'],
    limits: [
      { of: 'table', points: 60, seconds: TEN_MINUTES },
      { of: 'address', points: 1_800, seconds: MINUTE },
    ],
  },
  {
    what: 'A guest says another name, how many they are, or an allergy',
    commands: ['seating.rename', 'service.sayPeople', 'ordering.sayAllergies'],
    limits: [
      { of: 'seat', points: 20, seconds: TEN_MINUTES },
      { of: 'table', points: 120, seconds: TEN_MINUTES },
      { of: 'address', points: 1_800, seconds: MINUTE },
    ],
  },
  {
    what: 'Changes of the cart',
    commands: [
      'ordering.addToCart',
      'ordering.changeCartLine',
      'ordering.remakeCartLine',
      'ordering.noteCart',
      'ordering.holdCart',
    ],
    limits: [
      { of: 'seat', points: 240, seconds: MINUTE },
      { of: 'table', points: 1_200, seconds: MINUTE },
      { of: 'address', points: 12_000, seconds: MINUTE },
    ],
  },
  {
    what: 'Rounds ordered and taken back, courses called for',
    commands: ['ordering.place', 'ordering.takeBack', 'kitchen.fireMine'],
    limits: [
      { of: 'seat', points: 60, seconds: TEN_MINUTES },
      { of: 'table', points: 180, seconds: TEN_MINUTES },
      { of: 'address', points: 3_000, seconds: MINUTE },
    ],
  },
  {
    what: 'Payments begun and given up',
    commands: ['payment.create', 'payment.cancel'],
    limits: [
      { of: 'seat', points: 60, seconds: TEN_MINUTES },
      { of: 'table', points: 180, seconds: TEN_MINUTES },
      { of: 'address', points: 1_800, seconds: MINUTE },
    ],
  },
  {
    what: 'Coupons put on a bill and taken off, points spent, receipts opened',
    commands: [
      'billing.applyCoupon',
      'billing.removeCoupon',
      'membership.redeemMine',
      'receipts.openReceipt',
    ],
    limits: [
      { of: 'seat', points: 60, seconds: TEN_MINUTES },
      { of: 'table', points: 240, seconds: TEN_MINUTES },
      { of: 'address', points: 1_800, seconds: MINUTE },
    ],
  },
  {
    what: 'Taps on the page of a payment',
    commands: [
      'payment.answerPayPage',
      'payment.requestInWechat',
      'payment.askWechat',
      'payment.enterWechat',
    ],
    limits: [
      { of: 'link', points: 60, seconds: MINUTE },
      { of: 'address', points: 6_000, seconds: MINUTE },
    ],
  },
  {
    what: 'Reading the page of a payment or a receipt',
    commands: ['payment.payPage', 'payment.wechatPage', 'receipts.receipt'],
    limits: [
      { of: 'link', points: 300, seconds: MINUTE },
      { of: 'address', points: 12_000, seconds: MINUTE },
    ],
  },
  {
    what: 'Calls for service',
    commands: ['service.request', 'service.withdraw'],
    limits: [
      { of: 'seat', points: 20, seconds: TEN_MINUTES },
      { of: 'table', points: 60, seconds: TEN_MINUTES },
      { of: 'address', points: 1_800, seconds: MINUTE },
    ],
  },
  {
    what: 'Codes sent to phones (one phone gets five an hour)',
    commands: ['membership.sendCode'],
    limits: [
      { of: 'seat', points: 6, seconds: TEN_MINUTES, isKept: true },
      { of: 'table', points: 24, seconds: TEN_MINUTES, isKept: true },
      { of: 'address', points: 300, seconds: TEN_MINUTES, isKept: true },
    ],
  },
  {
    what: 'Codes tried (one code five times)',
    commands: ['billing.attachMember'],
    limits: [
      { of: 'seat', points: 10, seconds: TEN_MINUTES, isKept: true },
      { of: 'table', points: 40, seconds: TEN_MINUTES, isKept: true },
      { of: 'address', points: 600, seconds: TEN_MINUTES, isKept: true },
    ],
  },
  {
    what: 'A guest takes along, or erases, all that is kept about them',
    commands: ['membership.exportMine', 'membership.eraseMine'],
    limits: [
      { of: 'seat', points: 10, seconds: DAY, isKept: true },
      { of: 'address', points: 600, seconds: HOUR, isKept: true },
    ],
  },
  {
    what: 'Signing in',
    commands: ['access.signIn'],
    limits: [
      {
        of: 'device',
        points: 5,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 5, toSeconds: 60 },
      },
      {
        of: 'login here',
        points: 5,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 5, toSeconds: 300 },
      },
      {
        of: 'login',
        points: 30,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 2, toSeconds: 30 },
      },
      {
        of: 'strangers here',
        points: 60,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 2, toSeconds: 30 },
      },
    ],
  },
  {
    what: 'Links into the opening tried',
    commands: ['opening.enter'],
    limits: [
      { of: 'link', points: 10, seconds: TEN_MINUTES, isKept: true },
      { of: 'address', points: 30, seconds: TEN_MINUTES, isKept: true },
    ],
  },
  {
    what: 'The page of the opening, read',
    commands: ['opening.door', 'opening.state', 'opening.choices'],
    limits: [{ of: 'address', points: 6_000, seconds: MINUTE }],
  },
  {
    what: 'A restaurant and its owner, by who came by the link',
    commands: ['opening.openRestaurant', 'opening.openOwner'],
    limits: [{ of: 'address', points: 60, seconds: TEN_MINUTES, isKept: true }],
  },
  {
    what: 'PINs at a device: of one person there, of that person anywhere, of all at the device',
    commands: ['access.switchPerson'],
    limits: [
      {
        of: 'device',
        points: 5,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 15, toSeconds: 900 },
      },
      {
        of: 'login',
        points: 20,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 60, toSeconds: 1_800 },
      },
      {
        of: 'strangers here',
        points: 60,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 15, toSeconds: 300 },
      },
    ],
  },
  {
    what: 'Somebody’s own password, to change it or the PIN',
    commands: ['access.changePassword', 'access.changePin'],
    limits: [
      {
        of: 'person',
        points: 5,
        seconds: HOUR,
        isKept: true,
        slows: { fromSeconds: 15, toSeconds: 900 },
      },
      { of: 'address', points: 600, seconds: MINUTE },
    ],
  },
  {
    what: 'A screen asks to be paired',
    commands: ['kitchen.screens.ask'],
    limits: [{ of: 'address', points: 60, seconds: TEN_MINUTES }],
  },
  {
    what: 'A screen asks whether it is paired, or for its next cookie',
    commands: ['kitchen.screens.asked', 'kitchen.screens.keep'],
    limits: [{ of: 'address', points: 6_000, seconds: MINUTE }],
  },
  {
    what: 'Codes of screens that staff enter',
    commands: ['kitchen.screens.pair'],
    limits: [{ of: 'person', points: 30, seconds: TEN_MINUTES }],
  },
  {
    what: 'Staff see a member’s whole number, or all that is kept about one',
    commands: ['membership.revealPhone', 'membership.exportMember'],
    limits: [{ of: 'person', points: 10, seconds: DAY, isKept: true }],
  },
  {
    what: 'Staff look members up, and register them',
    commands: [
      'membership.find',
      'membership.register',
      'membership.pointsLog',
      'membership.quoteDiscount',
      'membership.coupons',
      'membership.rewards',
      'billing.attachMemberToOrder',
      'api.member.register',
      'api.member.byPhone',
      'api.member.byId',
      'api.member.pointsLogs',
      'api.member.redeem',
      'api.member.applyDiscount',
    ],
    limits: [
      { of: 'person', points: 120, seconds: MINUTE },
      { of: 'person', points: 2_000, seconds: DAY },
    ],
  },
  {
    what: 'Payments begun over the HTTP API, also for a member’s phone',
    commands: ['api.payment.create'],
    limits: [{ of: 'person', points: 240, seconds: MINUTE }],
  },
  {
    what: 'Staff erase members',
    commands: ['membership.eraseMember'],
    limits: [{ of: 'person', points: 20, seconds: DAY, isKept: true }],
  },
  {
    what: 'Reports as files',
    commands: ['analytics.export'],
    limits: [{ of: 'person', points: 120, seconds: TEN_MINUTES }],
  },
  {
    what: 'Pictures, and the menu as a file',
    commands: ['store.files'],
    limits: [{ of: 'person', points: 600, seconds: TEN_MINUTES }],
  },
  {
    what: 'Live links opened (Socket.IO and /ws)',
    commands: ['live.open'],
    limits: [{ of: 'address', points: 12_000, seconds: MINUTE }],
  },
  {
    what: 'Notices of payment platforms',
    commands: ['payment.callback'],
    limits: [{ of: 'address', points: 6_000, seconds: MINUTE }],
  },
] as const satisfies readonly LimitRow[]

const ROWS: ReadonlyMap<string, LimitRow> = new Map(
  (LIMITS as readonly LimitRow[]).flatMap((row) => row.commands.map((command) => [command, row])),
)

/** The row of a command, if it has one. */
export function limitRowOf(command: string): LimitRow | null {
  return ROWS.get(command) ?? null
}

/** What was counted of somebody so far; instants in ms since 1970. */
export type Count = {
  points: number
  /** Before this instant no further try is let in; 0 while there are free ones. */
  freeAtMs: number
  /** After this instant counting begins anew. */
  endsAtMs: number
}

/**
 * Until which instant (ms since 1970) somebody with this count has to wait, or null. An end much
 * farther than the limit reaches is that of a clock that was wrong.
 */
export function waitsUntilMs(limit: Limit, count: Count | null, nowMs: number): number | null {
  return isRunning(limit, count, nowMs) && count.freeAtMs > nowMs ? count.freeAtMs : null
}

/** The count with one more try in it, of somebody who has not to wait. */
export function countedOnce(limit: Limit, count: Count | null, nowMs: number): Count {
  const before = isRunning(limit, count, nowMs) ? count : null
  const points = (before?.points ?? 0) + 1
  const endsAtMs = before && !limit.slows ? before.endsAtMs : nowMs + limit.seconds * 1_000
  return { points, endsAtMs, freeAtMs: freeAt(limit, points, endsAtMs, nowMs) }
}

function isRunning(limit: Limit, count: Count | null, nowMs: number): count is Count {
  return (
    count !== null && count.endsAtMs > nowMs && count.endsAtMs <= nowMs + 2 * limit.seconds * 1_000
  )
}

function freeAt({ points: free, slows }: Limit, points: number, endsAtMs: number, nowMs: number) {
  // Not even by a clock that is a moment behind the one that counted.
  if (points < free) return 0
  if (!slows) return endsAtMs
  return nowMs + Math.min(slows.toSeconds, slows.fromSeconds * 2 ** (points - free)) * 1_000
}
