// Any allergies? Asked once of every phone, above the menu; one tap answers it.

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { Party } from './types'
import { useSayAllergies } from './use-say-allergies'

export function AllergyQuestion({
  code,
  party,
  onSome,
}: {
  code: string
  party: Party
  onSome: () => void
}) {
  const t = useTranslations('guest.allergy')
  const { say, isBusy } = useSayAllergies(code)
  if (party.allergies.some(({ guestNumber }) => guestNumber === party.number)) return null
  return (
    <section
      aria-label={t('askOwn')}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-canvas px-4 py-1.5 sm:px-6"
    >
      <h2 className="flex min-w-0 flex-1 items-center gap-2 font-medium text-sm">
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-danger" />
        {t('askOwn')}
      </h2>
      <div className="flex gap-2">
        <Button
          variant="outline"
          disabled={isBusy}
          onClick={() => say({ allergens: [], other: '' })}
        >
          {t('none')}
        </Button>
        <Button variant="outline" onClick={onSome}>
          {t('some')}
        </Button>
      </div>
    </section>
  )
}
