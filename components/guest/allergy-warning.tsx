// Before a dish is added that contains what somebody at the table is allergic to, or of which
// nobody has stated that it does not: it says so, and who wants it nevertheless says that.

import { CircleHelp, TriangleAlert } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { Concern, NamedAllergies } from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import { ALLERGENS, type Allergen } from '@/domain/menu'
import type { MenuDish } from './types'

export function AllergyWarning({
  dish,
  concerns,
  ownNumber,
  isOpen,
  onAdd,
  onClose,
}: {
  dish: MenuDish
  concerns: readonly Concern<NamedAllergies>[]
  ownNumber: number | undefined
  isOpen: boolean
  onAdd: () => void
  onClose: () => void
}) {
  const t = useTranslations('guest.allergy')
  const language = useLocale() as Language
  const { listOf, whose } = useAllergyWords(ownNumber)
  const all = (kind: 'contains' | 'unstated') =>
    ALLERGENS.filter((each) => concerns.some((concern) => concern[kind].includes(each)))
  const words = { dish: nameIn(language, dish) }
  const isContained = all('contains').length > 0
  const said = (kind: 'contains' | 'unstated', allergens: readonly Allergen[]) =>
    t(kind === 'contains' ? 'warnContains' : 'warnUnstated', {
      ...words,
      allergens: listOf(allergens),
    })
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={said(
        isContained ? 'contains' : 'unstated',
        all(isContained ? 'contains' : 'unstated'),
      )}
      footer={
        <div className="flex flex-wrap gap-3">
          <Button size="lg" className="flex-1 whitespace-nowrap" onClick={onClose}>
            {t('doNotAdd')}
          </Button>
          <Button size="lg" variant="outline" className="flex-1 whitespace-nowrap" onClick={onAdd}>
            {t('addAnyway')}
          </Button>
        </div>
      }
    >
      <div role="alert" className="space-y-3">
        <ul className="space-y-1">
          {concerns.map(({ said: who, contains, unstated }) => {
            const allergens = listOf([...contains, ...unstated])
            return (
              <li
                key={who.guestNumber ?? 0}
                className="flex items-start gap-2 font-medium text-danger"
              >
                <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0" />
                {who.guestNumber === ownNumber
                  ? t('youAre', { allergens })
                  : t('isAllergic', { name: whose(who), allergens })}
              </li>
            )
          })}
        </ul>
        {isContained && all('unstated').length > 0 && <p>{said('unstated', all('unstated'))}</p>}
        {all('unstated').length > 0 && (
          <p className="flex items-start gap-2 text-warning">
            <CircleHelp aria-hidden className="mt-1 size-4 shrink-0" />
            {t('askFirst')}
          </p>
        )}
      </div>
    </Sheet>
  )
}
