// The door of seating: a phone sits down at a table, sees who else does, and says its name; a
// manager arranges the tables and their codes.

import { z } from 'zod'
import { MAXIMUM_AREAS, MAXIMUM_NICKNAME_LENGTH, MAXIMUM_TABLES } from '@/domain/seating'
import { id, text } from '@/forms/fields'
import * as forms from '@/forms/seating'
import { guest, may, open, tableCode } from '../access/procedures'
import { router } from '../trpc'
import { addArea, changeArea, orderAreas, removeArea } from './arrange-areas'
import { addTables, archiveTable, changeTable, orderTables, restoreTable } from './arrange-tables'
import { joinTable } from './join-table'
import { readParty } from './read-party'
import { readTables } from './read-tables'
import { renameGuest } from './rename-guest'
import { renewCodes } from './renew-codes'

const manager = may('store.manage')
const oneArea = z.object({ areaId: id })
const oneTable = z.object({ tableId: id })

export const seatingRouter = router({
  /**
   * Takes a seat at the table, or keeps the one this phone has. Refuses table.unknown,
   * table.code-ended, table.full.
   */
  join: open
    .input(z.object({ code: tableCode }))
    .mutation(({ ctx, input }) => joinTable(ctx, input)),

  /** Who sits here. Refuses seat.expired. */
  party: guest.query(({ ctx }) => readParty(ctx, ctx.seat)),

  /** What the party may call this guest; an empty name takes it back. Refuses seat.expired. */
  rename: guest
    .input(z.object({ nickname: text(MAXIMUM_NICKNAME_LENGTH) }))
    .mutation(({ ctx, input }) => renameGuest(ctx, ctx.seat, input)),

  /** Areas and tables with their codes, for who arranges them. */
  tables: manager.query(({ ctx }) => readTables(ctx, ctx.actor.storeId)),

  /** A new area, the last one. Refuses area.too-many. */
  addArea: manager
    .input(forms.addArea)
    .mutation(({ ctx, input }) => addArea(ctx, ctx.actor, input)),

  /** Refuses thing.not-found. */
  changeArea: manager
    .input(forms.changeArea)
    .input(oneArea)
    .mutation(({ ctx, input }) => changeArea(ctx, ctx.actor, input)),

  /** The areas in this order. Refuses thing.not-found. */
  orderAreas: manager
    .input(z.object({ areaIds: z.array(id).max(MAXIMUM_AREAS) }))
    .mutation(({ ctx, input }) => orderAreas(ctx, ctx.actor, input)),

  /** An area without tables goes. Refuses thing.not-found, area.has-tables. */
  removeArea: manager
    .input(oneArea)
    .mutation(({ ctx, input }) => removeArea(ctx, ctx.actor, input)),

  /**
   * Tables by a pattern; those that are there already stay. Refuses thing.not-found, table.pattern,
   * table.name-taken, table.too-many.
   */
  addTables: manager
    .input(forms.addTables)
    .mutation(({ ctx, input }) => addTables(ctx, ctx.actor, input)),

  /** Name, area and seats. Refuses thing.not-found, table.name-taken. */
  changeTable: manager
    .input(forms.changeTable)
    .input(oneTable)
    .mutation(({ ctx, input }) => changeTable(ctx, ctx.actor, input)),

  /** The tables of an area in this order. Refuses thing.not-found. */
  orderTables: manager
    .input(oneArea.extend({ tableIds: z.array(id).max(MAXIMUM_TABLES) }))
    .mutation(({ ctx, input }) => orderTables(ctx, ctx.actor, input)),

  /** Refuses thing.not-found, table.occupied. */
  archiveTable: manager
    .input(oneTable)
    .mutation(({ ctx, input }) => archiveTable(ctx, ctx.actor, input)),

  /** Refuses thing.not-found. */
  restoreTable: manager
    .input(oneTable)
    .mutation(({ ctx, input }) => restoreTable(ctx, ctx.actor, input)),

  /**
   * New codes for these tables, null = for all, where theirs are not newer than what was seen; old
   * ones say what to do. Refuses thing.not-found.
   */
  renewCodes: manager
    .input(
      z.object({
        tableIds: z.array(id).max(MAXIMUM_TABLES).nullable(),
        seenAt: z.iso.datetime(),
      }),
    )
    .mutation(({ ctx, input }) => renewCodes(ctx, ctx.actor, input)),
})
