// Answers of the doors that are not procedures.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Language, languageOf } from '@/domain/language'
import { REFUSALS, type RefusalCode, type RefusalDetails } from '@/domain/refusal'
import { cookiesOf } from '../context'
import { noteRefusal } from '../refusal-trace'
import { sentenceOf, unexpected } from '../words'
import { protectSentence } from './headers'
import { isVisit, sentencePage } from './sentence-page'

export function answerJson(res: ServerResponse, status: number, body: unknown): void {
  res.statusCode = status
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.end(JSON.stringify(body))
}

/** The header that says when to come again: of several refusals, when the last of them may. */
export function retryAfter(refused: readonly RefusalDetails[]): { 'Retry-After'?: string } {
  const seconds = refused.map(({ retryAfterSeconds }) => Number(retryAfterSeconds ?? 0))
  const longest = Math.max(0, ...seconds)
  return longest > 0 ? { 'Retry-After': String(longest) } : {}
}

/** Refusals that end by themselves: the same address may be asked again. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 503])

/**
 * A no as the one who asked reads it: a person at a browser a page, a program `{ code, message }`.
 */
export function bodyOfNo(
  headers: IncomingMessage['headers'],
  status: number,
  said: { code?: RefusalCode; sentence: (language: Language) => string },
): { isPage: boolean; type: string; body: string } {
  const language = languageOf(cookiesOf(headers.cookie).get('locale'), headers['accept-language'])
  const message = said.sentence(language)
  const isPage = isVisit(headers)
  return isPage
    ? {
        isPage,
        type: 'text/html; charset=utf-8',
        body: sentencePage(language, message, PASSING.has(status)),
      }
    : {
        isPage,
        type: 'application/json; charset=utf-8',
        body: JSON.stringify({ code: said.code, message }),
      }
}

/** A refusal in the person's language. */
export function answerRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  code: RefusalCode,
  details: RefusalDetails = {},
): void {
  const address = req.socket.remoteAddress ?? ''
  noteRefusal({ code }, { wire: 'door', address, now: new Date() })
  res.setHeaders(new Headers(retryAfter([details])))
  answerNo(req, res, REFUSALS[code], {
    code,
    sentence: (language) => sentenceOf(language, code, details),
  })
}

/** Something of ours failed; what it was stands in the log only. */
export function answerFailure(req: IncomingMessage, res: ServerResponse): void {
  answerNo(req, res, 500, { sentence: unexpected })
}

function answerNo(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  said: Parameters<typeof bodyOfNo>[2],
): void {
  const { isPage, type, body } = bodyOfNo(req.headers, status, said)
  if (isPage) protectSentence(res)
  res.statusCode = status
  res.setHeader('Content-Type', type)
  res.setHeader('Cache-Control', 'no-store')
  res.end(body)
}
