// Says loudly when what is shown may be old. A screen that is live says nothing.

import { Unplug } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { cn } from './cn'

export function ConnectionBanner({
  state,
  sentence = null,
  isFar = false,
}: {
  state: 'connecting' | 'live' | 'lost'
  /** Why the server lets nobody listen here; without it the link is only lost. */
  sentence?: string | null
  /** Read from across a kitchen: as large as that screen's own text. */
  isFar?: boolean
}) {
  const t = useTranslations('ui')
  if (state !== 'lost') return null
  return (
    <p
      role="alert"
      className={cn(
        'flex items-center justify-center gap-2 bg-danger px-4 py-2.5 text-center font-semibold text-on-fill',
        isFar && 'min-h-[2.6em] text-[1.6em]',
      )}
    >
      <Unplug
        aria-hidden
        className={cn('shrink-0 animate-attend', isFar ? 'size-[1.2em]' : 'size-5')}
      />
      {sentence ?? t('lost')}
    </p>
  )
}
