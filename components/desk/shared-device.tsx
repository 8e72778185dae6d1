// On a device that people share: change the person, lock it, and it locks itself when nobody has
// touched it for a while, unless people read from it without touching it, as in the kitchen.

import { Lock, UsersRound } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Dialog } from '@/components/ui/dialog'
import { useCommand } from '@/components/wire/use-command'
import { SwitchPerson } from './switch-person'

const LOOK_MS = 2_000
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

export function SharedDevice({
  lockMinutes,
  hasPerson = true,
  className,
  children,
}: {
  /** Null = it does not lock itself. */
  lockMinutes: number | null
  /** Whether a person stands there; otherwise there is nobody to lock it for. */
  hasPerson?: boolean
  /** The look of its buttons. */
  className: string
  /** What the button that changes the person says beside its picture. */
  children?: ReactNode
}) {
  const t = useTranslations('staff.switch')
  const [isChanging, setIsChanging] = useState(false)
  const lock = useCommand((server) => server.access.signOut.mutate, {
    // The same page asks who is there, or is the paired screen's own again.
    onDone: () => window.location.reload(),
  })
  const lockNow = useEffectEvent(() => {
    if (!lock.isBusy && !lock.isDone) lock.run()
  })
  const touchedMs = useRef(0)
  useEffect(() => {
    if (lockMinutes === null) return
    const touch = () => {
      touchedMs.current = Date.now()
    }
    touch()
    for (const each of TOUCHES) window.addEventListener(each, touch, { passive: true })
    // By the clock, not by a timer: a device that slept is locked when it wakes up.
    const timer = setInterval(() => {
      if (Date.now() - touchedMs.current > lockMinutes * 60_000) lockNow()
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
      for (const each of TOUCHES) window.removeEventListener(each, touch)
    }
  }, [lockMinutes])
  return (
    <>
      <button
        type="button"
        aria-label={t('change')}
        title={t('change')}
        onClick={() => setIsChanging(true)}
        className={className}
      >
        <UsersRound aria-hidden className="size-5 shrink-0" />
        {children}
      </button>
      {hasPerson && (
        <button
          type="button"
          aria-label={t('lock')}
          title={t('lock')}
          disabled={lock.isBusy}
          onClick={() => lock.run()}
          className={className}
        >
          <Lock aria-hidden className="size-5" />
        </button>
      )}
      <Dialog open={isChanging} onOpenChange={setIsChanging} title={t('title')} text={t('hint')}>
        {/* A whole new page: whatever the person before had read is gone. */}
        <SwitchPerson onDone={() => window.location.reload()} />
      </Dialog>
    </>
  )
}
