// One thing that needs a person: which table, what, since when, and the tap that settles it.

import { AlarmClock } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { NEED_STYLES } from '@/components/desk/styles'
import { minutesSince } from '@/components/desk/use-now'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { hasWay, pressureOf } from '@/domain/service'
import { OWN_WORDS } from '@/text/languages'
import type { TableNeed } from './types'

type Props = { need: TableNeed; now: number | null; onLook: (tableId: number) => void }

export function NeedCard({ need, now, onLook }: Props) {
  const t = useTranslations('staff.needs')
  const language = useLocale() as Language
  const { Icon, tone } = NEED_STYLES[need.kind]
  const minutes = minutesSince(need.sinceAt, now)
  const isOverdue = now !== null && pressureOf(need, now) >= 1
  const named = need.lines
    .map((line) => `${nameIn(language, line)} ×${line.quantity}`)
    .join(OWN_WORDS[language].between)
  const dishes = need.more > 0 ? t('dishes', { dishes: named, count: need.more }) : named

  return (
    <article
      className={cn(
        'flex items-center gap-3 rounded-2xl border bg-surface p-2.5 shadow-xs',
        isOverdue ? 'border-danger' : 'border-line',
      )}
    >
      <button
        type="button"
        onClick={() => onLook(need.tableId)}
        aria-label={t('look', { table: need.tableName })}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-xl text-left"
      >
        <span className={cn('grid size-11 shrink-0 place-items-center rounded-xl', tone)}>
          <Icon aria-hidden className="size-5" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <strong className="max-w-[65%] shrink-0 truncate text-lg leading-tight">
              {need.tableName}
            </strong>
            <span className="truncate font-medium text-sm">{t(`kind.${need.kind}`)}</span>
          </span>
          {need.words && <span className="block break-words text-sm">{need.words}</span>}
          <span className="block truncate text-ink-soft text-sm">
            <span className={cn(isOverdue && 'font-semibold text-danger')}>
              {minutes === null || minutes === 0 ? t('now') : t('since', { minutes })}
              {isOverdue && (
                <AlarmClock
                  role="img"
                  aria-label={t('overdue')}
                  className="ml-1 inline size-4 animate-attend align-[-0.2em]"
                />
              )}
            </span>
            {dishes && ` · ${dishes}`}
            {need.seenBy && ` · ${t('coming', { name: need.seenBy })}`}
          </span>
        </span>
      </button>
      <SettleButton need={need} onLook={onLook} />
    </article>
  )
}

/** The tap that settles a need, where the person may; cash is counted at the table. */
function SettleButton({ need, onLook }: Omit<Props, 'now'>) {
  const t = useTranslations('staff.needs')
  const { storeId, may } = useDesk()
  const answer = useCommand((server) => server.service.answer.mutate, { stale: AT_A_TABLE })
  const see = useCommand((server) => server.service.see.mutate, { stale: AT_A_TABLE })
  const decide = useCommand((server) => server.ordering.decideRound.mutate, { stale: AT_A_TABLE })
  const serve = useCommand((server) => server.kitchen.serve.mutate, { stale: AT_A_TABLE })

  const { kind, requestId, roundId, lines, tableId } = need
  const isToSee = hasWay(need) && need.seenBy === null
  const settle = () => {
    if (kind === 'cash' || kind === 'price') return onLook(tableId)
    if (roundId) return decide.run({ storeId, roundId, decision: 'confirm' })
    if (requestId && isToSee) return see.run({ storeId, requestId })
    if (requestId) return answer.run({ storeId, requestId })
    serve.run({ storeId, lineIds: lines.map((line) => line.id) })
  }
  const permission = {
    confirm: 'order.decide',
    carry: 'line.serve',
    cash: 'payment.take',
    price: 'line.price',
  } as const
  if (!may(kind in permission ? permission[kind as keyof typeof permission] : 'service.answer')) {
    return null
  }
  return (
    <Button
      size="sm"
      className="h-11 shrink-0 px-4"
      disabled={answer.isBusy || see.isBusy || decide.isBusy || serve.isBusy}
      onClick={settle}
    >
      {t(isToSee ? 'action.come' : `action.${kind}`)}
    </Button>
  )
}
