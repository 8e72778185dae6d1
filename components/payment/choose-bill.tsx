// A table with several open bills: which one is to be paid. The sum on the choice is the sum on the
// button that pays.

import { ChevronRight } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useMoney } from '@/components/ui/money'
import { type Language, nameIn } from '@/domain/language'
import type { Bill } from '../billing/types'

export function ChooseBill({
  bills,
  onChoose,
}: {
  /** With what may be paid of each now, in 分. */
  bills: readonly { bill: Bill; freeCents: number }[]
  onChoose: (orderId: number) => void
}) {
  const t = useTranslations('pay.bill')
  const { sumOf } = useMoney()
  const language = useLocale() as Language
  return (
    <section aria-label={t('which')} className="space-y-2">
      <h3 className="font-semibold">{t('which')}</h3>
      {bills.map(({ bill: { order }, freeCents }) => (
        <button
          key={order.id}
          type="button"
          onClick={() => onChoose(order.id)}
          className="flex min-h-14 w-full items-center gap-3 rounded-2xl border border-line px-4 py-2 text-left hover:bg-canvas"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">
              {order.rounds
                .flatMap((round) => round.lines)
                .filter(({ state }) => state !== 'voided')
                .map((line) => `${nameIn(language, line)} ×${line.quantity}`)
                .join(' · ')}
            </span>
            <span className="block text-ink-soft text-sm tabular-nums">
              {t('order', { number: order.number.slice(-6) })}
            </span>
          </span>
          <strong className="tabular-nums">
            {freeCents > 0 ? sumOf(freeCents) : t('beingPaid')}
          </strong>
          <ChevronRight aria-hidden className="size-5 text-ink-soft" />
        </button>
      ))}
    </section>
  )
}
