// The head of the guest's screen: where one sits and with whom, the two views, the language, and
// the bell.

import { BellRing, Info, Megaphone, WifiOff } from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { GuestFace } from '@/components/ui/guest-face'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { type Language, nameIn } from '@/domain/language'
import type { MenuStore, Party } from './types'
import type { Closed } from './use-closed'

const VIEWS = ['menu', 'orders'] as const
export type View = (typeof VIEWS)[number]

export function GuestHeader({
  store,
  tableName,
  isTakeaway,
  party,
  view,
  orderCount,
  isOnline,
  isUnsent,
  onView,
  onParty,
  onService,
  onStore,
  closed,
}: {
  store: MenuStore
  tableName: string
  isTakeaway: boolean
  party: Party | undefined
  view: View
  orderCount: number
  isOnline: boolean
  isUnsent: boolean
  onView: (view: View) => void
  onParty: () => void
  onService: () => void
  onStore: () => void
  closed: Closed
}) {
  const t = useTranslations('guest')
  const format = useFormatter()
  const language = useLocale() as Language
  const guests = party?.guests.length ?? 0
  const hidden = guests > 3 ? guests - 2 : 0
  const notice = !isOnline
    ? t('offline')
    : isUnsent
      ? t('unsent')
      : closed
        ? closed.opensAtMs === null
          ? t(`store.${closed.why}`)
          : t('store.opens', {
              time: format.dateTime(closed.opensAtMs, {
                weekday: 'short',
                hour: '2-digit',
                minute: '2-digit',
                hourCycle: 'h23',
              }),
            })
        : store.isBusy && view === 'menu'
          ? t('busy')
          : null
  const hasFace =
    [store.notice, store.wifiName, store.address, store.phone].some((text) => text !== '') ||
    store.picture !== null ||
    store.openingHours.length + store.specialDays.length > 0
  const said = nameIn(language, { name: store.notice, names: store.notices })

  return (
    <header className="z-20 border-line border-b bg-surface pt-[env(safe-area-inset-top)]">
      <div className="flex flex-wrap items-center justify-end gap-x-2 px-3 pt-2 sm:px-5">
        {store.logo && (
          <img
            src={`${store.logo}-160.webp`}
            width={40}
            height={40}
            alt=""
            decoding="async"
            className="size-10 shrink-0 rounded-xl bg-canvas object-cover"
          />
        )}
        <div className="relative min-w-24 flex-1">
          <h1 className="flex items-center gap-1 font-semibold text-lg leading-tight">
            <span className="truncate">{nameIn(language, store)}</span>
            {hasFace && (
              <button
                type="button"
                aria-label={t('store.open')}
                onClick={onStore}
                className="after:absolute after:inset-0 after:content-['']"
              >
                <Info aria-hidden className="size-4 text-ink-soft" />
              </button>
            )}
          </h1>
          <p className="truncate text-ink-soft text-sm">
            {t(isTakeaway ? 'takeaway' : 'table', { table: tableName })}
            {party?.people && !isTakeaway && ` · ${t('people.count', { count: party.people })}`}
          </p>
        </div>
        {party && (
          <button
            type="button"
            onClick={onParty}
            aria-label={t(party.people === null || isTakeaway ? 'party.phones' : 'party.count', {
              phones: party.guests.length,
              people: party.people ?? 0,
            })}
            className="flex min-h-11 items-center -space-x-2 rounded-full px-1"
          >
            {party.guests.slice(0, hidden > 0 ? 2 : 3).map((guest) => (
              <GuestFace key={guest.number} guest={guest} className="ring-2 ring-surface" />
            ))}
            {hidden > 0 && (
              <span className="grid size-7 place-items-center rounded-full bg-canvas font-medium text-ink-soft text-xs ring-2 ring-surface">
                +{hidden}
              </span>
            )}
          </button>
        )}
        <LanguageSwitch />
        <button
          type="button"
          onClick={onService}
          aria-label={t('service.open')}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-primary-soft text-primary"
        >
          <BellRing aria-hidden className="size-5" />
        </button>
      </div>
      {said && view === 'menu' && (
        <button
          type="button"
          onClick={onStore}
          className="flex min-h-11 w-full items-center gap-2 px-4 text-left text-ink-soft text-sm sm:px-6"
        >
          <Megaphone aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{said}</span>
        </button>
      )}
      <ViewTabs view={view} orderCount={orderCount} onView={onView} />
      <p
        role="status"
        className={cn(
          'flex items-center gap-2 px-4 text-sm empty:hidden sm:px-6',
          isOnline
            ? 'bg-warning-soft py-1.5 text-warning'
            : 'bg-danger py-2 font-medium text-on-fill',
        )}
      >
        {notice && (
          <>
            {!isOnline && <WifiOff aria-hidden className="size-4 shrink-0" />}
            {notice}
          </>
        )}
      </p>
    </header>
  )
}

/** Arrow keys move between the views, as in any row of tabs. */
function ViewTabs({
  view,
  orderCount,
  onView,
}: {
  view: View
  orderCount: number
  onView: (view: View) => void
}) {
  const t = useTranslations('guest')
  return (
    <div role="tablist" aria-label={t('views')} className="flex gap-1 px-3 sm:px-5">
      {VIEWS.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`tab-${each}`}
          aria-selected={view === each}
          aria-controls={`view-${each}`}
          tabIndex={view === each ? 0 : -1}
          onClick={() => onView(each)}
          onKeyDown={({ key }) => {
            if (key !== 'ArrowLeft' && key !== 'ArrowRight') return
            const next = VIEWS.find((other) => other !== each) ?? each
            onView(next)
            document.getElementById(`tab-${next}`)?.focus()
          }}
          className={cn(
            'min-h-11 border-b-3 px-3 font-medium',
            view === each ? 'border-primary text-ink' : 'border-transparent text-ink-soft',
          )}
        >
          {t(`view.${each}`)}
          {each === 'orders' && orderCount > 0 && (
            <span className="ml-1.5 rounded-full bg-primary-soft px-2 py-0.5 text-primary text-xs tabular-nums">
              {orderCount}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
