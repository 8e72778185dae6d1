// Answers of the doors that are not procedures.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { languageOf } from '@/domain/language'
import { REFUSALS, type RefusalCode, type RefusalDetails } from '@/domain/refusal'
import { sentenceOf } from '@/domain/refusal-sentences'
import { cookiesOf } from '../context'

export function answerJson(res: ServerResponse, status: number, body: unknown): void {
  res.statusCode = status
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.end(JSON.stringify(body))
}

/** A refusal in the person's language, in the shape that all our answers share: { code, message }. */
export function answerRefusal(
  req: IncomingMessage,
  res: ServerResponse,
  code: RefusalCode,
  details: RefusalDetails = {},
): void {
  const chosen = cookiesOf(req.headers.cookie).get('locale')
  const language = languageOf(chosen, req.headers['accept-language'])
  answerJson(res, REFUSALS[code], { code, message: sentenceOf(language, code, details) })
}
