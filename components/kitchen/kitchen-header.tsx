// The top of the kitchen's screen: which store and station, which tickets, the hour, and whether it
// hears and rings.

import {
  Ban,
  Bell,
  BellOff,
  BellRing,
  MonitorCheck,
  RotateCcw,
  Settings2,
  Sigma,
  SlidersHorizontal,
  Wifi,
  WifiOff,
} from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { rememberStore } from '@/components/desk/last-store'
import { SharedDevice } from '@/components/desk/shared-device'
import { useMarked } from '@/components/sold-out/use-marked'
import { cn } from '@/components/ui/cn'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { Select } from '@/components/ui/select'
import type { LiveState } from '@/components/wire/live'
import { homeOf } from '@/domain/access'
import { type Language, type Localized, nameIn } from '@/domain/language'
import { VIEWS, type View } from './shown-tickets'
import { useDishName } from './use-dish-name'
import type { Sound } from './use-sound'

const CHIP =
  'flex min-h-[max(2.9em,2.75rem)] shrink-0 items-center gap-[0.4em] whitespace-nowrap rounded-[0.6em] px-[0.9em] font-semibold'

export function KitchenHeader({
  nowMs,
  live,
  sound,
  onSound,
  isCounting,
  onCounts,
  onRecallLast,
  onSoldOut,
  onSettings,
  children,
}: {
  nowMs: number | null
  live: LiveState
  sound: Sound
  onSound: () => void
  isCounting: boolean
  onCounts: () => void
  onRecallLast: () => void
  onSoldOut: () => void
  onSettings: () => void
  children: React.ReactNode
}) {
  const t = useTranslations('kitchen')
  const language = useLocale()
  const { person, storeRole, may } = useDesk()
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: storeRole.timeZone,
  })
  return (
    <div className="flex flex-wrap items-center gap-[0.6em]">
      <StorePlate />
      {children}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-[0.4em]">
        <LiveMark live={live} />
        <SoundButton state={sound.state} onTap={onSound} />
        <button
          type="button"
          aria-pressed={isCounting}
          onClick={onCounts}
          className={cn(CHIP, isCounting ? 'bg-primary text-on-fill' : 'bg-ink/8')}
        >
          <Sigma aria-hidden className="size-[1.3em]" />
          <span className="max-sm:sr-only">{t('counts.title')}</span>
        </button>
        {may('dish.availability') && <SoldOutButton onTap={onSoldOut} />}
        {may('line.cook') && (
          <button
            type="button"
            aria-label={t('recallLast')}
            title={t('recallLast')}
            onClick={onRecallLast}
            className={cn(CHIP, 'bg-ink/8')}
          >
            <RotateCcw aria-hidden className="size-[1.3em]" />
            <span className="max-sm:hidden">{t('recallLast')}</span>
          </button>
        )}
        <button
          type="button"
          aria-label={t('openSettings')}
          title={t('openSettings')}
          onClick={onSettings}
          className={cn(CHIP, 'bg-ink/8')}
        >
          <SlidersHorizontal aria-hidden className="size-[1.4em]" />
        </button>
        <IconLink href={`/kitchen/board?store=${storeRole.storeId}`} name={t('board')}>
          <MonitorCheck aria-hidden className="size-[1.4em]" />
        </IconLink>
        {may('store.manage') && (
          <IconLink href={`/staff/settings/kitchen?store=${storeRole.storeId}`} name={t('setup')}>
            <Settings2 aria-hidden className="size-[1.4em]" />
          </IconLink>
        )}
        {(person.device || person.screen) && (
          <SharedDevice
            lockMinutes={null}
            hasPerson={!person.screen}
            className={cn(CHIP, 'bg-ink/8')}
          >
            {!person.screen && <span className="max-w-[8em] truncate">{person.name}</span>}
          </SharedDevice>
        )}
        <LanguageSwitch className="min-h-[max(2.9em,2.75rem)] min-w-[max(2.9em,2.75rem)] rounded-[0.6em] bg-ink/8 text-[1em]" />
        <Link
          href={homeOf(storeRole.role)}
          className={cn(CHIP, 'bg-ink/8', storeRole.role === 'kitchen' && 'hidden')}
        >
          {t('leave')}
        </Link>
        <time className="max-sm:hidden min-w-[3.2em] text-right font-bold text-[1.9em] leading-none tabular-nums">
          {nowMs !== null && clock.format(nowMs)}
        </time>
      </div>
    </div>
  )
}

/** Names what nobody can order where there is room: a cook reads it from the stove. */
function SoldOutButton({ onTap }: { onTap: () => void }) {
  const t = useTranslations('sold-out')
  const nameOf = useDishName()
  const marked = useMarked().data
  const gone = [
    ...(marked?.dishes.filter((dish) => dish.isSoldOut) ?? []),
    ...(marked?.options.filter((option) => option.isSoldOut) ?? []),
  ]
  return (
    <button
      type="button"
      aria-label={gone.length > 0 ? t('openCount', { count: gone.length }) : t('open')}
      onClick={onTap}
      className={cn(CHIP, gone.length > 0 ? 'bg-danger-soft text-danger' : 'bg-ink/8')}
    >
      <Ban aria-hidden className="size-[1.3em]" />
      <span className="max-sm:sr-only">{t('open')}</span>
      {gone.length > 0 && <Count>{gone.length}</Count>}
      {gone.length > 0 && (
        <span className="hidden max-w-[16em] truncate font-bold xl:block">
          {gone.map(nameOf).join(' · ')}
        </span>
      )}
    </button>
  )
}

function IconLink({
  href,
  name,
  children,
}: {
  href: string
  name: string
  children: React.ReactNode
}) {
  return (
    <Link href={href} aria-label={name} title={name} className={cn(CHIP, 'bg-ink/8')}>
      {children}
    </Link>
  )
}

function StorePlate() {
  const t = useTranslations('kitchen')
  const language = useLocale() as Language
  const { storeRole, storeRoles } = useDesk()
  const nameOf = (each: typeof storeRole) =>
    nameIn(language, { name: each.storeName, names: each.storeNames })
  return (
    <h1 className="min-w-[8em] flex-1 truncate font-bold text-[1.35em]">
      {storeRoles.length < 2 ? (
        nameOf(storeRole)
      ) : (
        <Select
          aria-label={t('store')}
          value={storeRole.storeId}
          onChange={({ target }) => {
            rememberStore(Number(target.value))
            window.location.assign(`/kitchen?store=${target.value}`)
          }}
          className="min-h-[max(2.2em,2.75rem)] max-w-full truncate rounded-[0.5em] bg-transparent"
        >
          {storeRoles.map((each) => (
            <option key={each.storeId} value={each.storeId} className="bg-surface text-ink">
              {nameOf(each)}
            </option>
          ))}
        </Select>
      )}
    </h1>
  )
}

function LiveMark({ live }: { live: LiveState }) {
  const t = useTranslations('kitchen')
  const Icon = live.state === 'live' ? Wifi : WifiOff
  return (
    <span
      role="status"
      className={cn(
        'flex items-center gap-[0.3em] whitespace-nowrap font-semibold',
        { live: 'text-success', connecting: 'text-ink-soft', lost: 'text-danger' }[live.state],
      )}
    >
      <Icon aria-hidden className="size-[1.3em]" />
      <span className="max-sm:sr-only">{t(`live.${live.state}`)}</span>
    </span>
  )
}

function SoundButton({ state, onTap }: { state: Sound['state']; onTap: () => void }) {
  const t = useTranslations('kitchen')
  const Icon = { locked: BellRing, on: Bell, muted: BellOff }[state]
  return (
    <button
      type="button"
      onClick={onTap}
      aria-label={t(`sound.${state}`)}
      title={t(`sound.${state}`)}
      className={cn(CHIP, 'bg-ink/8', state === 'muted' && 'text-danger')}
    >
      <Icon aria-hidden className="size-[1.4em]" />
    </button>
  )
}

/** Which tickets: by station and by the states of the spec, each with how many. */
export function KitchenFilters({
  stations,
  stationId,
  view,
  counts,
  onView,
}: {
  stations: readonly { id: number; name: string; names: Localized; open: number }[]
  stationId: number | null
  view: View
  counts: Readonly<Record<View, number | null>>
  onView: (view: View) => void
}) {
  const t = useTranslations('kitchen')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  return (
    <div className="mt-[0.5em] flex flex-wrap gap-x-[1.5em] gap-y-[0.4em]">
      <nav aria-label={t('stations')} className="flex gap-[0.4em] overflow-x-auto">
        {[null, ...stations].map((station) => {
          const isHere = (station?.id ?? null) === stationId
          const href = `/kitchen?store=${storeId}${station ? `&station=${station.id}` : ''}`
          return (
            <Link
              key={station?.id ?? 0}
              href={href}
              aria-current={isHere ? 'page' : undefined}
              className={cn(CHIP, isHere ? 'bg-ink text-canvas' : 'bg-ink/8')}
            >
              {station ? nameIn(language, station) : t('allStations')}
              {station && station.open > 0 && <Count>{station.open}</Count>}
            </Link>
          )
        })}
      </nav>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll its buttons */}
      <div role="group" aria-label={t('views')} className="flex gap-[0.4em] overflow-x-auto">
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={view === each}
            onClick={() => onView(each)}
            className={cn(CHIP, view === each ? 'bg-ink text-canvas' : 'bg-ink/8')}
          >
            {t(`view.${each}`)}
            {(counts[each] ?? 0) > 0 && <Count>{counts[each]}</Count>}
          </button>
        ))}
      </div>
    </div>
  )
}

function Count({ children }: { children: React.ReactNode }) {
  return (
    <span className="min-w-[1.5em] rounded-full bg-current/15 px-[0.4em] text-center font-bold tabular-nums">
      {children}
    </span>
  )
}
