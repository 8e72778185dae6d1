// What was changed about a dish after the kitchen had it, and whether the kitchen knows: who saw
// it, where and when.

import { CheckCheck, Clock } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useTimes } from '@/components/desk/use-times'
import { cn } from '@/components/ui/cn'
import { type Language, nameIn } from '@/domain/language'
import type { LineChange } from './types'

/** Where, by whom and when. */
export function useSeenBy(seenBy: LineChange['seenBy']): string[] {
  const language = useLocale() as Language
  const { clock } = useTimes()
  return seenBy.map(({ name, stationName, stationNames, at }) =>
    [nameIn(language, { name: stationName, names: stationNames }), name, clock(at)]
      .filter(Boolean)
      .join(' '),
  )
}

export function LineChanges({ changes }: { changes: LineChange[] }) {
  const t = useTranslations('staff.change')
  if (changes.length === 0) return null
  return (
    <ul aria-label={t('title')} className="space-y-1 border-line border-l-2 pb-1 pl-2 text-sm">
      {changes.map((change) => (
        <li key={change.id}>
          <p className="break-words">
            {change.kind === 'voided'
              ? t('voided', { reason: change.after })
              : t('note', {
                  before: change.before || t('noNote'),
                  after: change.after || t('noNote'),
                })}
          </p>
          <Seen isSeen={change.isSeen} seenBy={change.seenBy} />
        </li>
      ))}
    </ul>
  )
}

function Seen({ isSeen, seenBy }: Pick<LineChange, 'isSeen' | 'seenBy'>) {
  const t = useTranslations('staff.change')
  const who = useSeenBy(seenBy)
  const Icon = isSeen ? CheckCheck : Clock
  return (
    <p className={cn('flex items-start gap-1.5', isSeen ? 'text-success' : 'text-warning')}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{[t(isSeen ? 'seen' : 'unseen'), ...who].join(' · ')}</span>
    </p>
  )
}
