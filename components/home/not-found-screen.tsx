'use client'

import { SearchX } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Notice } from '../ui/notice'

export function NotFoundScreen() {
  const t = useTranslations('ui.notFound')
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice isWholePage Icon={SearchX} title={t('title')}>
        {t('body')}
      </Notice>
    </main>
  )
}
