// First on every page: whoever cannot show it is told so.

import { tooOldScript } from '@/components/ui/too-old'
import { inEveryLanguage } from './every-language'
import { InlineScript } from './inline-script'

export function TooOld({ nonce }: { nonce: string }) {
  return (
    <>
      <InlineScript nonce={nonce} code={tooOldScript(inEveryLanguage('tooOld'))} />
      <script noModule src="/too-old.js" />
    </>
  )
}
