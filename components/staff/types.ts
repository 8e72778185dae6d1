// What the staff's screens are made of, as the server answers it.

import type { inferRouterOutputs } from '@trpc/server'
import type { Need } from '@/domain/service'
import type { AppRouter } from '@/server/router'

type Outputs = inferRouterOutputs<AppRouter>

export type Floor = Outputs['service']['floor']
export type FloorTable = Floor['areas'][number]['tables'][number]
export type TableView = Outputs['service']['table']
export type TableSitting = NonNullable<TableView['sitting']>
export type OrderView = Outputs['ordering']['one']
export type RoundView = OrderView['rounds'][number]
export type LineView = RoundView['lines'][number]
export type LineChange = LineView['changes'][number]
export type PaymentView = Outputs['payment']['statusForStaff']
export type Refundable = Outputs['refunds']['refundable']
export type StaffMenu = Outputs['menu']['readForStaff']
export type StaffDish = StaffMenu['categories'][number]['dishes'][number]

/** A need with the table it is about. */
export type TableNeed = Need & { tableId: number; tableName: string }

/** Every need of the floor once; of tables that were joined, under the first. */
export function needsOfFloor(floor: Floor): TableNeed[] {
  const seen = new Set<number>()
  return floor.areas
    .flatMap((area) => area.tables)
    .flatMap(({ id: tableId, name: tableName, sitting }) => {
      if (!sitting || seen.has(sitting.id)) return []
      seen.add(sitting.id)
      return sitting.needs.map((need) => ({ ...need, tableId, tableName }))
    })
}
