// First on every page: whoever cannot show it is told so.

import { tooOldScript } from '@/components/ui/too-old'
import { inEveryLanguage } from './every-language'

export function TooOld({ nonce }: { nonce: string }) {
  return (
    <>
      <script
        nonce={nonce}
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: tooOldScript(inEveryLanguage('tooOld')) }}
      />
      <script noModule src="/too-old.js" />
    </>
  )
}
