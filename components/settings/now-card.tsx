'use client'
// Whether guests can order just now, and the two switches of a full house.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { DoorClosed, DoorOpen } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useNow } from '@/components/desk/use-now'
import { Switch } from '@/components/ui/checkbox'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { closedFor, openingAt } from '@/domain/house'

export function NowCard() {
  const t = useTranslations('settings.now')
  const format = useFormatter()
  const { storeId, storeRole } = useDesk()
  const { timeZone } = storeRole
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const hours = useQuery(trpc.house.hours.queryOptions({ storeId }))
  const rules = useQuery(trpc.house.ordering.queryOptions({ storeId }))
  const nowMs = useNow()
  const save = useCommand((server) => server.house.setOrdering.mutate, {
    stale: ['house'],
    onDone: (kept) => queryClient.setQueryData(trpc.house.ordering.queryKey({ storeId }), kept),
  })
  if (!hours.data || !rules.data || nowMs === null) return null
  const { isTakingOrders, isBusy } = { ...rules.data, ...(save.isBusy && save.sent) }
  const opening = { ...hours.data, isTakingOrders }
  const closed = closedFor({ ...opening, timeZone }, nowMs)
  const { untilMs } = openingAt(opening, nowMs, timeZone)
  const at = (ms: number) =>
    format.dateTime(ms, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const set = (change: { isTakingOrders?: boolean; isBusy?: boolean }) =>
    save.run({ storeId, ...rules.data, ...change })
  const Icon = closed ? DoorClosed : DoorOpen
  return (
    <section aria-label={t('title')} className="rounded-2xl border border-line bg-surface p-4">
      <p className="flex items-center gap-3" role="status">
        <span
          className={`grid size-11 shrink-0 place-items-center rounded-full ${closed ? 'bg-warning-soft text-warning' : 'bg-success-soft text-success'}`}
        >
          <Icon aria-hidden className="size-5" />
        </span>
        <span>
          <span className="block font-semibold">{t(closed ? closed.why : 'open')}</span>
          <span className="block text-ink-soft text-sm">
            {closed?.why === 'paused'
              ? t('pausedHint')
              : untilMs === null
                ? t(closed ? 'never' : 'always')
                : t(closed ? 'opensAt' : 'closesAt', { time: at(untilMs) })}
          </span>
        </span>
      </p>
      <div className="mt-3 divide-y divide-line border-line border-t">
        <Switch
          checked={!isTakingOrders}
          disabled={save.isBusy}
          hint={t('pauseHint')}
          onChange={({ target }) => set({ isTakingOrders: !target.checked })}
        >
          {t('pause')}
        </Switch>
        <Switch
          checked={isBusy}
          disabled={save.isBusy}
          hint={t('busyHint')}
          onChange={({ target }) => set({ isBusy: target.checked })}
        >
          {t('busy')}
        </Switch>
      </div>
    </section>
  )
}
