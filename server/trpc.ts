// tRPC, set up once. Refusals become answers with a sentence; anything else is a bug: logged with its cause, masked outside.
// Who may call what is in access/procedures.ts.

import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { Refusal, type RefusalDetails } from '@/domain/refusal'
import { sentenceOf, UNEXPECTED } from '@/domain/refusal-sentences'
import type { Context } from './context'
import { isDatabaseAway } from './database/trouble'

export type Meta = {
  /** The HTTP contract, see http/contract. */
  openapi?: {
    method: 'GET' | 'POST'
    path: `/${string}`
    tags?: string[]
    summary?: string
    protect?: boolean
  }
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const language = ctx?.language ?? 'zh-CN'
      const refusal = refusalOf(error)
      const { httpStatus, path, code } = shape.data
      return {
        code: shape.code,
        message: refusal
          ? sentenceOf(language, refusal.code, refusal.details)
          : error.code === 'NOT_FOUND' || error.code === 'METHOD_NOT_SUPPORTED'
            ? sentenceOf(language, 'thing.not-found')
            : UNEXPECTED[language],
        data: {
          httpStatus,
          code,
          path,
          refusal: refusal
            ? { code: refusal.code, details: refusal.details as RefusalDetails }
            : null,
        },
      }
    },
  })

export const router = t.router
export const mergeRouters = t.mergeRouters
export const middleware = t.middleware
export const createCallerFactory = t.createCallerFactory

const STATUS_CODES: Record<number, TRPCError['code']> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

/** The refusal an error carries, if it is one; input that does not fit a schema is one too. */
export function refusalOf(error: TRPCError): Refusal | null {
  if (error.cause instanceof Refusal) return error.cause
  if (error.cause instanceof ZodError || error.code === 'PARSE_ERROR') {
    const field =
      error.cause instanceof ZodError ? error.cause.issues[0]?.path.join('.') : undefined
    return new Refusal('input.invalid', field ? { field } : {})
  }
  return null
}

/** Every call passes here: refusals get their status, bugs their log line, commits their nudge to the relay. */
const answered = t.middleware(async ({ ctx, path, type, next }) => {
  const result = await next()
  if (result.ok) {
    if (type === 'mutation') ctx.nudge()
    return result
  }
  const refusal = isDatabaseAway(result.error.cause)
    ? new Refusal('system.busy')
    : refusalOf(result.error)
  if (refusal) {
    throw new TRPCError({ code: STATUS_CODES[refusal.status] ?? 'BAD_REQUEST', cause: refusal })
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.log.error({ err: result.error.cause ?? result.error, path }, 'unexpected error')
  }
  return result
})

/** The root of every procedure; use the levels of access/procedures.ts instead. */
export const procedure = t.procedure.use(answered)
