// Says loudly when what is shown may be old. A screen that is live says nothing.

import { Unplug } from 'lucide-react'
import { useTranslations } from 'use-intl'

export function ConnectionBanner({ state }: { state: 'connecting' | 'live' | 'lost' }) {
  const t = useTranslations('ui')
  if (state !== 'lost') return null
  return (
    <p
      role="alert"
      className="flex items-center justify-center gap-2 bg-danger px-4 py-2.5 text-center font-semibold text-on-fill"
    >
      <Unplug aria-hidden className="size-5 shrink-0 animate-attend" />
      {t('lost')}
    </p>
  )
}
