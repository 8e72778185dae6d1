'use client'
// The simulated platform's own page: whom, how much, yes or no, as at WeChat or Alipay, and always
// marked as simulated.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { readAgain } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import type { PayPage } from '../billing/types'
import { MethodMark } from './method-mark'
import { METHOD_STYLES } from './method-styles'
import { Amount, MerchantName, Result, TimeLeft } from './pay-page-parts'
import { useTimeLeft } from './use-time-left'

const REFRESH_MS = 3_000

export function PayScreen({ token }: { token: string }) {
  const t = useTranslations('pay.page')
  const trpc = useTRPC()
  const page = useQuery({
    ...trpc.payment.payPage.queryOptions({ token }),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? REFRESH_MS : false),
  })
  if (!page.data) return null
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col bg-surface text-ink">
      <p className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-2.5 text-center font-medium text-sm text-warning">
        <FlaskConical aria-hidden className="size-4 shrink-0" />
        {t('simulated')}
      </p>
      {page.data.state !== 'pending' ? (
        <Result page={page.data} state={page.data.state} />
      ) : page.data.isCarried ? (
        <Ask token={token} page={page.data} />
      ) : (
        <Result page={page.data} state="cancelled" />
      )}
    </main>
  )
}

function Ask({ token, page }: { token: string; page: PayPage }) {
  const t = useTranslations('pay')
  const nameOf = useTranslations('methods')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const left = useTimeLeft(page.expiresAt)
  const answer = useCommand((server) => server.payment.answerPayPage.mutate, {
    isToldHere: true,
    onDone: (decided) =>
      queryClient.setQueryData(trpc.payment.payPage.queryKey({ token }), decided),
    onTrouble: () => readAgain(queryClient, ['payment.payPage']),
  })

  return (
    <>
      <h1 className="sr-only">{t('page.pay')}</h1>
      <Amount page={page} />
      <dl className="mx-6 space-y-3 border-line border-t py-5 text-sm">
        <Fact name={t('page.merchant')}>
          <MerchantName page={page} />
        </Fact>
        <Fact name={t('page.order')}>{page.orderNumber}</Fact>
        <Fact name={t('page.method')}>
          <span className="inline-flex items-center gap-2">
            <MethodMark method={page.method} isSmall />
            {nameOf(`${page.method}.short`)}
          </span>
        </Fact>
      </dl>
      <div className="mt-auto space-y-3 px-6 pt-8 pb-[calc(2rem+env(safe-area-inset-bottom))]">
        <p role="status" className="text-center text-danger text-sm empty:hidden">
          {answer.trouble}
        </p>
        <TimeLeft left={left} />
        <Button
          size="lg"
          className={cn('w-full', METHOD_STYLES[page.method].button)}
          disabled={answer.isBusy || !left}
          onClick={() => answer.run({ token, answer: 'pay' })}
        >
          {t('page.pay')}
        </Button>
        <Button
          size="lg"
          variant="ghost"
          className="w-full"
          disabled={answer.isBusy}
          onClick={() => answer.run({ token, answer: 'decline' })}
        >
          {t('page.decline')}
        </Button>
      </div>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-6">
      <dt className="shrink-0 text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words text-right tabular-nums">{children}</dd>
    </div>
  )
}
