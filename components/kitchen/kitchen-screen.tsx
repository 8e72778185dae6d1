'use client'
// The kitchen: tickets in columns, the oldest first, read from four metres and tapped with wet hands. What is shown is
// never older than it says: without a link everything is marked as old, and nothing is never claimed to be empty.

import { useQuery } from '@tanstack/react-query'
import { CookingPot, PlugZap, RefreshCw } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/staff/desk'
import { cn } from '@/components/ui/cn'
import { ConnectionBanner } from '@/components/ui/connection-banner'
import { Skeleton } from '@/components/ui/skeleton'
import type { LiveState } from '@/components/wire/live'
import { useTRPC } from '@/components/wire/trpc'
import type { Ticket } from '@/domain/kitchen'
import { AllDayPanel } from './all-day-panel'
import { Beyond } from './beyond'
import { BottomBar, KeyHints } from './bottom-bar'
import { KitchenFilters, KitchenHeader } from './kitchen-header'
import type { Place } from './place'
import { isIn, VIEWS, type View } from './shown-tickets'
import { TicketCard } from './ticket-card'
import { useClock, useDark, useTextSize, useWakeLock } from './use-device'
import { useDishName } from './use-dish-name'
import { useKeys } from './use-keys'
import { useShown } from './use-shown'
import { useSound } from './use-sound'
import { useTaps } from './use-taps'
import { useTickets } from './use-tickets'

export function KitchenScreen({ desk, stationId }: { desk: Desk; stationId: number | null }) {
  return (
    <DeskProvider desk={desk}>
      <Kitchen key={`${desk.post.storeId} ${stationId}`} stationId={stationId} />
    </DeskProvider>
  )
}

const NO_TICKETS: Ticket[] = []

function Kitchen({ stationId }: { stationId: number | null }) {
  useDark()
  useWakeLock()
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const sound = useSound()
  const size = useTextSize()
  const [view, setView] = useState<View>('work')
  const [isCounting, setCounting] = useState(false)

  const stations = useQuery(trpc.kitchen.stations.queryOptions({ storeId }))
  const nameOf = useDishName()
  const isPass = stations.data?.find(({ id }) => id === stationId)?.isExpo ?? false
  const read = useTickets({ stationId, isPass }, () => sound.ring())
  const { tickets, error, retry, live, newIds, clockOffsetMs, dueAtPercent } = read
  const place: Place = {
    stationId,
    isPass,
    steps: 'two',
    dueAtPercent,
    stationName: (id) => {
      const station = stations.data?.find((each) => each.id === id)
      return station ? nameOf(station) : ''
    },
  }
  const nowMs = useClock(clockOffsetMs)
  const taps = useTaps(stationId, { stationId: isPass ? null : stationId, steps: place.steps })
  const [sellingOut, setSellingOut] = useState<number | null>(null)
  const finished = useQuery(
    trpc.kitchen.finished.queryOptions({ storeId, stationId }, { enabled: view === 'completed' }),
  )

  const known = view === 'completed' ? finished.data?.tickets : tickets
  const inView = useMemo(
    () =>
      (known ?? NO_TICKETS).filter((ticket) => view === 'completed' || isIn(view, ticket, isPass)),
    [known, view, isPass],
  )
  const shown = useShown(inView, view)
  const columns = useRef<HTMLDivElement>(null)
  const { chosen, hasKeys } = useKeys(inView, {
    dish: (ticket, lineId) => {
      const line = ticket.lines.find((each) => each.id === lineId)
      if (line) taps.dish(ticket, line)
    },
    ticket: (ticket) => {
      if (ticket.roundState === 'pending') taps.decide(ticket, 'confirm')
      else if (ticket.lines.some(({ state }) => state === 'queued' || state === 'cooking')) {
        taps.ticket(ticket)
      } else taps.serve(ticket)
    },
    undo: () => taps.last?.undo(),
    counts: () => setCounting((is) => !is),
    sound: sound.toggle,
    nextView: () => setView(VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] ?? 'work'),
  })

  const counts = Object.fromEntries(
    VIEWS.map((each) => [
      each,
      each === 'completed'
        ? null
        : (tickets?.filter((ticket) => isIn(each, ticket, isPass)).length ?? 0),
    ]),
  ) as Record<View, number | null>

  return (
    <div
      className="dark flex h-dvh flex-col bg-canvas text-ink"
      style={{ fontSize: `calc(clamp(14px, 0.5vw + 8.5px, 26px) * ${size.factor})` }}
    >
      <header className="px-[0.9em] pt-[0.6em] pb-[0.5em]">
        <KitchenHeader
          nowMs={nowMs}
          live={live}
          sound={sound}
          isCounting={isCounting}
          onCounts={() => setCounting(!isCounting)}
          onTextSize={size.next}
        >
          <Beyond columns={columns} tickets={shown} />
        </KitchenHeader>
        <KitchenFilters
          stations={stations.data ?? []}
          stationId={stationId}
          view={view}
          counts={counts}
          onView={setView}
        />
      </header>
      <ConnectionBanner state={live.state} />
      {live.state === 'lost' && <OldSince sinceMs={live.lostSinceMs} />}

      <div className="flex min-h-0 flex-1 gap-[0.9em] px-[0.6em] pt-[0.1em]">
        <main className="min-w-0 flex-1 [container-type:size]">
          <div
            ref={columns}
            className={cn(
              'h-full overflow-x-auto overflow-y-hidden p-[0.3em] [column-fill:auto] [column-gap:0.8em] [column-width:18.5em]',
              live.state === 'lost' && 'opacity-60 saturate-50',
            )}
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
                hasKeys={hasKeys}
                isSellingOut={sellingOut === ticket.roundId}
                onSellOut={() =>
                  setSellingOut(sellingOut === ticket.roundId ? null : ticket.roundId)
                }
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
        {isCounting && tickets && <AllDayPanel tickets={tickets} taps={taps} />}
      </div>
      {hasKeys && <KeyHints />}
      <BottomBar taps={taps} />
    </div>
  )
}

function OldSince({ sinceMs }: { sinceMs: number | null }) {
  const t = useTranslations('kitchen')
  const format = useFormatter()
  const time = (ms: number) => format.dateTime(ms, { timeStyle: 'medium', hour12: false })
  return (
    <p className="bg-danger-soft py-[0.3em] text-center font-bold text-[1.2em] text-danger">
      {t('oldSince', { time: sinceMs === null ? '–' : time(sinceMs) })}
    </p>
  )
}

/** No ticket to show: because there is none, or because nobody knows. These must never look alike. */
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
      <div role="status" aria-label={t('loading')}>
        {[18, 12, 22, 15, 19].map((height) => (
          <div
            key={height}
            className="mb-[0.9em] break-inside-avoid"
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
    <div className="grid h-full place-content-center justify-items-center text-center [column-span:all]">
      <Icon aria-hidden strokeWidth={1.25} className="size-[7em] text-ink-soft" />
      <p className="mt-[0.5em] font-bold text-[2em]">{title}</p>
      <p className="mt-[0.3em] text-[1.3em] text-ink-soft">{text}</p>
      {children}
    </div>
  )
}
