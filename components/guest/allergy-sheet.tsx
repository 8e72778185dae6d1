// What this phone's guest is allergic to: said once, changed at any time, kept for the meal.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { AllergyFields } from '@/components/menu/allergy-fields'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { Party } from './types'
import { useSayAllergies } from './use-say-allergies'

export function AllergySheet({
  code,
  party,
  isOpen,
  onClose,
}: {
  code: string
  party: Party
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTranslations('guest.allergy')
  const own = party.allergies.find(({ guestNumber }) => guestNumber === party.number)
  const [value, setValue] = useState({ allergens: own?.allergens ?? [], other: own?.other ?? '' })
  const say = useSayAllergies(code, onClose)
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      footer={
        <Button
          size="lg"
          className="w-full"
          disabled={say.isBusy}
          onClick={() => say.say({ ...value, other: value.other.trim() })}
        >
          {t('save')}
        </Button>
      }
    >
      <div className="space-y-5">
        <p className="text-ink-soft text-sm">{t('hint')}</p>
        <AllergyFields
          value={value}
          words={{
            which: t('which'),
            other: t('other'),
            placeholder: t('otherPlaceholder'),
          }}
          onChange={(next) => setValue({ allergens: [...next.allergens], other: next.other })}
        />
        {value.other.trim() !== '' && <p className="text-sm text-warning">{t('otherHint')}</p>}
      </div>
    </Sheet>
  )
}
