// What a screen shows while it does not know: that it is reading, or that it could not, never an empty list.

import { LoaderCircle, WifiOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { isUnanswered } from '@/components/wire/trpc'

export function Loading() {
  return (
    <div role="status" className="grid flex-1 place-items-center py-16">
      <LoaderCircle aria-hidden className="size-7 animate-spin text-ink-soft" />
    </div>
  )
}

export function Failed({ error, onRetry }: { error: { message: string }; onRetry: () => void }) {
  const t = useTranslations('staff')
  const hasNoAnswer = isUnanswered(error)
  return (
    <div role="alert">
      <Notice
        Icon={WifiOff}
        title={hasNoAnswer ? t('failed') : error.message}
        action={
          <Button variant="outline" onClick={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        {hasNoAnswer && t('failedHint')}
      </Notice>
    </div>
  )
}
