// What a person may in this store: what the role gives, and what was given or taken beside it.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Badge } from '@/components/ui/badge'
import { Switch } from '@/components/ui/checkbox'
import { may, PERMISSIONS, type Permission, rightsBeside } from '@/domain/access'
import type { People, PersonFile } from './types'
import { usePeopleChange } from './use-people'

export function PersonRights({ person, people }: { person: PersonFile; people: People }) {
  const t = useTranslations('people')
  const { storeId } = useDesk()
  const mine = people.stores.find((each) => each.storeId === storeId)?.rights
  const set = usePeopleChange((door, permissions: Permission[]) =>
    door.setRights.mutate({ storeId, staffId: person.id, permissions }),
  )
  const wanted = set.isBusy ? set.sent : undefined
  const rights = wanted
    ? { role: person.role, ...rightsBeside(person.role, wanted) }
    : { role: person.role, given: person.given, taken: person.taken }
  const has = PERMISSIONS.filter((permission) => may(rights, permission))
  const isFixed = !person.isChangeable || person.isSelf || person.role === 'owner'
  return (
    <section aria-label={t('rights')} className="space-y-1">
      <h3 className="font-semibold">{t('rights')}</h3>
      <p className="text-ink-soft text-sm">
        {person.role === 'owner' ? t('ownerHasAll') : t('rightsHint')}
      </p>
      <ul className="divide-y divide-line">
        {PERMISSIONS.map((permission) => {
          const isOn = has.includes(permission)
          const isGiven = rights.given.includes(permission)
          const isTaken = rights.taken.includes(permission)
          return (
            <li key={permission} className="flex items-center gap-2">
              <Switch
                className="min-w-0 flex-1"
                checked={isOn}
                disabled={isFixed || set.isBusy || !mine || !may(mine, permission)}
                onChange={({ target }) =>
                  set.run(
                    target.checked
                      ? [...has, permission]
                      : has.filter((each) => each !== permission),
                  )
                }
              >
                {t(`right.${permission}`)}
              </Switch>
              {isGiven && <Badge tone="success">{t('given')}</Badge>}
              {isTaken && <Badge tone="warning">{t('taken')}</Badge>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
