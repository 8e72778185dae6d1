'use client'
// Asks before somebody leaves a page with a half-typed form on it: by a link in words of ours, by
// closing or reloading in the browser's.

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { forgetUnsaved, hasUnsaved } from './unsaved'

export function LeaveGuard() {
  const t = useTranslations('staff.leave')
  const router = useRouter()
  const [to, setTo] = useState<string | null>(null)
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) event.preventDefault()
    }
    // Before the link's own click, which would be gone already.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || !hasUnsaved() || !leavesPage(link, event)) return
      event.preventDefault()
      event.stopPropagation()
      setTo(link.href)
    }
    window.addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, true)
    }
  }, [])
  return (
    <ConfirmDialog
      isOpen={to !== null}
      onClose={() => setTo(null)}
      title={t('title')}
      text={t('text')}
      action={t('action')}
      onConfirm={async () => {
        forgetUnsaved()
        const { pathname, search } = new URL(to ?? '', window.location.href)
        router.push(pathname + search)
      }}
    />
  )
}

/** To another page, in this tab. */
function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || link.target === '_blank'
  const { origin, pathname } = window.location
  return !isElsewhere && !link.download && link.origin === origin && link.pathname !== pathname
}
