'use client'
// The frame of a page of the settings: all of them in a list at the left, with a search through
// what their fields are called. On phones the list is a page of its own, which each leads back to.

import { ArrowLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { SearchField } from '@/components/ui/search-field'
import { useDesk } from './desk'
import { SETTINGS_GROUPS, SETTINGS_PLACES, type SettingsWords } from './settings-places'
import { StaffShell } from './staff-shell'

const WordsContext = createContext<SettingsWords>({})

/** Below it the search knows what the fields of each page are called. */
export function KnowsSettings({ words, children }: { words: SettingsWords; children: ReactNode }) {
  return <WordsContext value={words}>{children}</WordsContext>
}

export function SettingsShell({ children }: { children: ReactNode }) {
  const t = useTranslations('settings')
  const { storeId } = useDesk()
  return (
    <StaffShell>
      <div className="mx-auto grid max-w-7xl grid-cols-1 gap-6 lg:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[17rem_minmax(0,1fr)]">
        <aside className="hidden lg:block">
          <div className="sticky top-[calc(var(--head,4rem)+1rem)] max-h-[calc(100dvh-var(--head,4rem)-2rem)] overflow-y-auto pb-4">
            <SettingsList isNarrow />
          </div>
        </aside>
        <div className="min-w-0">
          <Link
            href={`/staff/settings?store=${storeId}`}
            className="mb-2 inline-flex min-h-11 items-center gap-2 text-ink-soft lg:hidden"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t('title')}
          </Link>
          {children}
        </div>
      </div>
    </StaffShell>
  )
}

/** How many names of fields say why a page was found. */
const SHOWN_FOUND = 2

/** @param isNarrow as it stands beside a page: without what each is about */
export function SettingsList({ isNarrow = false }: { isNarrow?: boolean }) {
  const t = useTranslations('settings')
  const path = usePathname()
  const { may, storeId } = useDesk()
  const words = useContext(WordsContext)
  const [sought, setSought] = useState('')
  const wanted = sought.trim().toLowerCase()

  const found = SETTINGS_PLACES.filter(({ permission }) => may(permission)).flatMap((place) => {
    const title = t(`place.${place.name}.title`)
    const hint = t(`place.${place.name}.hint`)
    if (wanted === '') return [{ ...place, title, hint, fields: [] }]
    const has = (word: string) => word.toLowerCase().includes(wanted)
    const fields = (words[place.name] ?? []).filter(has)
    return has(title) || has(hint) || fields.length > 0 ? [{ ...place, title, hint, fields }] : []
  })
  return (
    <div className="space-y-4">
      <div className={isNarrow ? undefined : 'max-w-md'}>
        <SearchField name={t('search')} value={sought} onChange={setSought} />
      </div>
      <nav aria-label={t('title')} className={isNarrow ? 'space-y-4' : 'space-y-6'}>
        {SETTINGS_GROUPS.map((group) => {
          const places = found.filter((place) => place.group === group)
          if (places.length === 0) return null
          return (
            <section key={group} aria-label={t(`group.${group}`)}>
              <p className="mb-1 px-3 font-medium text-ink-soft text-sm">{t(`group.${group}`)}</p>
              <ul
                className={
                  isNarrow ? 'space-y-0.5' : 'grid grid-cols-1 gap-2 md:grid-cols-2 xl:grid-cols-3'
                }
              >
                {places.map(({ name, path: to, Icon, title, hint, fields }) => (
                  <li key={name}>
                    <Link
                      href={`${to}?store=${storeId}`}
                      prefetch={false}
                      aria-current={path === to ? 'page' : undefined}
                      className={cn(
                        'flex min-h-11 items-center gap-3 rounded-xl px-3 py-2',
                        !isNarrow && 'h-full rounded-2xl border border-line bg-surface px-4 py-3',
                        path === to && 'bg-primary-soft font-semibold text-primary',
                      )}
                    >
                      <Icon aria-hidden className="size-5 shrink-0" />
                      <span className="min-w-0 flex-1">
                        <span className={cn('block leading-snug', !isNarrow && 'font-medium')}>
                          {title}
                        </span>
                        {(fields.length > 0 || !isNarrow) && (
                          <span className="block text-ink-soft text-sm">
                            {fields.length > 0 ? fields.slice(0, SHOWN_FOUND).join(' · ') : hint}
                          </span>
                        )}
                      </span>
                      {!isNarrow && (
                        <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-soft" />
                      )}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </nav>
      <p role="status" className="px-3 text-ink-soft text-sm empty:hidden">
        {found.length === 0 && t('noneFound', { sought: sought.trim() })}
      </p>
    </div>
  )
}
