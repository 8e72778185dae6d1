// Which business day: one step back or on, or any by its date. There is none to come.

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { addDays, isDay } from '@/domain/calendar'

export function DayPicker({
  day,
  today,
  onChange,
}: {
  day: string
  today: string
  onChange: (day: string) => void
}) {
  const t = useTranslations('reconcile')
  const step = (days: number) => onChange(addDays(day, days))
  return (
    <div className="flex items-center gap-1">
      <Button
        variant="outline"
        aria-label={t('before')}
        className="w-11 shrink-0 px-0!"
        onClick={() => step(-1)}
      >
        <ChevronLeft aria-hidden className="size-5" />
      </Button>
      <Input
        type="date"
        aria-label={t('day')}
        value={day}
        max={today}
        onChange={({ target }) => {
          if (isDay(target.value) && target.value <= today) onChange(target.value)
        }}
        className="w-40!"
      />
      <Button
        variant="outline"
        aria-label={t('after')}
        className="w-11 shrink-0 px-0!"
        disabled={day >= today}
        onClick={() => step(1)}
      >
        <ChevronRight aria-hidden className="size-5" />
      </Button>
    </div>
  )
}
