// What a call's answer is to the person: the house's own, the sentence with which one of its doors
// refused, or a sentence for what something in between said in its place. Nobody is told to look
// after a network that works.

/**
 * Something answered, and nobody can say whether it was done. Its message is a sentence for the
 * person.
 */
export class StrangeAnswer extends Error {}

/** What can be said of an answer that is not the house's, by `wire` in text/…/ui.json. */
export type Strange = 'away' | 'tooLarge' | 'tooOften' | 'refused' | 'strange'
export type Say = (what: Strange, status: number) => string

/** The refusal of a door, `{ code, message }`, in an answer's text; null in any other. */
export function refusalIn(text: string): { code: string; message: string } | null {
  const { code, message } = (parseAnswer(text) ?? {}) as { code?: unknown; message?: unknown }
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : null
}

/**
 * @returns the answer as tRPC writes it. @throws StrangeAnswer when the same may be asked again,
 *   with the same key
 */
export async function houseAnswer(response: Response, say: Say): Promise<Response> {
  const text = await response.text()
  const { status, headers } = response
  if (isOfProcedures(text)) return new Response(text, { status, headers })
  const refusal = refusalIn(text)
  const message = refusal?.message ?? say(strangeOf(status), status)
  if (status >= 500 || status < 400) throw new StrangeAnswer(message)
  const data = { httpStatus: status, refusal: refusal && { code: refusal.code, details: {} } }
  return new Response(JSON.stringify({ error: { message, code: -32_600, data } }), { status })
}

/** The sentence of an answer that is no good. */
export function sentenceOfAnswer(status: number, text: string, say: Say): string {
  return refusalIn(text)?.message ?? say(strangeOf(status), status)
}

function strangeOf(status: number): Strange {
  if (status === 413) return 'tooLarge'
  if (status === 429) return 'tooOften'
  if (status >= 500) return 'away'
  return [401, 403, 407, 451].includes(status) ? 'refused' : 'strange'
}

/** Procedures answer `{ result }` or `{ error }`, several of them in a list. */
function isOfProcedures(text: string): boolean {
  const said = parseAnswer(text)
  const each = Array.isArray(said) ? said : [said]
  return each.every(
    (one) => one !== null && typeof one === 'object' && ('result' in one || 'error' in one),
  )
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
