// A kitchen that cannot ring misses orders: until somebody touches the screen, it says so across
// its whole width.

import { BellRing } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Sound } from './use-sound'

export function SoundPrompt({ sound }: { sound: Sound }) {
  const t = useTranslations('kitchen')
  if (sound.state !== 'locked') return null
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
