// The door of seating: a phone sits down at a table, sees who else does, and says its name.

import { z } from 'zod'
import { MAXIMUM_NICKNAME_LENGTH } from '@/domain/seating'
import { text } from '@/forms/fields'
import { guest, open, tableCode } from '../access/procedures'
import { router } from '../trpc'
import { joinTable } from './join-table'
import { readParty } from './read-party'
import { renameGuest } from './rename-guest'

export const seatingRouter = router({
  /**
   * Takes a seat at the table, or keeps the one this phone has. Refuses table.unknown, table.full.
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
})
