// How long guests are promised to wait, when a dish is called due, and whether courses wait for
// each other.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Switch } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import type { StorePace } from '@/server/kitchen/set-pace'
import { MinutesField } from './minutes-field'
import { useChange } from './use-setup'

const PERCENTS = [50, 60, 67, 75, 80, 90]

export function SetupPace({ pace }: { pace: StorePace }) {
  const t = useTranslations('kitchen.arrange')
  const { storeId } = useDesk()
  const { change, wanted } = useChange((setup, next: StorePace) =>
    setup.setPace.mutate({ storeId, ...next }),
  )
  const shown = wanted ?? pace
  const set = (next: Partial<StorePace>) => change({ ...shown, ...next })
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
