// tRPC, set up once. Refusals become answers with a sentence; anything else is a bug: logged with
// its cause, masked outside. Who may call what is in access/procedures.ts.

import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError, type ZodObject } from 'zod'
import { languageOf } from '@/domain/language'
import { Refusal, type RefusalCode, type RefusalDetails } from '@/domain/refusal'
import type { Context } from './context'
import { isDatabaseAway } from './database/trouble'
import { noteRefusal } from './refusal-trace'
import { sentenceOf, unexpected } from './words'

export type Meta = {
  /**
   * Whom access/procedures.ts lets in without knowing staff: all of these have a row in
   * domain/limits.ts.
   */
  level?: 'open' | 'guest'
  /** The HTTP contract, see http/contract. */
  openapi?: {
    method: 'GET' | 'POST'
    path: `/${string}`
    tags?: string[]
    summary?: string
    protect?: boolean
    /** What the answer says in headers. */
    responseHeaders?: ZodObject
  }
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const language = ctx?.language ?? languageOf(undefined, undefined)
      const refusal = refusalOf(error)
      const { httpStatus, path, code } = shape.data
      return {
        code: shape.code,
        message: refusal
          ? sentenceOf(language, refusal.code, refusal.details)
          : unexpected(language),
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
export const middleware = t.middleware
export const createCallerFactory = t.createCallerFactory

const STATUS_CODES: Record<number, TRPCError['code']> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

/** A refusal as the error that tRPC answers with its status. */
export function errorOf(refusal: Refusal): TRPCError {
  return new TRPCError({ code: STATUS_CODES[refusal.status] ?? 'BAD_REQUEST', cause: refusal })
}

/** What tRPC itself refuses before any procedure is asked. */
const OWN_REFUSALS: Partial<Record<TRPCError['code'], RefusalCode>> = {
  NOT_FOUND: 'thing.not-found',
  METHOD_NOT_SUPPORTED: 'request.wrong-method',
  PAYLOAD_TOO_LARGE: 'request.too-large',
  UNSUPPORTED_MEDIA_TYPE: 'request.wrong-type',
}

/** The refusal an error carries, if it is one; input that does not fit a schema is one too. */
function refusalOf(error: TRPCError): Refusal | null {
  if (error.cause instanceof Refusal) return error.cause
  if (error.cause instanceof ZodError || error.code === 'PARSE_ERROR') {
    const field =
      error.cause instanceof ZodError ? error.cause.issues[0]?.path.join('.') : undefined
    return new Refusal('input.invalid', field ? { field } : {})
  }
  const own = OWN_REFUSALS[error.code]
  return own ? new Refusal(own) : null
}

/**
 * The refusal of a house that cannot for now: when to come again stands in the answer's
 * Retry-After.
 */
export const systemBusy = () => new Refusal('system.busy', { retryAfterSeconds: 5 })

/** What a refusal says besides its code; nothing for a bug. */
export const detailsOf = (error: TRPCError): RefusalDetails => refusalOf(error)?.details ?? {}

/**
 * Every call passes here: refusals get their status, bugs their log line, commits their nudge to
 * the relay.
 */
const answered = t.middleware(async ({ ctx, path, type, next }) => {
  const result = await next()
  if (result.ok) {
    if (type === 'mutation') ctx.nudge()
    return result
  }
  ctx.room.note(result.error.cause)
  const refusal = isDatabaseAway(result.error.cause) ? systemBusy() : refusalOf(result.error)
  if (refusal) {
    noteRefusal(refusal, { wire: 'call', address: ctx.ip, now: ctx.now() })
    throw errorOf(refusal)
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.log.error({ err: result.error.cause ?? result.error, path }, 'unexpected error')
  }
  return result
})

/** The root of every procedure; use the levels of access/procedures.ts instead. */
export const procedure = t.procedure.use(answered)
