'use client'
// The kitchen: tickets in columns, the oldest first, read from four metres and tapped with wet
// hands. What is shown is never older than it says: without a link everything is marked as old, and
// nothing is never claimed to be empty.

import { useQuery } from '@tanstack/react-query'
import { CookingPot, PlugZap, RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { WarningStrip } from '@/components/desk/warning-strip'
import { SellOutDialog } from '@/components/sold-out/sell-out-dialog'
import { SoldOutSheet } from '@/components/sold-out/sold-out-sheet'
import { cn } from '@/components/ui/cn'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { Skeleton } from '@/components/ui/skeleton'
import type { LiveState } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import {
  isToRead,
  nextForTicket,
  openChanges,
  type Ticket,
  type TicketLine,
} from '@/domain/kitchen'
import { AllDayPanel } from './all-day-panel'
import { BottomBar, KeyHints } from './bottom-bar'
import { KitchenFilters, KitchenHeader } from './kitchen-header'
import { ALL_SEEN, type News, type Unseen, withUnseen, worstOpen } from './news'
import { OffScreenTickets } from './off-screen-tickets'
import { OlderFinished, OlderTickets } from './older-tickets'
import type { Place } from './place'
import { SettingsDialog } from './settings-dialog'
import { isIn, VIEWS, type View } from './shown-tickets'
import { SoundPrompt } from './sound-prompt'
import { TicketCard } from './ticket-card'
import { useAsking } from './use-asking'
import { useClosedStation } from './use-closed-station'
import { COLUMNS_STYLE, useColumns } from './use-columns'
import { useCounts } from './use-counts'
import { toggleFullScreen, useClock, usePageLook, useTouch, useWakeLock } from './use-device'
import { useDishName } from './use-dish-name'
import { type KeyCommands, useKeys } from './use-keys'
import { useKeepScreen } from './use-screen'
import { useSettings } from './use-settings'
import { useShown } from './use-shown'
import { useSound } from './use-sound'
import { useSpeech } from './use-speech'
import { useTaps } from './use-taps'
import { useTickets } from './use-tickets'

export function KitchenScreen({ desk, stationId }: { desk: Desk; stationId: number | null }) {
  return (
    <DeskProvider desk={desk}>
      <Kitchen key={`${desk.storeRole.storeId} ${stationId}`} stationId={stationId} />
    </DeskProvider>
  )
}

const NO_TICKETS: Ticket[] = []

function Kitchen({ stationId }: { stationId: number | null }) {
  const t = useTranslations('kitchen')
  const [settings, set] = useSettings()
  usePageLook(settings.isLight)
  useWakeLock()
  useKeepScreen()
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const speak = useSpeech(settings.isSpoken && !settings.isMuted)
  const [unseen, setUnseen] = useState<Unseen>(ALL_SEEN)
  useTouch(() => setUnseen(ALL_SEEN))
  const [view, setView] = useState<View>('work')
  const [isCounting, setCounting] = useState(false)

  const stations = useQuery(trpc.kitchen.stations.queryOptions({ storeId }))
  useClosedStation(stationId, stations.data)
  const nameOf = useDishName()
  const isPass = stations.data?.find(({ id }) => id === stationId)?.isExpo ?? false
  const onNews = (news: News[]) => {
    for (const { kind, ticket, line } of news) {
      if (kind === 'ready' && !isPass) continue
      sound.ring(kind)
      const what = kind === 'new' && ticket.number > 1 ? 'addOn' : kind
      const { tableName, isTakeaway } = ticket
      const table = isTakeaway ? t('spoken.takeaway', { table: tableName }) : tableName
      speak(t(`spoken.${what}`, { table, dish: line ? nameOf(line) : '' }))
    }
    if (!settings.isInsisting) return
    const rang = news.filter(({ kind }) => kind !== 'ready' || isPass)
    setUnseen((before) => withUnseen(before, rang))
  }
  const read = useTickets({ stationId, isPass }, onNews)
  const { tickets, error, retry, live, newIds, readAtMs, clockOffsetMs, dueAtPercent } = read
  const sound = useSound(settings.isMuted, worstOpen(tickets ?? NO_TICKETS, unseen))
  const place: Place = {
    stationId,
    isPass,
    steps: settings.steps,
    dueAtPercent,
    stationName: (id) => {
      const station = stations.data?.find((each) => each.id === id)
      return station ? nameOf(station) : ''
    },
  }
  const nowMs = useClock(clockOffsetMs, readAtMs)
  const taps = useTaps(stationId, { stationId: isPass ? null : stationId, steps: place.steps })
  const [isSetting, setSetting] = useState(false)
  const onSound = () => {
    // The first touch unlocks; only then there is something to mute.
    if (sound.state === 'locked') sound.unlock()
    else set({ isMuted: !settings.isMuted })
  }
  const [sellingOut, setSellingOut] = useState<number | null>(null)
  const [asking, setAsking] = useState<TicketLine | null>(null)
  const [isListing, setListing] = useState(false)
  const onSellOut = ({ roundId }: Ticket) => setSellingOut(sellingOut === roundId ? null : roundId)
  const [rejecting, setRejecting] = useAsking()
  const onReject = (ticket: Ticket) => {
    const isSure = rejecting === ticket.roundId
    if (isSure) taps.decide(ticket, 'reject')
    setRejecting(isSure ? null : ticket.roundId)
  }
  const counts = useCounts(tickets ?? NO_TICKETS, taps)
  const router = useRouter()
  const nextStation = () => {
    const ids = [null, ...(stations.data ?? []).map(({ id }) => id)]
    const next = ids[(ids.indexOf(stationId) + 1) % ids.length]
    router.push(`/kitchen?store=${storeId}${next ? `&station=${next}` : ''}`)
  }
  const finished = useQuery(
    trpc.kitchen.finished.queryOptions({ storeId, stationId }, { enabled: view === 'completed' }),
  )

  const [page, setPage] = useState(0)
  const paged = useQuery(
    trpc.kitchen.tickets.queryOptions({ storeId, stationId, page }, { enabled: page > 0 }),
  )

  const listed = page > 0 ? paged.data?.tickets : tickets
  const known = view === 'completed' ? finished.data?.tickets : listed
  const inView = useMemo(
    () =>
      (known ?? NO_TICKETS).filter((ticket) => view === 'completed' || isIn(view, ticket, isPass)),
    [known, view, isPass],
  )
  const shown = useShown(inView, view)
  const columns = useRef<HTMLDivElement>(null)
  const columnWidth = useColumns(columns, settings)
  const advance = (ticket: Ticket) => {
    if (view === 'completed') taps.recall(ticket)
    else if (openChanges(ticket).length > 0) taps.acknowledge(ticket)
    else if (ticket.roundState === 'pending') return
    else if (nextForTicket(ticket)) taps.ticket(ticket)
    else if (ticket.lines.some(({ state }) => state === 'ready')) taps.serve(ticket)
    else taps.fire(ticket)
  }
  const lineOf = (ticket: Ticket | undefined, lineId: number | null) =>
    ticket?.lines.find((each) => each.id === lineId)
  const commands: KeyCommands = {
    tap: (ticket, lineId) => {
      const line = lineOf(ticket, lineId)
      if (ticket && line && ticket.roundState !== 'pending') taps.dish(ticket, line)
      else if (ticket && !line) advance(ticket)
    },
    ticket: (ticket) => ticket && advance(ticket),
    undo: () => taps.last?.undo(),
    recallLast: (ticket, lineId) => {
      const line = lineOf(ticket, lineId)
      if (ticket && line) taps.takeBack(ticket, line)
      else taps.recallLast()
    },
    recallList: () => setView(view === 'completed' ? 'work' : 'completed'),
    acknowledge: (ticket) => {
      const isOpen = (each: Ticket) => openChanges(each).length > 0 || isToRead(each)
      const changed = ticket ?? tickets?.find(isOpen)
      if (!changed) return
      taps.acknowledge(changed)
      if (isToRead(changed)) taps.acknowledgeAllergies(changed)
    },
    fire: (ticket) => ticket && taps.fire(ticket),
    hold: (ticket) => ticket && taps.hold(ticket),
    urgent: (ticket) => ticket && taps.markUrgent(ticket),
    confirm: (ticket) => ticket?.roundState === 'pending' && taps.decide(ticket, 'confirm'),
    reject: (ticket) => ticket?.roundState === 'pending' && onReject(ticket),
    sellOut: (ticket, lineId) => {
      const line = lineOf(ticket, lineId)
      if (!may('dish.availability')) return
      if (line) setAsking(line)
      else if (ticket) onSellOut(ticket)
      else setListing(true)
    },
    counts: () => {
      setCounting(!isCounting)
      if (isCounting) counts.open(null)
      else counts.openFirst()
    },
    station: nextStation,
    view: () => setView(VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] ?? 'work'),
    sound: onSound,
    settings: () => setSetting(true),
    fullScreen: toggleFullScreen,
  }
  const { chosen, hasKeys } = useKeys(settings.keys, { shown, view }, commands, {
    take: (command) => isCounting && counts.take(command),
    letGo: () => counts.open(null),
  })

  const inViews = Object.fromEntries(
    VIEWS.map((each) => [
      each,
      each === 'completed'
        ? null
        : (tickets?.filter((ticket) => isIn(each, ticket, isPass)).length ?? 0),
    ]),
  ) as Record<View, number | null>

  return (
    <div
      className={cn('flex h-dvh flex-col bg-canvas text-ink', !settings.isLight && 'dark')}
      style={{ fontSize: 'clamp(14px, 0.5vw + 8.5px, 26px)' }}
    >
      <header className="px-[0.9em] pt-[0.6em] pb-[0.5em]">
        <KitchenHeader
          nowMs={nowMs}
          live={live}
          sound={sound}
          onSound={onSound}
          isCounting={isCounting}
          onCounts={() => setCounting(!isCounting)}
          onRecallLast={taps.recallLast}
          onSoldOut={() => setListing(true)}
          onSettings={() => setSetting(true)}
        >
          <OffScreenTickets columns={columns} tickets={shown} />
        </KitchenHeader>
        <KitchenFilters
          stations={stations.data ?? []}
          stationId={stationId}
          view={view}
          counts={inViews}
          onView={setView}
        />
      </header>
      <WarningStrip />
      <ConnectionBanner state={live.state} sentence={live.sentence} isFar />
      {live.state === 'lost' && <OldSince sinceMs={live.lostSinceMs} />}
      <SoundPrompt sound={sound} />
      {view === 'completed' ? (
        <OlderFinished older={finished.data?.older ?? 0} />
      ) : (
        <OlderTickets
          page={page}
          older={page > 0 ? (paged.data?.older ?? 0) : read.older}
          onPage={setPage}
        />
      )}

      <div
        className="flex min-h-0 flex-1 gap-[0.9em] px-[0.6em] pt-[0.1em]"
        style={{ fontSize: `${settings.textSize}em` }}
      >
        <main className={cn('min-w-0 flex-1', isCounting && 'max-sm:hidden')}>
          <div
            ref={columns}
            className={cn(
              'h-full overflow-x-auto overflow-y-hidden p-[0.3em]',
              COLUMNS_STYLE,
              live.state === 'lost' && 'opacity-60 saturate-50',
            )}
            style={columnWidth}
          >
            {shown.map(({ ticket, isLeaving }, index) => (
              <TicketCard
                key={ticket.roundId}
                ticket={ticket}
                nth={index + 1}
                place={place}
                nowMs={nowMs}
                isNew={newIds.has(ticket.roundId)}
                isLeaving={isLeaving}
                chosen={chosen?.roundId === ticket.roundId ? chosen : null}
                keys={hasKeys ? settings.keys : null}
                isSellingOut={sellingOut === ticket.roundId}
                onSellOut={() => onSellOut(ticket)}
                onSellOutDish={setAsking}
                isRejecting={rejecting === ticket.roundId}
                onReject={() => onReject(ticket)}
                taps={taps}
              />
            ))}
            {shown.length === 0 && (
              <Nothing
                view={view}
                isKnown={known !== undefined}
                live={live}
                error={error}
                onRetry={retry}
              />
            )}
          </div>
        </main>
        {isCounting && tickets && <AllDayPanel counts={counts} older={read.older} />}
      </div>
      {hasKeys && <KeyHints keys={settings.keys} />}
      <BottomBar taps={taps} />
      <SellOutDialog
        name={asking && nameOf(asking)}
        onClose={() => setAsking(null)}
        onSellOut={(request) => {
          if (asking) taps.sellOut(asking, request)
          setSellingOut(null)
        }}
      />
      <SoldOutSheet open={isListing} onOpenChange={setListing} />
      <SettingsDialog
        isOpen={isSetting}
        onOpenChange={setSetting}
        settings={settings}
        set={set}
        sound={sound}
      />
    </div>
  )
}

function OldSince({ sinceMs }: { sinceMs: number | null }) {
  const t = useTranslations('kitchen')
  const format = useFormatter()
  const time = (ms: number) => format.dateTime(ms, { timeStyle: 'medium', hourCycle: 'h23' })
  return (
    <p className="bg-danger-soft py-[0.3em] text-center font-bold text-[1.2em] text-danger">
      {t('oldSince', { time: sinceMs === null ? '–' : time(sinceMs) })}
    </p>
  )
}

/**
 * No ticket to show: because there is none, or because nobody knows. These must never look alike.
 */
function Nothing({
  view,
  isKnown,
  live,
  error,
  onRetry,
}: {
  view: View
  isKnown: boolean
  live: LiveState
  error: { message: string } | null
  onRetry: () => void
}) {
  const t = useTranslations('kitchen')
  if (!isKnown && error) {
    return (
      <Message Icon={PlugZap} title={t('failed')} text={error.message}>
        <button
          type="button"
          onClick={onRetry}
          className="mt-[1em] flex min-h-[3.4em] items-center gap-[0.5em] rounded-[0.7em] bg-primary px-[1.5em] font-bold text-[1.2em] text-on-fill"
        >
          <RefreshCw aria-hidden className="size-[1.3em]" />
          {t('retry')}
        </button>
      </Message>
    )
  }
  if (!isKnown) {
    return (
      <div role="status" aria-label={t('loading')} className={cn('size-full', COLUMNS_STYLE)}>
        {[18, 12, 22, 15, 19].map((height) => (
          <div
            key={height}
            className="max-h-full w-(--column) max-w-full flex-none"
            style={{ height: `${height}em` }}
          >
            <Skeleton className="h-full" />
          </div>
        ))}
      </div>
    )
  }
  if (live.state === 'lost')
    return <Message Icon={PlugZap} title={t('unknown')} text={t('unknownHint')} />
  return <Message Icon={CookingPot} title={t(`empty.${view}`)} text={t('emptyHint')} />
}

function Message({
  Icon,
  title,
  text,
  children,
}: {
  Icon: typeof CookingPot
  title: string
  text: string
  children?: React.ReactNode
}) {
  return (
    <div className="grid size-full place-content-center justify-items-center text-center">
      <Icon aria-hidden strokeWidth={1.25} className="size-[7em] text-ink-soft" />
      <p className="mt-[0.5em] font-bold text-[2em]">{title}</p>
      <p className="mt-[0.3em] text-[1.3em] text-ink-soft">{text}</p>
      {children}
    </div>
  )
}
