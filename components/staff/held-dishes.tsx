// What an order still holds back from the kitchen (叫起), and the taps that begin it (起菜): the next
// course, or all of it.

import { CirclePause } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { nextHeld } from '@/domain/kitchen'
import type { OrderView } from './types'

export function HeldDishes({ order }: { order: OrderView }) {
  const t = useTranslations('staff.order')
  const { storeId, may } = useDesk()
  const fire = useCommand((server) => server.kitchen.fire.mutate, { stale: AT_A_TABLE })
  const held = order.rounds
    .filter((round) => round.state === 'confirmed')
    .flatMap((round) => round.lines)
    .filter((line) => line.state === 'held')
  const next = nextHeld({ lines: held })
  if (!next || !may('line.pace')) return null

  const isAll = next.lineIds.length === held.length
  return (
    <section aria-label={t('held')} className="mt-3 rounded-xl bg-canvas p-3">
      <p className="mb-2 flex items-center gap-2 text-sm">
        <CirclePause aria-hidden className="size-4 shrink-0 text-primary" />
        {t('heldCount', { count: held.length })}
      </p>
      <div className="flex flex-wrap gap-2">
        {!isAll && (
          <Button
            className="flex-1"
            disabled={fire.isBusy}
            onClick={() => fire.run({ storeId, lineIds: next.lineIds })}
          >
            {t('fireCourse', { course: next.course, count: next.lineIds.length })}
          </Button>
        )}
        <Button
          className="flex-1"
          variant={isAll ? 'primary' : 'outline'}
          disabled={fire.isBusy}
          onClick={() => fire.run({ storeId, lineIds: held.map((line) => line.id) })}
        >
          {t('fireAll', { count: held.length })}
        </Button>
      </div>
    </section>
  )
}
