// Dishes that should be there by now, and the tap that asks the kitchen where they are (催菜).

import { Timer } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { OWN_WORDS } from '@/text/languages'
import { dueOf } from './progress'
import type { SittingOrder } from './types'

export function LateDishes({
  code,
  orders,
  sinceMs,
  isAsked,
}: {
  code: string
  orders: readonly SittingOrder[]
  /** How long ago the orders were read. */
  sinceMs: number
  /** The table has asked, and nobody has answered yet. */
  isAsked: boolean
}) {
  const t = useTranslations('guest.late')
  const language = useLocale() as Language
  const ask = useCommand((server) => server.service.request.mutate, {
    stale: ['service.requests', 'ordering.mine'],
    said: t('asked'),
  })
  const due = dueOf(orders, sinceMs)
  if (due.length === 0 || isAsked) return null

  const names = [...new Set(due.map((line) => nameIn(language, line)))]
  return (
    <section
      aria-label={t('title')}
      className="flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-surface p-4"
    >
      <p className="min-w-40 flex-1">
        <span className="block font-semibold">{t('title')}</span>
        <span className="block text-ink-soft text-sm">
          {names.join(OWN_WORDS[language].between)}
        </span>
      </p>
      <Button
        variant="outline"
        disabled={ask.isBusy}
        onClick={() => ask.run({ code, kind: 'hurry' })}
      >
        <Timer aria-hidden className="size-4" />
        {t('ask')}
      </Button>
    </section>
  )
}
