// An area of a new restaurant with its tables. Sent twice it is there once: an area of that name is
// the one that is meant, and tables that stand there stay.

import type * as z from 'zod'
import type * as forms from '@/forms/opening'
import type { Actor } from '../access/procedures'
import type { Context } from '../context'
import { addArea as addSeatingArea } from '../seating/arrange-areas'
import { addTables } from '../seating/arrange-tables'

/** @throws Refusal area.too-many, table.pattern, table.name-taken, table.too-many */
export async function addArea(
  ctx: Context,
  actor: Actor,
  { name, names, orderMode, ...tables }: z.output<typeof forms.addArea>,
): Promise<{ added: number; there: number }> {
  const area = { name, names, orderMode, isTakeaway: false }
  const { areaId } = await addSeatingArea(ctx, actor, area)
  return addTables(ctx, actor, { areaId, ...tables })
}
