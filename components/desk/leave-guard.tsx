'use client'
// Asks before somebody leaves a page with a half-typed form on it: by a link or the browser's back
// in words of ours, by closing or reloading in the browser's.

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { forgetUnsaved, hasUnsaved } from './unsaved'

export function LeaveGuard() {
  const t = useTranslations('staff.leave')
  const router = useRouter()
  const [way, setWay] = useState<{ go: () => void } | null>(null)
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
      const { pathname, search } = new URL(link.href)
      setWay({ go: () => router.push(pathname + search) })
    }
    // The browser is there already when it says so: it is sent back before the page follows it.
    let isSentBack = false
    const onHistory = (event: PopStateEvent) => {
      if (!isSentBack && !hasUnsaved()) return
      event.stopImmediatePropagation()
      isSentBack = !isSentBack
      if (!isSentBack) return
      const steps = stepsInHistory.current
      history.go(-steps)
      setWay({ go: () => history.go(steps) })
    }
    const stepsInHistory = followHistory()
    window.addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, true)
    window.addEventListener('popstate', onHistory, true)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, true)
      window.removeEventListener('popstate', onHistory, true)
      stepsInHistory.stop()
    }
  }, [router])
  return (
    <ConfirmDialog
      isOpen={way !== null}
      onClose={() => setWay(null)}
      title={t('title')}
      text={t('text')}
      action={t('action')}
      onConfirm={async () => {
        forgetUnsaved()
        way?.go()
      }}
    />
  )
}

type Entries = EventTarget & { currentEntry: { index: number } | null }

/** How far the last change of the history went; back by one in a browser that does not tell. */
function followHistory() {
  const { navigation } = window as { navigation?: Entries }
  const steps = {
    current: -1,
    stop: () => navigation?.removeEventListener('currententrychange', onChange),
  }
  const onChange = (event: Event) => {
    const { from } = event as Event & { from: { index: number } }
    steps.current = (navigation?.currentEntry?.index ?? 0) - from.index
  }
  navigation?.addEventListener('currententrychange', onChange)
  return steps
}

/** To another page, in this tab. */
function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || link.target === '_blank'
  const { origin, pathname } = window.location
  return !isElsewhere && !link.download && link.origin === origin && link.pathname !== pathname
}
