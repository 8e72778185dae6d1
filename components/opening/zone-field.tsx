'use client'
// A time zone, found by a city's name; what time it is there says whether it is the right one.

import { Globe } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { SearchField } from '@/components/ui/search-field'
import { Sheet } from '@/components/ui/sheet'

const SHOWN = 60

const placeOf = (zone: string) => zone.replaceAll('_', ' ')

export function ZoneField({
  zones,
  zone,
  onChoose,
  wrong,
}: {
  zones: readonly string[]
  zone: string
  onChoose: (zone: string) => void
  wrong: string | undefined
}) {
  const t = useTranslations('setup.restaurant')
  const format = useFormatter()
  const [isOpen, setIsOpen] = useState(false)
  const [sought, setSought] = useState('')
  const wanted = sought.trim().toLowerCase()
  const found = zones.filter((each) => placeOf(each).toLowerCase().includes(wanted))
  const timeIn = (each: string) =>
    format.dateTime(new Date(), { hour: '2-digit', minute: '2-digit', timeZone: each })
  // A minute may have passed since the server painted it.
  const now = <span suppressHydrationWarning>{t('zoneNow', { time: timeIn(zone) })}</span>
  return (
    <>
      <Field label={t('zone')} error={wrong} hint={now}>
        <Button
          variant="outline"
          className="w-full justify-between! border-edge! font-normal!"
          onClick={() => setIsOpen(true)}
        >
          <span className="min-w-0 truncate">{placeOf(zone)}</span>
          <Globe aria-hidden className="size-4 shrink-0 text-ink-soft" />
        </Button>
      </Field>
      <Sheet open={isOpen} onOpenChange={setIsOpen} title={t('zone')}>
        <div className="space-y-3">
          <SearchField name={t('zoneFind')} value={sought} onChange={setSought} />
          <ul className="h-[50dvh] overflow-y-auto">
            {found.slice(0, SHOWN).map((each) => (
              <li key={each}>
                <button
                  type="button"
                  aria-pressed={each === zone}
                  onClick={() => {
                    onChoose(each)
                    setIsOpen(false)
                  }}
                  className="flex min-h-11 w-full items-center justify-between gap-3 rounded-xl px-3 text-left hover:bg-ink/5 aria-pressed:bg-primary-soft"
                >
                  <span className="min-w-0 truncate">{placeOf(each)}</span>
                  <span className="text-ink-soft text-sm tabular-nums">{timeIn(each)}</span>
                </button>
              </li>
            ))}
          </ul>
          <p role="status" className="text-ink-soft text-sm empty:hidden">
            {found.length === 0 && t('zoneNone')}
          </p>
        </div>
      </Sheet>
    </>
  )
}
