'use client'
// The board that guests watch from across the room: what is being made, and what they can pick up,
// the latest first. Without a link it says so; it never claims that nothing is ready because it
// does not know.

import { Bell, BellOff, BellRing, Maximize, Mic, MicOff, Soup, Utensils } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { WarningStrip } from '@/components/desk/warning-strip'
import { cn } from '@/components/ui/cn'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { Skeleton } from '@/components/ui/skeleton'
import type { BoardOrder } from '@/domain/kitchen'
import { type Language, nameIn } from '@/domain/language'
import { useBoard } from './use-board'
import { toggleFullScreen, useClock, usePageLook, useWakeLock } from './use-device'
import { useKeepScreen } from './use-screen'
import { useSettings } from './use-settings'
import { useSound } from './use-sound'
import { useSpeech } from './use-speech'

export function BoardScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <Board key={desk.storeRole.storeId} />
    </DeskProvider>
  )
}

function Board() {
  const t = useTranslations('kitchen.pickup')
  const [settings, set] = useSettings()
  usePageLook(settings.isLight)
  useWakeLock()
  useKeepScreen()
  const sound = useSound(settings.isMuted, null)
  const speak = useSpeech(settings.isSpoken && !settings.isMuted)
  const { preparing, ready, more, newIds, live, clockOffsetMs } = useBoard((orders) => {
    sound.ring('ready')
    for (const { tableName } of orders) speak(t('spoken', { table: tableName }))
  })
  const isOld = live.state === 'lost'
  return (
    <div
      className={cn('flex h-dvh flex-col bg-canvas text-ink', !settings.isLight && 'dark')}
      style={{ fontSize: 'clamp(12px, 0.62vw + 9px, 30px)' }}
    >
      <Top offsetMs={clockOffsetMs}>
        <Switch
          name={t(`sound.${sound.state}`)}
          isPressing={sound.state === 'locked'}
          onTap={() =>
            sound.state === 'locked' ? sound.unlock() : set({ isMuted: !settings.isMuted })
          }
        >
          {sound.state === 'on' && <Bell aria-hidden />}
          {sound.state === 'muted' && <BellOff aria-hidden />}
          {sound.state === 'locked' && <BellRing aria-hidden />}
        </Switch>
        <Switch
          name={t(settings.isSpoken ? 'speechOn' : 'speechOff')}
          onTap={() => set({ isSpoken: !settings.isSpoken })}
        >
          {settings.isSpoken ? <Mic aria-hidden /> : <MicOff aria-hidden />}
        </Switch>
        <Switch name={t('fullScreen')} onTap={toggleFullScreen}>
          <Maximize aria-hidden />
        </Switch>
      </Top>
      <WarningStrip isSeenByGuests />
      <ConnectionBanner state={live.state} sentence={live.sentence} isFar />
      <main
        className={cn(
          'grid grid-cols-1 min-h-0 flex-1 grid-rows-[2fr_3fr] gap-[1em] p-[1em] sm:grid-cols-[2fr_3fr] sm:grid-rows-1',
          isOld && 'opacity-60 saturate-50',
        )}
      >
        <Half
          Icon={Soup}
          title={t('preparing')}
          orders={preparing}
          more={more.preparing}
          empty={t('nothingPreparing')}
          unknown={isOld ? t('unknown') : null}
        />
        <Half
          isReady
          Icon={Utensils}
          title={t('ready')}
          orders={ready}
          more={more.ready}
          newIds={newIds}
          empty={t('nothingReady')}
          unknown={isOld ? t('unknown') : null}
        />
      </main>
    </div>
  )
}

function Top({ offsetMs, children }: { offsetMs: number; children: React.ReactNode }) {
  const language = useLocale() as Language
  const { storeRole } = useDesk()
  const nowMs = useClock(offsetMs)
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: storeRole.timeZone,
  })
  return (
    <header className="flex items-center gap-[0.5em] px-[1em] pt-[0.7em]">
      <h1 className="min-w-0 flex-1 truncate font-bold font-brand text-[1.8em]">
        {nameIn(language, { name: storeRole.storeName, names: storeRole.storeNames })}
      </h1>
      {children}
      <LanguageSwitch className="min-h-11 min-w-11 rounded-[0.6em] bg-ink/8 text-[1em]" />
      <time className="ml-[0.4em] font-bold text-[2.2em] leading-none tabular-nums">
        {nowMs !== null && clock.format(nowMs)}
      </time>
    </header>
  )
}

function Switch({
  name,
  isPressing = false,
  onTap,
  children,
}: {
  name: string
  isPressing?: boolean
  onTap: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      onClick={onTap}
      className={cn(
        'flex min-h-11 min-w-11 items-center justify-center gap-[0.5em] rounded-[0.6em] px-[0.6em] font-semibold [&>svg]:size-[1.4em]',
        isPressing ? 'animate-attend bg-primary text-on-fill' : 'bg-ink/8',
      )}
    >
      {children}
      {isPressing && <span className="hidden sm:inline">{name}</span>}
    </button>
  )
}

function Half({
  isReady = false,
  Icon,
  title,
  orders,
  more,
  newIds,
  empty,
  unknown,
}: {
  isReady?: boolean
  Icon: typeof Soup
  title: string
  orders: BoardOrder[] | undefined
  /** How many more there are than these. */
  more: number
  newIds?: ReadonlySet<number>
  empty: string
  /** What is said in place of `empty` when nobody knows. */
  unknown: string | null
}) {
  const t = useTranslations('kitchen.pickup')
  return (
    <section
      aria-label={title}
      className={cn(
        'flex min-h-0 flex-col overflow-hidden rounded-[1em] border-3',
        isReady ? 'border-success' : 'border-line',
      )}
    >
      <h2
        className={cn(
          'flex items-center gap-[0.5em] px-[0.8em] py-[0.4em] font-extrabold text-[2em]',
          isReady ? 'bg-success text-on-fill' : 'bg-ink/8',
        )}
      >
        <Icon aria-hidden className="size-[1.1em]" />
        {title}
        {orders && orders.length > 0 && (
          <span className="ml-auto tabular-nums opacity-80">{orders.length + more}</span>
        )}
      </h2>
      {!orders && <Skeleton className="m-[1em] flex-1" />}
      {orders?.length === 0 && (
        <p className="grid flex-1 place-content-center p-[1em] text-center text-[1.5em] text-ink-soft">
          {unknown ?? empty}
        </p>
      )}
      {orders && orders.length > 0 && (
        <ul
          className={cn(
            'grid min-h-0 flex-1 content-start gap-[0.7em] overflow-hidden p-[0.8em]',
            sizeFor(orders.length, isReady),
          )}
        >
          {orders.map((order) => (
            <li
              key={order.orderId}
              className={cn(
                'flex min-w-0 items-baseline justify-between gap-[0.4em] rounded-[0.4em] bg-surface px-[0.4em] py-[0.15em]',
                newIds?.has(order.orderId) && 'animate-arrive bg-success text-on-fill',
              )}
            >
              <span className="min-w-0 truncate font-extrabold leading-tight">
                {order.tableName}
              </span>
              <span className="shrink-0 font-semibold text-[0.45em] tabular-nums opacity-75">
                #{order.shortNumber}
              </span>
            </li>
          ))}
          {more > 0 && (
            <li className="col-span-full text-center font-semibold text-ink-soft">
              {t('more', { count: more })}
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/**
 * The more there are, the smaller and the closer: everybody should find theirs without anything
 * being scrolled.
 */
function sizeFor(count: number, isReady: boolean): string {
  if (count <= 6) {
    return isReady
      ? 'grid-cols-[repeat(auto-fill,minmax(min(100%,4.6em),1fr))] text-[4em]'
      : 'grid-cols-[repeat(auto-fill,minmax(min(100%,4.6em),1fr))] text-[2.8em]'
  }
  if (count <= 18) {
    return isReady
      ? 'grid-cols-[repeat(auto-fill,minmax(min(100%,4.6em),1fr))] text-[2.6em]'
      : 'grid-cols-[repeat(auto-fill,minmax(min(100%,4.6em),1fr))] text-[1.9em]'
  }
  return 'grid-cols-[repeat(auto-fill,minmax(4.6em,1fr))] text-[1.35em]'
}
