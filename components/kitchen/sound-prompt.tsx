// A kitchen that cannot ring misses orders: until somebody touches the screen, it says so across
// its whole width.

import { BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Sound } from './use-sound'

/** It stays at first as it was painted: a tap that is under way then meets its ticket. */
const STAYS_MS = 1_000

export function SoundPrompt({ sound }: { sound: Sound }) {
  const t = useTranslations('kitchen')
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), STAYS_MS)
    return () => clearTimeout(timer)
  }, [])
  if (isSettled && sound.state !== 'locked') return null
  return (
    <button
      type="button"
      onClick={sound.unlock}
      className="flex min-h-[3.2em] w-full items-center justify-center gap-[0.6em] bg-primary px-[1em] font-bold text-[1.3em] text-on-fill"
    >
      <BellRing aria-hidden className="size-[1.4em] animate-attend" />
      {t('sound.locked')}
    </button>
  )
}
