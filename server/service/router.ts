// The door of service: the floor board for staff, requests from the tables.

import { z } from 'zod'
import { SERVICE_KINDS } from '@/domain/service'
import { id } from '@/forms/fields'
import { guest, may } from '../access/procedures'
import { clearTable } from '../seating/clear-table'
import { router } from '../trpc'
import { answerRequest } from './answer-request'
import { readFloor } from './read-floor'
import { readTable } from './read-table'
import { readToday } from './read-today'
import { readWarnings } from './read-warnings'
import { readRequests, requestService } from './request-service'

export const serviceRouter = router({
  /** Every area and table with its state and what it needs of a person; amounts in 分. */
  floor: may('floor.see').query(({ ctx }) => readFloor(ctx, ctx.actor)),

  /** What is dangerous about this house as it stands, for everybody who works here; nothing is the normal case. */
  warnings: may('warning.see').query(({ ctx }) => readWarnings(ctx, ctx.actor)),

  /** The business day of now and the store's zone. */
  today: may('floor.see').query(({ ctx }) => readToday(ctx, ctx.actor)),

  /** One table with its sitting. Refuses thing.not-found. */
  table: may('floor.see')
    .input(z.object({ tableId: id }))
    .query(({ ctx, input }) => readTable(ctx, ctx.actor, input)),

  /** Asks something of the floor; asking again changes nothing. Refuses seat.expired. */
  request: guest
    .input(z.object({ kind: z.enum(SERVICE_KINDS) }))
    .mutation(({ ctx, input }) => requestService(ctx, ctx.seat, input)),

  /** What this sitting asked and nobody answered yet. */
  requests: guest.query(({ ctx }) => readRequests(ctx, ctx.seat)),

  /** The party has left. Refuses sitting.has-open-bill (openCents), thing.not-found; a second tap changes nothing. */
  clear: may('table.clear')
    .input(z.object({ sittingId: id }))
    .mutation(({ ctx, input }) => clearTable(ctx, ctx.actor, input)),

  /** Takes a request off the board. Refuses thing.not-found, request.already-answered. */
  answer: may('service.answer')
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => answerRequest(ctx, ctx.actor, input)),
})
