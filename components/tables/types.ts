// What the pages of the tables speak of.

import type { Arrangement } from '@/server/seating/read-tables'

export type { ArrangedArea, ArrangedTable, Arrangement } from '@/server/seating/read-tables'

/** Where the QR codes of some tables are printed; none named = of all. */
export function sheetPath(storeId: number, of: { areaId?: number; tableId?: number } = {}): string {
  const query = new URLSearchParams({ store: String(storeId) })
  if (of.areaId) query.set('area', String(of.areaId))
  if (of.tableId) query.set('table', String(of.tableId))
  return `/staff/settings/tables/sheet?${query}`
}

export const tablesOf = ({ areas }: Pick<Arrangement, 'areas'>) =>
  areas.flatMap(({ tables }) => tables)
