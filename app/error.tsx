'use client'

import { CloudAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

export default function Failed({ retry }: { error: Error; retry: () => void }) {
  const t = useTranslations('ui.failed')
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice
        isWholePage
        Icon={CloudAlert}
        title={t('title')}
        action={<Button onClick={() => retry()}>{t('retry')}</Button>}
      >
        {t('body')}
      </Notice>
    </main>
  )
}
