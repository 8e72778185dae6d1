// What guests told their waiter they are allergic to, also at a table where nobody has scanned.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { AllergyBand } from '@/components/menu/allergy-band'
import { AllergyFields } from '@/components/menu/allergy-fields'
import { Button } from '@/components/ui/button'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { type Allergies, namedAllergies } from '@/domain/allergies'
import type { TableSitting } from './types'

export function TableAllergies({
  tableId,
  sitting,
  onDone,
}: {
  tableId: number
  sitting: TableSitting | null
  onDone: () => void
}) {
  const t = useTranslations('staff.allergies')
  const { storeId } = useDesk()
  const all = sitting?.allergies ?? []
  const own = all.find(({ guestNumber }) => guestNumber === null)
  const byPhones = all.filter(({ guestNumber }) => guestNumber !== null)
  const [value, setValue] = useState<Allergies>({
    allergens: own?.allergens ?? [],
    other: own?.other ?? '',
  })
  const say = useCommand((server) => server.ordering.sayTableAllergies.mutate, {
    stale: AT_A_TABLE,
    said: t('saved'),
    onDone,
  })
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault()
        const { allergens, other } = value
        say.run({ storeId, tableId, allergens: [...allergens], other: other.trim() })
      }}
    >
      <p className="text-ink-soft text-sm">{t('hint')}</p>
      <AllergyBand
        allergies={namedAllergies(byPhones, sitting?.guests ?? [])}
        className="rounded-2xl px-4 py-3"
      />
      <AllergyFields
        value={value}
        words={{ which: t('which'), other: t('other'), placeholder: t('otherPlaceholder') }}
        onChange={setValue}
      />
      <Button type="submit" size="lg" className="w-full" disabled={say.isBusy}>
        {t('save')}
      </Button>
    </form>
  )
}
