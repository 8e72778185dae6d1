// What a screen shows while it does not know: that it is reading, or that it could not, never an
// empty list.

import { LoaderCircle, WifiOff } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { isUnanswered } from '@/components/wire/trpc'
import { Button } from './button'
import { Notice } from './notice'

export function Loading() {
  return (
    <div role="status" className="grid flex-1 place-items-center py-16">
      <LoaderCircle aria-hidden className="size-7 animate-spin text-ink-soft" />
    </div>
  )
}

export function Failed({ error, onRetry }: { error: { message: string }; onRetry: () => void }) {
  const t = useTranslations('ui')
  const hasNoAnswer = isUnanswered(error)
  return (
    <div role="alert">
      <Notice
        Icon={WifiOff}
        title={hasNoAnswer ? t('unread.title') : error.message}
        action={
          <Button variant="outline" onClick={onRetry}>
            {t('failed.retry')}
          </Button>
        }
      >
        {hasNoAnswer && t('unread.hint')}
      </Notice>
    </div>
  )
}
