// One paired screen: what it shows, whether it is there, and how it is named anew or ended.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { ScreenDialog } from './screen-dialog'
import type { PairedScreen, Station } from './types'

const TONES = { here: 'success', gone: 'danger', off: 'neutral' } as const

export function ScreenCard({
  screen,
  stations,
}: {
  screen: PairedScreen
  stations: readonly Station[]
}) {
  const t = useTranslations('screens')
  const language = useLocale() as Language
  const { dayAndClock } = useTimes()
  const { storeId } = useDesk()
  const [asks, setAsks] = useState<'change' | 'end' | null>(null)
  const { id: screenId, name, state, lastSeenAt, pairedBy, pairedAt } = screen
  const end = useCommand((server) => server.kitchen.screens.end.mutate, {
    stale: ['kitchen.screens'],
  })
  const station = stations.find(({ id }) => id === screen.stationId)
  const shows = screen.isBoard ? t('board') : station ? nameIn(language, station) : t('all')
  return (
    <article
      aria-label={name}
      className="flex h-full flex-col gap-2 rounded-2xl border border-line bg-surface p-4"
    >
      <header className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold">{name}</h2>
          <p className="text-ink-soft text-sm">{shows}</p>
        </div>
        <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
      </header>
      <p className="text-ink-soft text-sm tabular-nums">
        {lastSeenAt ? t('seen', { time: dayAndClock(lastSeenAt) }) : t('neverSeen')}
        <br />
        {pairedBy
          ? t('pairedBy', { time: dayAndClock(pairedAt), name: pairedBy })
          : t('paired', { time: dayAndClock(pairedAt) })}
      </p>
      <div className="mt-auto flex flex-wrap gap-2 pt-1">
        <Button variant="outline" onClick={() => setAsks('change')}>
          {t('change')}
        </Button>
        <Button variant="ghost" onClick={() => setAsks('end')}>
          {t('end')}
        </Button>
      </div>
      {asks === 'change' && (
        <ScreenDialog screen={screen} stations={stations} onClose={() => setAsks(null)} />
      )}
      <ConfirmDialog
        isOpen={asks === 'end'}
        onClose={() => setAsks(null)}
        title={t('endTitle', { name })}
        text={t('endText')}
        action={t('end')}
        onConfirm={() => end.ask({ storeId, screenId })}
      />
    </article>
  )
}
