'use client'
// What ends a step: on with it once there is something, or later.

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import type { OpeningStep } from '@/domain/opening'
import { useStep } from './use-opening'

export function StepButtons({
  step,
  isReady,
  onDone,
}: {
  step: OpeningStep
  /** Whether there is something to go on with. */
  isReady: boolean
  onDone: () => void
}) {
  const t = useTranslations('setup')
  const { keep, isBusy } = useStep(step, onDone)
  return (
    <div className="flex flex-col-reverse gap-3 sm:flex-row sm:items-center">
      {isReady ? (
        <Button
          size="lg"
          className="w-full sm:w-auto"
          disabled={isBusy}
          onClick={() => keep('done')}
        >
          {t('next')}
        </Button>
      ) : (
        <Button variant="ghost" size="lg" disabled={isBusy} onClick={() => keep('skipped')}>
          {t('skip')}
        </Button>
      )}
    </div>
  )
}
