'use client'
// The last step: the owner orders from a phone, and sees the order arrive as the kitchen does.

import { useQuery } from '@tanstack/react-query'
import { ChefHat, CircleCheck, Smartphone, UtensilsCrossed } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useLiveStore } from '@/components/desk/use-live-store'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Qr } from '@/components/ui/qr'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import type { OpeningStep } from '@/domain/opening'
import type { FirstOrder } from '@/server/opening/read-first-order'
import { StepPage } from './opening-frame'
import { StepButtons } from './step-buttons'
import { useStep } from './use-opening'

/** Beside what the live link tells, should it be away. */
const LOOK_MS = 4_000

export function ScanStep({
  onDone,
  onStep,
}: {
  onDone: () => void
  onStep: (step: OpeningStep) => void
}) {
  const t = useTranslations('setup.scan')
  const tStep = useTranslations('setup.step')
  const trpc = useTRPC()
  const { storeId } = useDesk()
  useLiveStore(storeId)
  const first = useQuery(
    trpc.opening.firstOrder.queryOptions({ storeId }, { refetchInterval: LOOK_MS }),
  )
  const { keep, isBusy } = useStep('scan', onDone)
  const { table, order, isSeated } = first.data ?? {}
  const isCooking = order?.stage === 'cooking'
  return (
    <StepPage title={t('title')} lead={t('lead', { table: table?.name ?? '' })}>
      {first.isPending && <Loading />}
      {first.isError && <Failed error={first.error} onRetry={() => void first.refetch()} />}
      {first.data && !table && (
        <Notice
          Icon={UtensilsCrossed}
          title={t('needs')}
          action={
            <div className="flex justify-center gap-2">
              {(['tables', 'menu'] as const).map((step) => (
                <Button key={step} variant="outline" onClick={() => onStep(step)}>
                  {tStep(step)}
                </Button>
              ))}
            </div>
          }
        />
      )}
      {table && (
        <div className="grid grid-cols-1 gap-6 sm:grid-cols-[auto_minmax(0,1fr)] sm:items-center">
          <div className={cn('mx-auto transition-opacity', order && 'opacity-40')}>
            <Qr text={table.url} className="w-56" />
            <a
              href={table.path}
              target="_blank"
              rel="noreferrer"
              className="flex min-h-11 items-center justify-center text-ink-soft text-sm underline underline-offset-2"
            >
              {t('open')}
            </a>
          </div>
          <div aria-live="polite">
            {order ? (
              <Arrived order={order} />
            ) : (
              <p className="flex items-center gap-3 text-lg">
                <Smartphone
                  aria-hidden
                  className={cn('size-7 shrink-0 text-primary', !isSeated && 'animate-attend')}
                />
                {isSeated ? t('seated', { table: table.name }) : t('waiting')}
              </p>
            )}
          </div>
        </div>
      )}
      {isCooking ? (
        <div className="flex flex-wrap gap-3">
          <Button size="lg" disabled={isBusy} onClick={() => keep('done')}>
            {t('finish')}
          </Button>
          <Button
            variant="ghost"
            size="lg"
            render={<a href={`/kitchen?store=${storeId}`} target="_blank" rel="noreferrer" />}
          >
            {t('kitchen')}
          </Button>
        </div>
      ) : (
        <StepButtons step="scan" isReady={false} onDone={onDone} />
      )}
    </StepPage>
  )
}

function Arrived({ order }: { order: NonNullable<FirstOrder['order']> }) {
  const t = useTranslations('setup.scan')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const confirm = useCommand((server) => server.ordering.decideRound.mutate, {
    stale: ['opening.firstOrder'],
  })
  const { roundId, stage } = order
  const isCooking = stage === 'cooking'
  return (
    <div key={stage} className="animate-arrive space-y-4">
      <div
        className={cn(
          'rounded-2xl border p-5',
          isCooking ? 'border-success bg-success-soft' : 'border-line bg-surface',
        )}
      >
        <p className="flex items-center gap-3 font-semibold text-lg">
          {isCooking ? (
            <CircleCheck aria-hidden className="size-7 text-success" />
          ) : (
            <ChefHat aria-hidden className="size-7 text-primary" />
          )}
          {isCooking ? t('arrived') : order.table}
        </p>
        <ul className="mt-3 space-y-1 text-lg">
          {order.lines.map((line) => (
            <li key={line.id} className="flex gap-3">
              <span className="w-8 text-right font-semibold tabular-nums">{line.quantity}×</span>
              <span className="min-w-0 break-words">{nameIn(language, line)}</span>
            </li>
          ))}
        </ul>
      </div>
      {isCooking && <p className="text-ink-soft">{t('arrivedLead')}</p>}
      {stage === 'waiting' && roundId !== null && (
        <>
          <p className="text-ink-soft">{t('ordered')}</p>
          <Button
            size="lg"
            disabled={confirm.isBusy}
            onClick={() => confirm.run({ storeId, roundId, decision: 'confirm' })}
          >
            {t('confirm')}
          </Button>
        </>
      )}
      {stage === 'unpaid' && (
        <>
          <p className="text-ink-soft">{t('unpaid')}</p>
          <Button
            variant="outline"
            render={<a href={`/staff?store=${storeId}`} target="_blank" rel="noreferrer" />}
          >
            {t('takeCash')}
          </Button>
        </>
      )}
    </div>
  )
}
