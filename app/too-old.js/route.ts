// The same words for browsers so old that they know neither modules nor the nonce of an inline
// script; no other asks for it.

import { tooOldScript } from '@/components/ui/too-old'
import { inEveryLanguage } from '../every-language'

export const dynamic = 'force-static'

export function GET(): Response {
  return new Response(tooOldScript(inEveryLanguage('tooOld')), {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    },
  })
}
