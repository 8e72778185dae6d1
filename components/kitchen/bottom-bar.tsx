// The foot of the kitchen's screen: the last tap and how to take it back, what was refused, and
// which keys there are.

import { RotateCcw, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { type KeyCommand, type KeyMap, labelOf } from './keys'
import type { Taps } from './use-taps'

export function BottomBar({ taps }: { taps: Taps }) {
  const t = useTranslations('kitchen')
  return (
    <footer className="pointer-events-none fixed inset-x-0 bottom-0 z-10 grid gap-[0.5em] px-[0.8em] pb-[2.6em]">
      {taps.refused && (
        <p
          role="alert"
          className="mx-auto flex items-center gap-[0.5em] rounded-[0.7em] bg-danger px-[1em] py-[0.7em] font-bold text-[1.3em] text-on-fill shadow-2xl"
        >
          <TriangleAlert aria-hidden className="size-[1.3em] shrink-0" />
          {taps.refused}
        </p>
      )}
      {taps.last && (
        <p
          role="status"
          key={taps.last.told}
          className="pointer-events-auto mx-auto flex animate-arrive items-center gap-[0.9em] rounded-[0.7em] bg-ink py-[0.4em] pr-[0.4em] pl-[1em] font-semibold text-[1.2em] text-canvas shadow-2xl"
        >
          {taps.last.told}
          <button
            type="button"
            onClick={taps.last.undo}
            className="flex min-h-[2.8em] items-center gap-[0.4em] rounded-[0.5em] bg-canvas/15 px-[1em] font-bold"
          >
            <RotateCcw aria-hidden className="size-[1.2em]" />
            {t('undo.button')}
          </button>
        </p>
      )}
    </footer>
  )
}

const HINTED: readonly KeyCommand[] = [
  'tap',
  'ticket',
  'undo',
  'recallLast',
  'acknowledge',
  'fire',
  'hold',
  'urgent',
  'confirm',
  'sellOut',
  'counts',
  'view',
  'station',
  'settings',
]

/** Shown from the first key on, as this device has them. */
export function KeyHints({ keys }: { keys: KeyMap }) {
  const t = useTranslations('kitchen.keys')
  const hints = [
    { label: `1–9 ${[...keys.previous, ...keys.next].map(labelOf).join(' ')}`, does: t('choose') },
    { label: [...keys.up, ...keys.down].map(labelOf).join(' '), does: t('dish') },
    ...HINTED.filter((command) => keys[command].length > 0).map((command) => ({
      label: keys[command].map(labelOf).join(' '),
      does: t(command),
    })),
  ]
  return (
    <ul className="flex flex-wrap justify-center gap-x-[1.4em] px-[1em] py-[0.4em] text-ink-soft">
      {hints.map(({ label, does }) => (
        <li key={does} className="flex items-center gap-[0.4em]">
          <kbd className="rounded border border-line px-[0.4em] font-bold text-ink">{label}</kbd>
          {does}
        </li>
      ))}
    </ul>
  )
}
