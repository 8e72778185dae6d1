// The red band: what the people at a table are allergic to, and who. Its size is that of the text
// around it: a phone's, or that of a screen on a kitchen's wall.

import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import type { NamedAllergies } from '@/domain/allergies'
import { useAllergyWords } from './use-allergy-words'

export function AllergyBand({
  allergies,
  ownNumber,
  className,
  children,
}: {
  /** Of those who have any. */
  allergies: readonly NamedAllergies[]
  ownNumber?: number | undefined
  className?: string
  /** Whether it was read, and by whom. */
  children?: ReactNode
}) {
  const t = useTranslations('allergies')
  const { whose, saidOf } = useAllergyWords(ownNumber)
  if (allergies.length === 0) return null
  return (
    <section aria-label={t('title')} className={cn('bg-danger text-on-fill', className)}>
      <div className="flex items-start gap-[0.5em]">
        <TriangleAlert aria-hidden strokeWidth={2.5} className="mt-[0.1em] size-[1.3em] shrink-0" />
        <div className="min-w-0 flex-1">
          <h3 className="font-extrabold leading-snug">{t('title')}</h3>
          <ul>
            {allergies.map((each) => (
              <li
                key={each.guestNumber ?? 0}
                className="font-bold leading-snug [overflow-wrap:anywhere]"
              >
                {t('of', { whose: whose(each), what: saidOf(each) })}
              </li>
            ))}
          </ul>
          {children}
        </div>
      </div>
    </section>
  )
}
