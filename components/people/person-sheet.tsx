// One person: role and rights in this store, the account, and where they are signed in.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { covers, ROLES, type Role, rightsOf } from '@/domain/access'
import { type Language, nameIn } from '@/domain/language'
import { OwnDialog } from './own-dialog'
import { PersonBrand } from './person-brand'
import { PasswordDialog, PinDialog, RenameDialog } from './person-dialogs'
import { PersonRights } from './person-rights'
import type { People, PersonFile } from './types'
import { Untouchable } from './untouchable'
import { usePeopleChange } from './use-people'

type Asks = 'rename' | 'password' | 'pin' | 'disable' | 'end' | 'ownPassword' | 'ownPin' | null

export function PersonSheet({
  person,
  people,
  onClose,
}: {
  person: PersonFile
  people: People
  onClose: () => void
}) {
  const t = useTranslations('people')
  const { storeId } = useDesk()
  const { dayAndClock } = useTimes()
  const [asks, setAsks] = useState<Asks>(null)
  const { id: staffId, name, isDisabled, isSelf, sessions, isAccountChangeable } = person
  const disable = usePeopleChange((door, is: boolean) =>
    door.setDisabled.mutate({ storeId, staffId, isDisabled: is }),
  )
  const end = usePeopleChange((door, _: null) => door.endSessions.mutate({ storeId, staffId }))
  const close = () => setAsks(null)
  return (
    <Sheet open isInAddress onOpenChange={(open) => !open && onClose()} title={name}>
      <div className="space-y-6">
        <p className="text-ink-soft text-sm">
          {t('loginIs', { login: person.login })}
          <br />
          {person.lastSeenAt ? t('seen', { time: dayAndClock(person.lastSeenAt) }) : t('neverSeen')}
          {sessions > 0 && ` · ${t('signedIn', { count: sessions })}`}
        </p>
        <Untouchable person={person} />
        <Roles person={person} people={people} />
        <section aria-label={t('account')} className="space-y-2">
          <h3 className="font-semibold">{t('account')}</h3>
          <div className="flex flex-wrap gap-2">
            {isAccountChangeable && (
              <Button variant="outline" onClick={() => setAsks('rename')}>
                {t('rename')}
              </Button>
            )}
            {isSelf && (
              <>
                <Button variant="outline" onClick={() => setAsks('ownPassword')}>
                  {t('ownPassword')}
                </Button>
                <Button variant="outline" onClick={() => setAsks('ownPin')}>
                  {t('ownPin')}
                </Button>
              </>
            )}
            {isAccountChangeable && !isSelf && (
              <>
                <Button variant="outline" onClick={() => setAsks('password')}>
                  {t('resetPassword')}
                </Button>
                <Button variant="outline" onClick={() => setAsks('pin')}>
                  {person.hasPin ? t('changePin') : t('givePin')}
                </Button>
                {sessions > 0 && (
                  <Button variant="outline" onClick={() => setAsks('end')}>
                    {t('endSessions')}
                  </Button>
                )}
                {isDisabled ? (
                  <Button
                    variant="secondary"
                    disabled={disable.isBusy}
                    onClick={() => disable.run(false)}
                  >
                    {t('enable')}
                  </Button>
                ) : (
                  <Button
                    variant="outline"
                    className="text-danger!"
                    onClick={() => setAsks('disable')}
                  >
                    {t('disable')}
                  </Button>
                )}
              </>
            )}
          </div>
        </section>
        <PersonBrand person={person} />
        <PersonRights key={`${person.role}`} person={person} people={people} />
      </div>
      {asks === 'rename' && <RenameDialog person={person} onClose={close} />}
      {asks === 'password' && <PasswordDialog person={person} onClose={close} />}
      {asks === 'pin' && <PinDialog person={person} onClose={close} />}
      {(asks === 'ownPassword' || asks === 'ownPin') && (
        <OwnDialog of={asks === 'ownPin' ? 'pin' : 'password'} onClose={close} />
      )}
      <ConfirmDialog
        isOpen={asks === 'disable'}
        onClose={close}
        title={t('disableTitle', { name })}
        text={t('disableText')}
        action={t('disable')}
        onConfirm={() => disable.ask(true)}
      />
      <ConfirmDialog
        isOpen={asks === 'end'}
        onClose={close}
        title={t('endTitle', { name })}
        text={t('endText')}
        action={t('endSessions')}
        onConfirm={() => end.ask(null)}
      />
    </Sheet>
  )
}

/** What they are in this store, and in the others that are managed by the same one. */
function Roles({ person, people }: { person: PersonFile; people: People }) {
  const t = useTranslations('people')
  const tRole = useTranslations('staff.role')
  const language = useLocale() as Language
  const { storeId, storeRoles } = useDesk()
  const { id: staffId } = person
  const set = usePeopleChange((door, roles: { storeId: number; role: Role | null }[]) =>
    door.setRoles.mutate({ storeId, staffId, roles }),
  )
  const roleAt = (id: number): Role | null =>
    id === storeId
      ? person.role
      : (person.elsewhere.find((each) => each.storeId === id)?.role ?? null)
  return (
    <section aria-label={t('field.role')} className="space-y-3">
      {people.stores.map((store) => {
        const named = storeRoles.find((each) => each.storeId === store.storeId)
        const now = roleAt(store.storeId)
        const choices = ROLES.filter(
          (role) => role === now || covers(store.rights, rightsOf(role, [])),
        )
        const isFixed =
          set.isBusy ||
          (store.storeId === storeId
            ? !person.isChangeable
            : now !== null && !covers(store.rights, rightsOf(now, [])))
        return (
          <Field
            key={store.storeId}
            label={
              people.stores.length > 1 && named
                ? t('roleIn', {
                    store: nameIn(language, { name: named.storeName, names: named.storeNames }),
                  })
                : t('field.role')
            }
          >
            <Select
              value={now ?? ''}
              disabled={isFixed}
              onChange={({ target }) => {
                const role = ROLES.find((each) => each === target.value) ?? null
                set.run([{ storeId: store.storeId, role }])
              }}
            >
              {choices.map((role) => (
                <option key={role} value={role}>
                  {tRole(role)}
                </option>
              ))}
              {(now === null || people.stores.length > 1) && (
                <option value="">{t('noRole')}</option>
              )}
            </Select>
          </Field>
        )
      })}
    </section>
  )
}
