'use client'
// For a code that is no table's, or not its code any more.

import { QrCode } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Notice } from '@/components/ui/notice'

export function UnknownTable({ isEnded }: { isEnded: boolean }) {
  const t = useTranslations(isEnded ? 'guest.endedCode' : 'guest.unknown')
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice isWholePage Icon={QrCode} title={t('title')}>
        {t('hint')}
      </Notice>
    </main>
  )
}
