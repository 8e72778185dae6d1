'use client'
// A screen that nobody signs in on shows its code, large, and goes to work by itself once a manager
// has entered it.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslations } from 'use-intl'
import { DoorFrame } from '@/components/desk/door-frame'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'

const LOOK_MS = 2_000
/** A new code is asked for while the old one still counts. */
const AHEAD_MS = 10_000

export function PairScreen() {
  const t = useTranslations('screens.pair')
  const trpc = useTRPC()
  const code = useCommand((server) => server.kitchen.screens.ask.mutate, { isToldHere: true })
  const data = code.answer
  const ask = useEffectEvent(() => code.run())
  useEffect(() => ask(), [])
  useEffect(() => {
    if (!data) return
    const timer = setTimeout(
      ask,
      Math.max(LOOK_MS, Date.parse(data.expiresAt) - Date.now() + AHEAD_MS),
    )
    return () => clearTimeout(timer)
  }, [data])

  const asked = useQuery(
    trpc.kitchen.screens.asked.queryOptions(undefined, {
      refetchInterval: LOOK_MS,
      refetchIntervalInBackground: true,
    }),
  )
  const home = asked.data?.home
  useEffect(() => {
    if (home) window.location.assign(home)
  }, [home])

  return (
    <DoorFrame title={t('title')} text={t('lead')}>
      {data ? (
        <p
          aria-live="polite"
          className="whitespace-nowrap text-center font-bold text-[min(18vw,5rem)] tabular-nums leading-tight tracking-[0.08em]"
        >
          <span className="sr-only">{t('code')} </span>
          {data.code.slice(0, 3)}
          <span aria-hidden className="inline-block w-[0.3em]" />
          {data.code.slice(3)}
        </p>
      ) : (
        <Skeleton className="mx-auto h-24 w-full" />
      )}
      {code.trouble && !code.isBusy && (
        <div role="alert" className="mt-3 space-y-2 text-center text-danger text-sm">
          <p>{code.trouble}</p>
          <Button variant="outline" onClick={() => code.run()}>
            {t('again')}
          </Button>
        </div>
      )}
      <ol className="mt-6 list-decimal space-y-1.5 pl-5 text-ink-soft">
        <li>{t('step1')}</li>
        <li>{t('step2')}</li>
        <li>{t('step3')}</li>
      </ol>
    </DoorFrame>
  )
}
