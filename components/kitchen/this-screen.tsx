// Whose screen this is, how it is switched off on purpose, and why its display may go dark by
// itself.

import { LogOut, MoonStar, Power } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { sayHere } from '@/components/wire/live-link'
import { useCommand } from '@/components/wire/use-command'

export function ThisScreen() {
  const t = useTranslations('kitchen.thisScreen')
  const { person, storeId, may } = useDesk()
  const isPaired = person.screen !== null
  const off = useCommand<void, void>(
    (server) => async () => {
      // What was said after it is off would switch it on again.
      sayHere(false)
      if (isPaired) await server.kitchen.screens.off.mutate({ storeId })
      else await server.access.signOut.mutate()
    },
    {
      onDone: () => window.location.assign(isPaired ? '/kitchen/off' : '/staff/sign-in'),
      onTrouble: () => sayHere(true),
    },
  )
  const Icon = isPaired ? Power : LogOut
  return (
    <section className="mt-6 border-line border-t pt-4">
      <h3 className="font-semibold text-ink-soft">{t('title')}</h3>
      <p className="mt-1">{t(isPaired ? 'paired' : 'person', { name: person.name })}</p>
      <DarkDisplay />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="outline" disabled={off.isBusy || off.isDone} onClick={() => off.run()}>
          <Icon aria-hidden className="size-5" />
          {t(isPaired ? 'off' : 'signOut')}
        </Button>
        {may('store.manage') && (
          <Button
            variant="outline"
            render={<Link href={`/staff/settings/screens?store=${storeId}`} />}
          >
            {t('stay')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Browsers keep a display on for pages of a certificate only. */
function DarkDisplay() {
  const t = useTranslations('kitchen.thisScreen')
  const [why, setWhy] = useState<'plain' | 'old' | null>(null)
  useEffect(() => {
    if (!navigator.wakeLock) setWhy(window.isSecureContext ? 'old' : 'plain')
  }, [])
  if (!why) return null
  return (
    <p
      role="note"
      className="mt-3 flex items-start gap-2 rounded-xl bg-warning-soft p-3 text-sm text-warning"
    >
      <MoonStar aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>{t(`dark.${why}`)}</span>
    </p>
  )
}
