'use client'
// Before the opening: whoever came by the terminal's link begins with one tap; whoever only found
// the page is told where the link is.

import Link from 'next/link'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { DoorFrame } from '@/components/desk/door-frame'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/components/wire/use-command'
import { setupPath } from '@/domain/paths'

const COMMAND = 'npm run setup-link'

/** The link's token, which only this browser knows. */
function useToken(): string {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed)
      return () => window.removeEventListener('hashchange', changed)
    },
    () => window.location.hash.slice(1),
    () => '',
  )
}

export function Door({
  isDemo,
  isOpen,
  ownerOf,
}: {
  isDemo: boolean
  isOpen: boolean
  ownerOf: number | null
}) {
  const t = useTranslations('setup')
  const token = useToken()
  // A whole new page, whose address does not have the link any more.
  const goIn = () => {
    window.history.replaceState(null, '', setupPath())
    window.location.reload()
  }
  const enter = useCommand((server) => server.opening.enter.mutate, {
    isToldHere: true,
    onDone: goIn,
  })
  const begin = useCommand((server) => server.opening.begin.mutate, {
    isToldHere: true,
    onDone: goIn,
  })

  if (isOpen) {
    return (
      <DoorFrame title={t('door.open')} text={t('door.openLead')}>
        <Button size="lg" className="w-full" render={<Link href="/staff" prefetch={false} />}>
          {t('door.signIn')}
        </Button>
      </DoorFrame>
    )
  }
  const hasLink = /^[A-Za-z0-9_-]{22}$/.test(token)
  const isEntering = enter.isBusy || enter.isDone || begin.isBusy || begin.isDone
  const trouble = enter.trouble ?? begin.trouble
  return (
    <DoorFrame title={t('title')} text={t('door.lead')}>
      <div className="space-y-5">
        {trouble && <Alert>{trouble}</Alert>}
        {hasLink && !trouble ? (
          <Button
            size="lg"
            className="w-full"
            disabled={isEntering}
            onClick={() => enter.run({ token })}
          >
            {isEntering ? t('door.entering') : t('door.begin')}
          </Button>
        ) : (
          <HowTo hasEnded={hasLink} />
        )}
        {ownerOf !== null && !hasLink && (
          <Button
            size="lg"
            className="w-full"
            disabled={isEntering}
            onClick={() => begin.run({ storeId: ownerOf })}
          >
            {t('door.asOwner')}
          </Button>
        )}
        {isDemo && <p className="text-center text-ink-soft text-sm">{t('door.demo')}</p>}
        {isDemo && (
          <Button variant="ghost" className="w-full" render={<Link href="/" prefetch={false} />}>
            {t('door.back')}
          </Button>
        )}
      </div>
    </DoorFrame>
  )
}

function HowTo({ hasEnded }: { hasEnded: boolean }) {
  const t = useTranslations('setup.door')
  return (
    <section className="rounded-2xl border border-line bg-surface p-5">
      <h2 className="font-semibold text-lg">{t('byLink')}</h2>
      <p className="mt-1 text-ink-soft">{hasEnded ? t('ended') : t('howTo')}</p>
      <p className="mt-3 select-all rounded-xl bg-canvas px-4 py-3 font-mono">{COMMAND}</p>
      <p className="mt-3 text-ink-soft text-sm">{t('once')}</p>
    </section>
  )
}
