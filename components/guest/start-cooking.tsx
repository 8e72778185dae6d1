// What the party ordered to wait (叫起), and the tap that tells the kitchen to start: all of it, or
// course by course.

import { CirclePause } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/components/wire/use-command'
import { nextHeld } from '@/domain/kitchen'
import { heldOf } from './progress'
import type { SittingOrder } from './types'

export function StartCooking({ code, orders }: { code: string; orders: readonly SittingOrder[] }) {
  const t = useTranslations('guest')
  const fire = useCommand((server) => server.kitchen.fireMine.mutate, {
    stale: ['ordering.mine'],
    said: t('held.started'),
  })
  const held = heldOf(orders)
  const next = nextHeld({ lines: held })
  if (!next) return null

  const isAll = next.lineIds.length === held.length
  return (
    <section
      aria-label={t('held.title')}
      className="rounded-2xl border border-primary/30 bg-primary-soft p-4"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <CirclePause aria-hidden className="size-5 shrink-0 text-primary" />
        {t('held.waiting', { count: held.length })}
      </h2>
      <p className="mt-0.5 text-ink-soft text-sm">{t('held.hint')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          className="flex-1"
          disabled={fire.isBusy}
          onClick={() => fire.run({ code, lineIds: held.map((line) => line.id) })}
        >
          {t(isAll ? 'held.start' : 'held.startAll')}
        </Button>
        {!isAll && (
          <Button
            className="flex-1"
            variant="outline"
            disabled={fire.isBusy}
            onClick={() => fire.run({ code, lineIds: next.lineIds })}
          >
            {t('held.startCourse', { course: next.course, count: next.lineIds.length })}
          </Button>
        )}
      </div>
    </section>
  )
}
