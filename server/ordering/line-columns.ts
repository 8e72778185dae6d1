// The columns of a dish on an order, once: what a round writes of it, and what is read of it, are
// made from this list. Each is named as the program names it, with its column and its type in the
// database.

export const LINE_COLUMNS = {
  id: ['id', 'int'],
  dishId: ['dish_id', 'int'],
  guestId: ['guest_id', 'int'],
  name: ['name', 'text'],
  names: ['names', 'jsonb'],
  chosen: ['choices', 'jsonb'],
  note: ['note', 'text'],
  unitCents: ['unit_cents', 'bigint'],
  listUnitCents: ['list_unit_cents', 'bigint'],
  memberUnitCents: ['member_unit_cents', 'bigint'],
  extraUnitCents: ['extra_unit_cents', 'bigint'],
  rate: ['rate', 'jsonb'],
  grams: ['grams', 'int'],
  isPriced: ['is_priced', 'boolean'],
  quantity: ['quantity', 'int'],
  totalCents: ['total_cents', 'bigint'],
  unit: ['unit', 'text'],
  units: ['units', 'jsonb'],
  taxClass: ['tax_class', 'tax_class'],
  hasLevelShare: ['has_level_share', 'boolean'],
  stationIds: ['station_ids', 'int[]'],
  promisedMinutes: ['promised_minutes', 'int'],
  course: ['course', 'int'],
  state: ['state', 'line_state'],
} as const satisfies Record<string, readonly [column: string, type: string]>

export type LineKey = keyof typeof LINE_COLUMNS

/** The columns' names, for an insert. */
export const lineColumns = (keys: readonly LineKey[]) =>
  keys.map((key) => LINE_COLUMNS[key][0]).join(', ')

/** The columns as jsonb_to_recordset is told them. */
export const lineRecord = (keys: readonly LineKey[]) =>
  keys.map((key) => `"${key}" ${LINE_COLUMNS[key][1]}`).join(', ')

/** The values of such a recordset, in the same order. */
export const lineValues = (alias: string, keys: readonly LineKey[]) =>
  keys.map((key) => `${alias}."${key}"`).join(', ')

/** Names and values for json_build_object, of the line aliased so. */
export const lineJson = (alias: string, keys: readonly LineKey[]) =>
  keys.map((key) => `'${key}', ${alias}.${LINE_COLUMNS[key][0]}`).join(', ')
