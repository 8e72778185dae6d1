// What an order still holds back from the kitchen (叫起), and the taps that begin it (起菜): the next course, or all of it.

import { useMutation } from '@tanstack/react-query'
import { CirclePause } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useTRPC } from '@/components/wire/trpc'
import { nextHeld } from '@/domain/kitchen'
import { useDesk } from './desk'
import type { OrderView } from './shapes'
import { useAfterDeed } from './use-after-deed'

export function HeldDishes({ order }: { order: OrderView }) {
  const t = useTranslations('staff.order')
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const fire = useMutation(trpc.kitchen.fire.mutationOptions(useAfterDeed()))
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
            disabled={fire.isPending}
            onClick={() => fire.mutate({ storeId, lineIds: next.lineIds })}
          >
            {t('fireCourse', { course: next.course, count: next.lineIds.length })}
          </Button>
        )}
        <Button
          className="flex-1"
          variant={isAll ? 'primary' : 'outline'}
          disabled={fire.isPending}
          onClick={() => fire.mutate({ storeId, lineIds: held.map((line) => line.id) })}
        >
          {t('fireAll', { count: held.length })}
        </Button>
      </div>
    </section>
  )
}
