// What our own pay pages have in common: the amount and whom it goes to, how it ended, and the way
// back.

import { CircleCheckBig, CircleX, Clock, Store } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { PaymentState } from '@/domain/billing'
import { type Language, nameIn } from '@/domain/language'
import { sumIn } from '@/domain/money'
import type { PayPage } from '../billing/types'
import { METHOD_STYLES } from './method-styles'

const RESULTS = {
  succeeded: { Icon: CircleCheckBig, colour: 'text-success' },
  failed: { Icon: CircleX, colour: 'text-danger' },
  expired: { Icon: Clock, colour: 'text-warning' },
  cancelled: { Icon: CircleX, colour: 'text-ink-soft' },
} as const

export function Result({
  page,
  state,
}: {
  page: PayPage
  state: Exclude<PaymentState, 'pending'>
}) {
  const t = useTranslations('pay.page')
  const { Icon, colour } = RESULTS[state]
  return (
    <>
      <div role="status" className="grid justify-items-center gap-2 px-6 pt-14 text-center">
        <Icon aria-hidden className={cn('size-14', colour)} />
        <h1 className="font-semibold text-xl">{t(`result.${state}`)}</h1>
        <p className="text-ink-soft">
          {state === 'cancelled' && !page.isCarried ? t('notCarried') : t(`resultHint.${state}`)}
        </p>
      </div>
      <Amount page={page} isQuiet={state !== 'succeeded'} />
      <div className="mt-auto px-6 pt-8 pb-[calc(2rem+env(safe-area-inset-bottom))]">
        {page.returnTo ? (
          <Button
            size="lg"
            variant={state === 'succeeded' ? 'primary' : 'outline'}
            className={cn('w-full', state === 'succeeded' && METHOD_STYLES[page.method].button)}
            onClick={() => location.assign(`${page.returnTo}#bill`)}
          >
            {t('back')}
          </Button>
        ) : (
          <p className="text-center text-ink-soft text-sm">{t('close')}</p>
        )}
      </div>
    </>
  )
}

export function Amount({ page, isQuiet = false }: { page: PayPage; isQuiet?: boolean }) {
  const language = useLocale()
  return (
    <div className="grid justify-items-center gap-3 px-6 py-10 text-center">
      <span className="flex items-center gap-2 text-ink-soft">
        <Store aria-hidden className="size-5" />
        <MerchantName page={page} />
      </span>
      <strong
        className={cn(
          'font-semibold tabular-nums',
          isQuiet ? 'text-3xl text-ink-soft' : 'text-5xl',
        )}
      >
        {sumIn(language, page.currency, page.amountCents)}
      </strong>
    </div>
  )
}

/** Nothing until the page is alive. */
export function TimeLeft({ left }: { left: string | null }) {
  const t = useTranslations('pay.page')
  return (
    <p className="min-h-5 text-center text-ink-soft text-sm tabular-nums">
      {left === null ? t('over') : left && t('left', { left })}
    </p>
  )
}

export function MerchantName({ page }: { page: PayPage }) {
  const language = useLocale() as Language
  return nameIn(language, { name: page.storeName, names: page.storeNames })
}
