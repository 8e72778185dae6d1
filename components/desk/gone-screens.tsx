// Kitchen screens that are gone, on every page of the floor: each by name, until it is back or
// somebody says that they have seen to it.

import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { MonitorOff } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import type { AppRouter } from '@/server/router'
import { useDesk } from './desk'
import { useTimes } from './use-times'

const ASK_AGAIN_MS = 10_000

export function GoneScreens() {
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const asked = { enabled: may('floor.see'), refetchInterval: ASK_AGAIN_MS }
  const { data = [] } = useQuery(trpc.kitchen.screens.gone.queryOptions({ storeId }, asked))
  const t = useTranslations('staff.alarm.screen')
  const [isOpen, setOpen] = useState(false)
  const more = data.length - 1
  if (data.length === 0) return null
  // It stands above every page: one line of it, however many are gone, and the others at a tap.
  return (
    <div
      role="alert"
      className={cn('border-on-fill/25 border-b bg-danger px-4 pt-2 text-on-fill', !more && 'pb-2')}
    >
      <ul
        className={cn(
          'mx-auto grid max-w-[120rem]',
          isOpen && more > 0 && 'max-h-[40dvh] divide-y divide-on-fill/25 overflow-y-auto',
        )}
      >
        {(isOpen ? data : data.slice(0, 1)).map((screen) => (
          <GoneScreen key={screen.id} screen={screen} isWhole={isOpen || more === 0} />
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="mx-auto flex min-h-11 w-full max-w-[120rem] items-center gap-2 font-semibold text-sm underline underline-offset-4"
        >
          {isOpen ? t('fewer') : t('more', { count: more })}
        </button>
      )}
    </div>
  )
}

function GoneScreen({
  screen: { id: goneId, name, stationName, stationNames, isBoard, sinceAt },
  isWhole,
}: {
  screen: inferRouterOutputs<AppRouter>['kitchen']['screens']['gone'][number]
  /** On a phone two lines of it say which one; the rest is what to look for. */
  isWhole: boolean
}) {
  const t = useTranslations('staff.alarm.screen')
  const language = useLocale() as Language
  const { clock } = useTimes()
  const { storeId } = useDesk()
  const answer = useCommand((server) => server.kitchen.screens.answerGone.mutate, {
    stale: ['kitchen.screens'],
  })
  const shown = isBoard
    ? t('board')
    : stationName
      ? nameIn(language, { name: stationName, names: stationNames })
      : t('all')
  return (
    <li className="flex items-center gap-x-3 py-0.5 font-semibold">
      <span className="flex min-w-0 flex-1 items-start gap-2">
        <MonitorOff aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span className={cn('min-w-0 leading-snug', !isWhole && 'line-clamp-2')}>
          {t('gone', { name: name ?? shown, time: clock(sinceAt) })}
        </span>
      </span>
      <button
        type="button"
        disabled={answer.isBusy}
        onClick={() => answer.run({ storeId, goneId })}
        className="min-h-11 shrink-0 rounded-xl border border-current px-4"
      >
        {t('answer')}
      </button>
    </li>
  )
}
