'use client'
// A form of settings that others may change meanwhile: who has typed nothing sees the newest at
// once; who has is told, keeps what they typed, and chooses.

import { Fragment, type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { hasUnsaved } from './unsaved'

export function PartForm<Part extends { version: string }>({
  fresh,
  children,
}: {
  /** What is kept just now. */
  fresh: Part
  /** The form of a part, and who is to be told of what was kept. */
  children: (part: Part, onKept: (kept: Part) => void) => ReactNode
}) {
  const t = useTranslations('staff.meanwhile')
  const [held, hold] = useState(fresh)
  const isOld = fresh.version !== held.version
  useEffect(() => {
    if (isOld && !hasUnsaved()) hold(fresh)
  }, [isOld, fresh])
  return (
    <>
      {isOld && (
        <Alert tone="warning">
          <p>{t('changed')}</p>
          <Button size="sm" variant="outline" className="mt-2" onClick={() => hold(fresh)}>
            {t('show')}
          </Button>
        </Alert>
      )}
      <Fragment key={held.version}>{children(held, hold)}</Fragment>
    </>
  )
}
