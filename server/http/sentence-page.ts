// One sentence as a page, for a person whose browser goes to an address that is refused. It needs
// nothing but itself: no script, no file of ours, and nothing that a browser of 2009 does not know.

import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Language } from '@/domain/language'
import { sayIn } from '@/text/words'

const STYLE = [
  'html{background:#f6f0e6;color:#2b2119;font:18px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}',
  'body{max-width:28em;margin:0 auto;padding:18vh 24px 24px;text-align:center;overflow-wrap:break-word}',
  'h1{font-size:1.25em;line-height:1.5;margin:0 0 1.5em}',
  'a{display:inline-block;padding:.6em 1.6em;border-radius:.7em;background:#b5371b;color:#fff;font-weight:600;text-decoration:none}',
  'p{margin:2.5em 0 0;color:#6a5c4e;font-size:.85em}',
  '@media(prefers-color-scheme:dark){html{background:#14100c;color:#f4ebdd}a{background:#f08a63;color:#1a120c}p{color:#b9a997}}',
].join('')

/** What the policy of the answer says of its style. */
export const SENTENCE_STYLE = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`

/** Whether a person goes there with a browser; programs and our own pages' calls ask for data. */
export function isVisit({
  accept = '',
  'sec-fetch-mode': mode,
}: Pick<IncomingHttpHeaders, 'accept' | 'sec-fetch-mode'>): boolean {
  return /\btext\/html\b/i.test(accept) && (mode === undefined || mode === 'navigate')
}

/** @param isPassing whether the same address may soon be answered */
export function sentencePage(language: Language, sentence: string, isPassing: boolean): string {
  const say = sayIn(language, 'pages')
  const house = say('refused.house')
  const way = isPassing
    ? `<a href="">${say('refused.again')}</a>`
    : `<a href="/">${say('refused.home')}</a>`
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${house}</title><style>${STYLE}</style></head>`,
    `<body><h1>${escaped(sentence)}</h1>${way}<p>${house}</p></body></html>`,
  ].join('')
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? '')
