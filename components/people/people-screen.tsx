'use client'
// Who works here, what each may, and on which devices they change by PIN.

import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus, UserRound } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { useOpened } from '@/components/desk/use-opened'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SearchField } from '@/components/ui/search-field'
import { Segmented } from '@/components/ui/segmented'
import { useTRPC } from '@/components/wire/trpc'
import { AddPersonDialog } from './add-person-dialog'
import { Devices } from './devices'
import { PersonSheet } from './person-sheet'
import { RightsTable } from './rights-table'
import type { People, PersonFile } from './types'
import { usePeople } from './use-people'

const TABS = ['people', 'rights', 'devices'] as const
/** Fewer are found by looking. */
const SEARCHED_FROM = 12

export function PeopleScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <PeopleOfStore key={desk.storeRole.storeId} />
      </SettingsShell>
    </DeskProvider>
  )
}

function PeopleOfStore() {
  const t = useTranslations('people')
  const { data, error, refetch } = usePeople()
  const [tab, setTab] = useState<(typeof TABS)[number]>('people')
  const [isAdding, setIsAdding] = useState(false)
  return (
    <div className="space-y-5 pb-10">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-60 flex-1">
          <h1 className="font-semibold text-2xl">{t('title')}</h1>
          <p className="mt-1 text-ink-soft text-sm">{t('lead')}</p>
        </div>
        {tab === 'people' && (
          <Button onClick={() => setIsAdding(true)}>
            <Plus aria-hidden className="size-4" />
            {t('add')}
          </Button>
        )}
      </header>
      <div className="max-w-md">
        <Segmented
          label={t('show')}
          choices={TABS.map((each) => ({ value: each, text: t(`tab.${each}`) }))}
          value={tab}
          onChange={setTab}
        />
      </div>
      {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data && tab === 'people' && <List people={data} />}
      {data && tab === 'rights' && <RightsTable limits={data.limits} />}
      {tab === 'devices' && <DevicesTab />}
      {data && isAdding && <AddPersonDialog people={data} onClose={() => setIsAdding(false)} />}
    </div>
  )
}

function DevicesTab() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.access.people.devices.queryOptions({ storeId }))
  if (!data) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />
  return <Devices devices={data} />
}

function List({ people: all }: { people: People }) {
  const t = useTranslations('people')
  const [opened, open] = useOpened('person')
  const [sought, setSought] = useState('')
  const words = useDeferredValue(sought.trim().toLowerCase())
  const found = all.people.filter(({ name, login }) =>
    `${name} ${login}`.toLowerCase().includes(words),
  )
  const here = found.filter(({ isDisabled }) => !isDisabled)
  const gone = found.filter(({ isDisabled }) => isDisabled)
  const chosen = all.people.find(({ id }) => id === opened)
  return (
    <>
      {all.people.length >= SEARCHED_FROM && (
        <SearchField name={t('search')} value={sought} onChange={setSought} className="max-w-sm" />
      )}
      {found.length === 0 && <Notice Icon={UserRound} title={t('noneFound')} />}
      <Rows people={here} onOpen={open} />
      {gone.length > 0 && (
        <details className="rounded-2xl border border-line bg-surface" open={words !== ''}>
          <summary className="flex min-h-11 cursor-pointer items-center px-4 text-ink-soft text-sm">
            {t('gone', { count: gone.length })}
          </summary>
          <Rows people={gone} onOpen={open} />
        </details>
      )}
      {all.isCut && <p className="text-ink-soft text-sm">{t('cut')}</p>}
      {chosen && <PersonSheet person={chosen} people={all} onClose={() => open(null)} />}
    </>
  )
}

function Rows({ people, onOpen }: { people: PersonFile[]; onOpen: (id: number) => void }) {
  const t = useTranslations('people')
  const tRole = useTranslations('staff.role')
  const { dayAndClock } = useTimes()
  if (people.length === 0) return null
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
      {people.map((person) => (
        <li
          key={person.id}
          className="[contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]"
        >
          <button
            type="button"
            onClick={() => onOpen(person.id)}
            className="flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-left hover:bg-ink/4"
          >
            <span
              aria-hidden
              className="grid size-10 shrink-0 place-items-center rounded-full bg-primary-soft font-semibold text-primary"
            >
              {[...person.name][0]}
            </span>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="min-w-0 truncate font-medium">{person.name}</span>
                <Badge>{tRole(person.role)}</Badge>
                {person.isSelf && <Badge tone="info">{t('self')}</Badge>}
                {person.given.length + person.taken.length > 0 && (
                  <Badge tone="warning">{t('ownRights')}</Badge>
                )}
                {person.hasDemoPassword && <Badge tone="danger">{t('demoPassword')}</Badge>}
              </span>
              <span className="block truncate text-ink-soft text-sm">
                {person.login}
                {' · '}
                {person.lastSeenAt
                  ? t('seen', { time: dayAndClock(person.lastSeenAt) })
                  : t('neverSeen')}
              </span>
            </span>
            {person.hasPin && (
              <span className="flex shrink-0 items-center gap-1 text-ink-soft text-sm">
                <KeyRound aria-hidden className="size-4" />
                PIN
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
