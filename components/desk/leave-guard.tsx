'use client'
// Asks before somebody leaves a page with a half-typed form on it: by a link or back in words of
// ours, by closing or reloading in the browser's.

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { holdBack } from './hold-back'
import { forgetUnsaved, hasUnsaved } from './unsaved'

export function LeaveGuard() {
  const t = useTranslations('staff.leave')
  const router = useRouter()
  const [held, setHeld] = useState<{ go: () => void } | null>(null)
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
      const { pathname, search } = new URL(link.href, window.location.href)
      setHeld({ go: () => router.push(pathname + search) })
    }
    window.addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, true)
    const letBack = holdBack((go) => setHeld({ go }))
    return () => {
      letBack()
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, true)
    }
  }, [router])
  return (
    <ConfirmDialog
      isOpen={held !== null}
      onClose={() => setHeld(null)}
      title={t('title')}
      text={t('text')}
      action={t('action')}
      onConfirm={async () => {
        forgetUnsaved()
        held?.go()
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
