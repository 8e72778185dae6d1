// One difference: what is wrong in a word, why, both amounts, and where an answer of the platform
// can mend it, one button.

import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useMoney } from '@/components/ui/money'
import { AT_A_TABLE } from '@/components/wire/stale'
import { toast } from '@/components/wire/toast'
import { useCommand } from '@/components/wire/use-command'
import type { DifferenceView } from './types'

export function DifferenceRow({
  difference,
  onFixed,
}: {
  difference: DifferenceView
  /** Called when the row may go: the screen stays where the reader was. */
  onFixed: () => void
}) {
  const t = useTranslations('reconcile')
  const { dayAndClock } = useTimes()
  const { kind, order, at, thereCents, hereCents, providerNumber, fix } = difference
  const why = whyOf(difference)
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-3 p-4 md:grid-cols-[1fr_auto_11rem] md:items-center">
      <div className="min-w-0 space-y-1">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={kind.endsWith('There') ? 'warning' : 'danger'}>{t(`kind.${kind}`)}</Badge>
          <span className="text-ink-soft text-sm tabular-nums">{dayAndClock(at)}</span>
        </p>
        <p className="break-all text-sm">
          {order?.tableName && (
            <span className="font-semibold text-base">{order.tableName} · </span>
          )}
          {order
            ? t('order', { number: order.number })
            : t('transaction', { number: providerNumber })}
        </p>
        {why && <p className="text-ink-soft text-sm">{t(`why.${why}`)}</p>}
      </div>
      <dl className="grid grid-cols-2 gap-4 md:w-56 md:text-right">
        <Amount name={t('verdict.there')} cents={thereCents} />
        <Amount name={t('verdict.here')} cents={hereCents} />
      </dl>
      {fix && <FixButton kind={kind} fix={fix} onFixed={onFixed} />}
    </li>
  )
}

function Amount({ name, cents }: { name: string; cents: number | null }) {
  const t = useTranslations('reconcile')
  const { sumOf: money } = useMoney()
  return (
    <div>
      <dt className="text-ink-soft text-sm">{name}</dt>
      <dd className="font-semibold tabular-nums">
        {cents === null ? (
          <span className="font-normal text-ink-soft">{t('none')}</span>
        ) : (
          money(cents)
        )}
      </dd>
    </div>
  )
}

const GOOD = ['counted', 'agreed', 'closed', 'booked', 'refund-sent']

function FixButton({
  kind,
  fix,
  onFixed,
}: Pick<DifferenceView, 'kind'> & {
  fix: NonNullable<DifferenceView['fix']>
  onFixed: () => void
}) {
  const t = useTranslations('reconcile')
  const { storeId, may } = useDesk()
  const fixing = useCommand((server) => server.payment.fixDifference.mutate, {
    stale: AT_A_TABLE,
    onDone: (outcome) => {
      onFixed()
      const tell = GOOD.includes(outcome) ? toast.success : toast.message
      tell(t(`outcome.${outcome}`))
    },
    onTrouble: onFixed,
  })
  if (!may('store.manage')) return null
  const settles = kind === 'missingHere'
  const words = { move: 'book', refund: 'refund', payment: settles ? 'settle' : 'ask' } as const
  const word = words[fix.of]
  return (
    <Button
      variant={settles || fix.of !== 'payment' ? 'primary' : 'outline'}
      size="sm"
      className="w-full"
      disabled={fixing.isBusy}
      onClick={() => fixing.run({ storeId, ...fix })}
    >
      {fixing.isBusy ? t('asking') : t(`fix.${word}`)}
    </Button>
  )
}

/** What lies behind a difference, as far as it is known. */
function whyOf({ kind, of, state, fix }: DifferenceView) {
  if (kind === 'missingThere' || kind === 'refundMissingThere') return 'there'
  if (kind === 'missingHere') {
    if (!fix) return 'foreign'
    return state === 'pending' ? 'pending' : 'ended'
  }
  if (kind === 'refundMissingHere') {
    if (fix?.of === 'move') return 'refundBook'
    if (state === null) return 'refundForeign'
    return state === 'pending' ? 'refundPending' : 'refundEnded'
  }
  return of === 'refund' ? 'there' : null
}
