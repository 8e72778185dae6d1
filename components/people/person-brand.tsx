// Whether a person may change what belongs to the whole brand; who may that says so of others.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Switch } from '@/components/ui/checkbox'
import type { PersonFile } from './types'
import { usePeopleChange } from './use-people'

export function PersonBrand({ person }: { person: PersonFile }) {
  const t = useTranslations('people.brand')
  const { storeId, storeRole } = useDesk()
  const set = usePeopleChange((door, hasBrand: boolean) =>
    door.setBrandRight.mutate({ storeId, staffId: person.id, hasBrand }),
  )
  if (!storeRole.hasBrand && !person.hasBrand) return null
  return (
    <section aria-label={t('title')} className="space-y-1">
      <h3 className="font-semibold">{t('title')}</h3>
      <p className="text-ink-soft text-sm">{t('hint')}</p>
      <Switch
        checked={set.isBusy ? (set.sent ?? person.hasBrand) : person.hasBrand}
        disabled={set.isBusy || !storeRole.hasBrand || !person.isChangeable}
        onChange={({ target }) => set.run(target.checked)}
      >
        {t('has')}
      </Switch>
    </section>
  )
}
