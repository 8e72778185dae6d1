// The words on the wire: the spec's messages and ours. A message says that something happened;
// whoever needs more reads it. `seq` grows by one per store, so a gap shows that something was
// missed.

export const MESSAGE_TYPES = [
  'new_order',
  'round_added',
  'order_status_update',
  'payment_status_update',
  'cart_changed',
  'menu_changed',
  /** For who edits the menu; guests and the kitchen see what is published. */
  'menu_drafted',
  'sitting_changed',
  'service_request',
  'tables_changed',
  'people_changed',
] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]

/**
 * What the spec's `order` carries on the wire; amounts in yuan there, so the spec's consumers can
 * read it.
 */
export type WireOrder = {
  id: number
  order_number: string
  table_number: string
  order_status: string
  payment_status: string
  round: number
  final_amount: number
  /** ISO 4217, of every amount beside it. */
  currency: string
  /** What its party is allergic to, each once; `other`: in own words. Absent = nothing. */
  allergies?: string[]
}

/** What the spec's `payment` carries on the wire. */
export type WirePayment = {
  payment_id: number
  order_id: number
  order_number: string
  amount: number
  currency: string
  payment_method: string
  status: string
}

/**
 * What is left of a dish or of an option (null = unlimited), and whether it is sold out, until that
 * is told again.
 */
export type Moved = { stock: number | null; isSoldOut: boolean } & (
  | { dishId: number }
  | { optionId: number }
)

export type MessageBody = {
  order?: WireOrder
  payment?: WirePayment
  sitting_id?: number
  /** Which lines moved, for a screen that wants to flash them. */
  line_ids?: number[]
  cart_version?: number
  dish_id?: number
  /** All that changed of the menu; absent = read it again. */
  moved?: Moved[]
  request_id?: number
}

export type Message = { type: MessageType; seq: number; timestamp: string } & MessageBody

/** What every screen of a store hears, guests included: the menu and what is sold out. */
export function menuRoom(storeId: number): string {
  return `menu:${storeId}`
}

/**
 * The rooms that hear of an order: its store, its table's phones, whoever follows just this order,
 * and stations.
 */
export function roomsOf(of: {
  storeId: number
  sittingId?: number | null
  orderId?: number
  stationIds?: readonly number[]
}): string[] {
  const rooms = [`store:${of.storeId}`]
  if (of.sittingId) rooms.push(`sitting:${of.sittingId}`)
  if (of.orderId) rooms.push(`order:${of.orderId}`)
  for (const id of new Set(of.stationIds ?? [])) rooms.push(`station:${id}`)
  return rooms
}

// ── how a screen listens ──

/** What a page listens to: a guest's own table, a store, or one station of its kitchen. */
export type LiveTarget =
  | { code: string }
  | { storeId: number; stationId?: number | undefined; screen?: ScreenPlace | undefined }

/**
 * A screen of a kitchen that says it is there: in which tab of its browser, and what it shows; no
 * station = all of them.
 */
export type ScreenPlace = { tab: string; stationId: number | null; isBoard: boolean }

/**
 * What was told in a listener's rooms after a number. `upTo`: everything up to here is in it, or
 * was told before.
 */
export type Missed =
  | { isTooOld: false; upTo: number; messages: Message[] }
  /** Too much or too long ago to be told again: read again instead. */
  | { isTooOld: true; upTo: number }

/** Which messages a listener must have got by now. */
export type Mark = { seqs: number[] }

/** The server's heartbeat: it reads the database, so a server cut off from it falls silent. */
export type Beat = { timestamp: string }

export const BEAT_MS = 3_000
/**
 * Without a heartbeat for this long a screen takes its link for dead, says so, and makes a new one.
 */
export const DEAF_AFTER_MS = 7_000
/**
 * A link that broke in the open may come back for this long before the screen says so; both well
 * within 10 s (design.md §4).
 */
export const LOST_AFTER_MS = 4_000
