'use client'
// A paired screen that somebody switched off: nobody misses it until it is switched on again.

import { Power } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { DoorFrame } from '@/components/desk/door-frame'
import { Button } from '@/components/ui/button'

export function OffScreen({ home }: { home: string }) {
  const t = useTranslations('screens.off')
  return (
    <DoorFrame title={t('title')} text={t('lead')}>
      <Button size="lg" className="w-full" onClick={() => window.location.assign(home)}>
        <Power aria-hidden className="size-5" />
        {t('on')}
      </Button>
    </DoorFrame>
  )
}
