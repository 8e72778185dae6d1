// The door of service: the floor board for staff, requests from the tables.

import { z } from 'zod'
import { SERVICE_KINDS } from '@/domain/service'
import { guest, id, may } from '../access/procedures'
import { router } from '../trpc'
import { answerRequest } from './answer-request'
import { readFloor } from './read-floor'
import { readRequests, requestService } from './request-service'

export const serviceRouter = router({
  floor: may('floor.see').query(({ ctx }) => readFloor(ctx, ctx.actor)),

  request: guest
    .input(z.object({ kind: z.enum(SERVICE_KINDS) }))
    .mutation(({ ctx, input }) => requestService(ctx, ctx.seat, input)),

  requests: guest.query(({ ctx }) => readRequests(ctx, ctx.seat)),

  answer: may('service.answer')
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => answerRequest(ctx, ctx.actor, input)),
})
