'use client'
// The way out of a page that could not be made just now: the same page, asked for again.

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from './button'

export function TryAgain() {
  const t = useTranslations('ui.failed')
  return (
    <Button variant="outline" onClick={() => window.location.reload()}>
      <RefreshCw aria-hidden className="size-4" />
      {t('retry')}
    </Button>
  )
}
