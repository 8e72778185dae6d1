// In place of a page that the server refuses, under the refusal's own status: what has to wait says
// how long and asks again, all else is the screen that the page gives. Never Next's notFound(): its
// answer is empty until our scripts fill it, and who cannot run them reads nothing.

import { Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { TryAgain } from '@/components/ui/try-again'
import { refusalCodeOf } from '@/components/wire/refusal-code-of'
import type { Language } from '@/domain/language'
import type { RefusalDetails } from '@/domain/refusal'
import { refusalSentence } from '@/domain/refusal-sentences'
import { sayIn } from '@/text/words'

const PASSING = ['input.too-often', 'system.busy'] as const

/** @param error what was thrown in place of what the page shows; a bug is thrown on */
export function Refused({
  error,
  language,
  children,
}: {
  error: unknown
  language: Language
  children: ReactNode
}) {
  const refused = refusalCodeOf(error)
  if (!refused) throw error
  const passing = PASSING.find((code) => code === refused)
  globalThis.fanzhuo?.answerPageAs(passing ?? 'thing.not-found')
  if (!passing) return children
  const { cause } = (error ?? {}) as { cause?: { details?: RefusalDetails } }
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice
        isWholePage
        Icon={Hourglass}
        title={refusalSentence(sayIn(language, 'refusals'), language, passing, cause?.details)}
        action={<TryAgain />}
      />
    </main>
  )
}
