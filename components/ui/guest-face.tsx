// The face of one guest: the first sign of their name, or their number, on a colour of their own.

import { useTranslations } from 'use-intl'
import { cn } from './cn'

const COLOURS = [
  'bg-seat-1',
  'bg-seat-2',
  'bg-seat-3',
  'bg-seat-4',
  'bg-seat-5',
  'bg-seat-6',
  'bg-seat-7',
  'bg-seat-8',
]

export function GuestFace({
  guest,
  className,
}: {
  guest: { number: number; nickname: string | null }
  className?: string
}) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-7 shrink-0 place-items-center rounded-full font-semibold text-white text-xs',
        COLOURS[Math.max(0, guest.number - 1) % COLOURS.length],
        className,
      )}
    >
      {guest.nickname ? [...guest.nickname][0] : guest.number || '·'}
    </span>
  )
}

type Faced = { number: number; nickname: string | null }

/** The faces of several, overlapping; their names for who cannot see them. */
export function GuestFaces({
  guests,
  names,
  className,
}: {
  guests: readonly Faced[]
  names: string
  className?: string
}) {
  if (guests.length === 0) return null
  return (
    <span className="inline-flex shrink-0 align-middle">
      <span className="inline-flex -space-x-1.5">
        {guests.map((guest) => (
          <GuestFace
            key={guest.number}
            guest={guest}
            className={cn('ring-2 ring-surface', className)}
          />
        ))}
      </span>
      <span className="sr-only">{names}</span>
    </span>
  )
}

/** How the party calls a guest: you, their name, or their number. */
export function useGuestName(ownNumber: number | undefined) {
  const t = useTranslations('guest.party')
  return (guest: { number: number | null; nickname: string | null }): string => {
    // Until this phone sits it has no number, and everything it shows is its own.
    if (guest.number === (ownNumber ?? 0)) return t('you')
    return guest.nickname ?? t('guest', { number: guest.number ?? '?' })
  }
}
