// The door of service: the floor board for staff, requests from the tables.

import { z } from 'zod'
import { LOSSES } from '@/domain/access'
import { MAXIMUM_PEOPLE } from '@/domain/seating'
import { MAXIMUM_REQUEST_LENGTH, SERVICE_KINDS } from '@/domain/service'
import { id, text } from '@/forms/fields'
import { guest, may } from '../access/procedures'
import { clearTable } from '../seating/clear-table'
import { router } from '../trpc'
import { answerRequest, seeRequest } from './answer-request'
import { readFloor } from './read-floor'
import { readTable } from './read-table'
import { readToday } from './read-today'
import { readWarnings } from './read-warnings'
import { readRequests, requestService, withdrawService } from './request-service'
import { correctPeople, openTable, sayPeople } from './say-people'

const people = z.int().min(1).max(MAXIMUM_PEOPLE)

export const serviceRouter = router({
  /** Every area and table with its state and what it needs of a person; amounts in 分. */
  floor: may('floor.see').query(({ ctx }) => readFloor(ctx, ctx.actor)),

  /**
   * What is dangerous about this house as it stands, for everybody who works here; nothing is the
   * normal case.
   */
  warnings: may('warning.see').query(({ ctx }) => readWarnings(ctx, ctx.actor)),

  /** The business day of now and the store's zone. */
  today: may('floor.see').query(({ ctx }) => readToday(ctx, ctx.actor)),

  /** One table with its sitting. Refuses thing.not-found. */
  table: may('floor.see')
    .input(z.object({ tableId: id }))
    .query(({ ctx, input }) => readTable(ctx, ctx.actor, input)),

  /**
   * Asks something of the floor, `other` in words; asking again changes nothing. Refuses
   * seat.expired, request.wordless, request.other-open.
   */
  request: guest
    .input(
      z.object({
        kind: z.enum(SERVICE_KINDS),
        words: text(MAXIMUM_REQUEST_LENGTH).default(''),
      }),
    )
    .mutation(({ ctx, input }) => requestService(ctx, ctx.seat, input)),

  /** Takes a request of this sitting back; what is over stays so. Refuses thing.not-found. */
  withdraw: guest
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => withdrawService(ctx, ctx.seat, input)),

  /** What this sitting asked and nobody answered yet. */
  requests: guest.query(({ ctx }) => readRequests(ctx, ctx.seat)),

  /**
   * A guest says how many they are. `seen` is the number as they saw it, null where nobody had said
   * one. Refuses seat.expired, people.changed (number), people.fewer once something was ordered,
   * people.not-counted where one takes away; the same number again changes nothing.
   */
  sayPeople: guest
    .input(z.object({ people, seen: people.nullable() }))
    .mutation(({ ctx, input }) => sayPeople(ctx, ctx.seat, input)),

  /**
   * Staff correct how many sit there. Refuses thing.not-found, people.changed (number),
   * people.not-counted; the same number again changes nothing.
   */
  correctPeople: may(LOSSES['fewer people at a table'])
    .input(z.object({ sittingId: id, people, seen: people.nullable() }))
    .mutation(({ ctx, input }) => correctPeople(ctx, ctx.actor, input)),

  /**
   * 开台 with so many people, whether or not one of them scans. Refuses thing.not-found,
   * people.changed (number), people.not-counted; a second tap changes nothing.
   */
  open: may('order.place')
    .input(z.object({ tableId: id, people }))
    .mutation(({ ctx, input }) => openTable(ctx, ctx.actor, input)),

  /**
   * The party has left. Refuses sitting.has-open-bill (openCents), thing.not-found; a second tap
   * changes nothing.
   */
  clear: may('table.clear')
    .input(z.object({ sittingId: id }))
    .mutation(({ ctx, input }) => clearTable(ctx, ctx.actor, input)),

  /**
   * Says that somebody is on the way; again it changes nothing. Refuses thing.not-found,
   * request.already-answered (by), request.already-seen (by).
   */
  see: may('service.answer')
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => seeRequest(ctx, ctx.actor, input)),

  /** Takes a request off the board. Refuses thing.not-found, request.already-answered. */
  answer: may('service.answer')
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => answerRequest(ctx, ctx.actor, input)),
})
