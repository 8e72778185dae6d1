// How long guests are promised to wait, when a dish is called due, and whether courses wait for
// each other.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Switch } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/wire/toast'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import type { KitchenSetup } from '@/server/kitchen/read-setup'
import type { StorePace } from '@/server/kitchen/set-pace'
import { MinutesField } from './minutes-field'

const PERCENTS = [50, 60, 67, 75, 80, 90]

export function SetupPace({ pace }: { pace: KitchenSetup['pace'] }) {
  const t = useTranslations('kitchen.arrange')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const save = useCommand((server) => server.kitchen.setup.setPace.mutate, { stale: ['kitchen'] })
  const newest = useRef(pace)
  useEffect(() => {
    newest.current = pace
  }, [pace])
  // What is tapped while something is being kept comes after it, and knows what was kept.
  const turn = useRef<Promise<unknown>>(Promise.resolve())
  const set = (next: Partial<StorePace>) => {
    turn.current = turn.current
      .then(async () => {
        const kept = await save.ask({ storeId, ...newest.current, ...next })
        newest.current = kept
        queryClient.setQueryData(
          trpc.kitchen.setup.read.queryKey({ storeId }),
          (setup) => setup && { ...setup, pace: kept },
        )
      })
      .catch((error: Error) => toast.error(error.message))
  }
  const shown = save.isBusy ? { ...pace, ...save.sent } : pace
  const percents = [...new Set([...PERCENTS, shown.dueAtPercent])].sort((a, b) => a - b)
  return (
    <section aria-labelledby="pace" className="space-y-3">
      <h2 id="pace" className="flex min-h-11 items-center font-semibold text-lg">
        {t('pace')}
      </h2>
      <div className="divide-y divide-line rounded-2xl border border-line bg-surface px-4">
        <Row title={t('promise')} hint={t('promiseHint')}>
          <MinutesField
            name={t('promise')}
            value={shown.promisedMinutes}
            onSave={(minutes) => minutes !== null && set({ promisedMinutes: minutes })}
          />
        </Row>
        <Row title={t('due')} hint={t('dueHint')}>
          <Select
            aria-label={t('due')}
            value={shown.dueAtPercent}
            onChange={({ target }) => set({ dueAtPercent: Number(target.value) })}
          >
            {percents.map((percent) => (
              <option key={percent} value={percent}>
                {t('percent', { percent })}
              </option>
            ))}
          </Select>
        </Row>
        <Row title={t('coursing')} hint={t('coursingHint')}>
          <Switch
            aria-label={t('coursing')}
            checked={shown.isCoursing}
            onChange={({ target }) => set({ isCoursing: target.checked })}
          />
        </Row>
      </div>
    </section>
  )
}

function Row({
  title,
  hint,
  children,
}: {
  title: string
  hint: string
  children: React.ReactNode
}) {
  return (
    <div className="flex items-center gap-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-ink-soft text-sm">{hint}</p>
      </div>
      <div className="shrink-0">{children}</div>
    </div>
  )
}
