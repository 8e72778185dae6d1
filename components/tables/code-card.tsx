// One table's code as it hangs there; sizes in millimetres, colours for paper whatever the theme.

import { cn } from '@/components/ui/cn'
import { Qr } from '@/components/ui/qr'
import type { ArrangedTable } from './types'

/** What stands on it in one of the languages. */
export type SheetWords = {
  language: string
  scan: string
  wifi: string
  password: string
}

const SIZES = {
  a4: {
    card: 'border border-dashed border-code/30 p-[3mm]',
    store: 'text-[3.4mm]',
    name: 'text-[8mm]',
    qr: 'w-[42mm]',
    scan: 'text-[3.4mm]',
    small: 'text-[2.4mm]',
  },
  a5: {
    card: 'p-[10mm]',
    store: 'text-[7mm]',
    name: 'text-[18mm]',
    qr: 'w-[92mm]',
    scan: 'text-[7mm]',
    small: 'text-[3.6mm]',
  },
  sticker: {
    card: 'p-[2.5mm]',
    store: 'text-[3.2mm]',
    name: 'text-[7mm]',
    qr: 'w-[40mm]',
    scan: 'text-[3mm]',
    small: 'text-[2.2mm]',
  },
} as const

export function CodeCard({
  table,
  store,
  logo,
  words,
  wifi,
  format,
}: {
  table: ArrangedTable
  /** Its names. */
  store: readonly string[]
  logo: string | null
  words: readonly SheetWords[]
  wifi: { name: string; password: string }
  format: keyof typeof SIZES
}) {
  const size = SIZES[format]
  return (
    <article
      aria-label={table.name}
      className={cn(
        'flex min-h-0 min-w-0 flex-col items-center justify-between overflow-hidden text-center leading-tight',
        size.card,
      )}
    >
      <div className="w-full">
        <p className={cn('flex items-center justify-center gap-[0.5em]', size.store)}>
          {logo && (
            <img src={`${logo}-480.webp`} alt="" className="size-[2em] shrink-0 object-contain" />
          )}
          <span className="truncate">{store.join(' · ')}</span>
        </p>
        <p className={cn('truncate font-bold leading-none', size.name)}>{table.name}</p>
      </div>
      <Qr text={table.url} className={cn('rounded-none p-0', size.qr)} />
      <div className="w-full">
        <p className={cn('font-semibold', size.scan)}>
          {words.map(({ language, scan }) => (
            <span key={language} lang={language} className="block">
              {scan}
            </span>
          ))}
        </p>
        {wifi.name.trim() !== '' && (
          <p className={cn('mt-[0.5em] break-words', size.small)}>
            {said(words.map(({ wifi: word }) => word))}: <b>{wifi.name.trim()}</b>
            {wifi.password !== '' && (
              <>
                {' · '}
                {said(words.map(({ password }) => password))}: <b>{wifi.password}</b>
              </>
            )}
          </p>
        )}
        <p className={cn('mt-[0.5em] break-all opacity-70', size.small)}>
          {table.url.replace(/^https?:\/\//, '')}
        </p>
      </div>
    </article>
  )
}

/** The same word in several languages stands there once. */
const said = (all: readonly string[]) => [...new Set(all)].join(' / ')
