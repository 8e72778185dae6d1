// What a screen shows while it does not know: that it is reading, or that it could not, never an empty list.

import { LoaderCircle, WifiOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
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
  return (
    <div role="alert" className="grid place-items-center gap-3 px-6 py-16 text-center">
      <WifiOff aria-hidden className="size-7 text-danger" />
      <p className="font-medium">{isUnanswered(error) ? t('failed') : error.message}</p>
      {isUnanswered(error) && <p className="text-ink-soft text-sm">{t('failedHint')}</p>}
      <Button variant="outline" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  )
}
