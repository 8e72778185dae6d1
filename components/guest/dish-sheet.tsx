// One dish up close: its picture, what is in it, how it is made, and what that costs, counted by
// the rule the server uses.

import { Scale } from 'lucide-react'
import { useId, useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { OptionGroupField } from '@/components/menu/option-group-field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { Sheet } from '@/components/ui/sheet'
import { descriptionIn, type Language, nameIn } from '@/domain/language'
import { ALLERGENS, defaultChoices, isPricedLater, priceChoice, unmetGroup } from '@/domain/menu'
import { MAXIMUM_NOTE_LENGTH, MAXIMUM_QUANTITY } from '@/domain/ordering'
import type { DishRequest } from './cart'
import { DishMarks } from './dish-marks'
import { DishPicture } from './dish-picture'
import type { MenuDish } from './types'

export function DishSheet({
  dish,
  atOnce,
  isOpen,
  onAdd,
  onClose,
}: {
  dish: MenuDish
  /** How many portions it begins with. */
  atOnce: number
  isOpen: boolean
  onAdd: (request: DishRequest) => void
  onClose: () => void
}) {
  const { priceOf } = useMoney()
  const t = useTranslations('guest')
  const language = useLocale() as Language
  const [choices, setChoices] = useState(() => defaultChoices(dish))
  const [quantity, setQuantity] = useState(atOnce)
  const noteId = useId()
  const [note, setNote] = useState('')
  const unmet = unmetGroup(dish, choices)
  const price = unmet ? null : priceChoice(dish, choices)
  const portions = usePortions()
  const description = descriptionIn(language, dish)

  const add = () => {
    if (unmet) return document.getElementById(`group-${unmet.id}`)?.scrollIntoView()
    onAdd({ dish, choices, quantity, note: note.trim() })
  }

  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={nameIn(language, dish)}
      footer={
        dish.isSoldOut ? (
          <p className="py-2 text-center font-medium text-ink-soft">{t('menu.soldOut')}</p>
        ) : (
          <div className="flex flex-wrap items-center gap-3">
            <QuantityStepper
              value={quantity}
              minimum={1}
              maximum={Math.min(MAXIMUM_QUANTITY, dish.stock ?? MAXIMUM_QUANTITY)}
              onChange={setQuantity}
              name={nameIn(language, dish)}
            />
            <Button size="lg" className="min-w-40 flex-1" onClick={add}>
              {unmet && t('dish.missing', { group: nameIn(language, unmet) })}
              {price && (
                <span className="tabular-nums">
                  {t('dish.add')} {portions.waiting(price) ?? priceOf(price.unitCents * quantity)}
                </span>
              )}
            </Button>
          </div>
        )
      }
    >
      <div className="space-y-5">
        {dish.picture && (
          <DishPicture
            dish={dish}
            size={480}
            isEager
            className="aspect-[4/3] h-auto max-h-[38dvh] w-full rounded-2xl"
          />
        )}
        <div className="space-y-2">
          <DishMarks dish={dish} />
          {description && <p className="text-ink-soft leading-relaxed">{description}</p>}
          <Allergens dish={dish} />
        </div>
        {isPricedLater(dish) && <PricedLater dish={dish} />}
        {dish.optionGroups.map((group) => (
          <OptionGroupField key={group.id} group={group} choices={choices} onChange={setChoices} />
        ))}
        {!dish.isSoldOut && (
          <div className="space-y-1.5">
            <label htmlFor={noteId} className="font-semibold">
              {t('dish.note')}
            </label>
            <Input
              id={noteId}
              value={note}
              maxLength={MAXIMUM_NOTE_LENGTH}
              placeholder={t('dish.notePlaceholder')}
              onChange={(event) => setNote(event.target.value)}
            />
          </div>
        )}
      </div>
    </Sheet>
  )
}

/** What it will cost, before it is ordered: by its weight, or as it is said at the table. */
function PricedLater({ dish }: { dish: MenuDish }) {
  const t = useTranslations('guest.dish')
  const portions = usePortions()
  const per = portions.per(dish)
  return (
    <div className="flex gap-3 rounded-2xl bg-info-soft p-3">
      <Scale aria-hidden className="mt-0.5 size-5 shrink-0 text-info" />
      <p className="min-w-0">
        <span className="block font-semibold tabular-nums">
          {[portions.priceOf(dish), per].filter(Boolean).join(' / ')}
        </span>
        <span className="block text-ink-soft text-sm">
          {t(dish.perGrams === null ? 'priceAsked' : 'weighed')}
        </span>
      </p>
    </div>
  )
}

/** What it contains, what it is free of, and that nothing is stated of all else. */
function Allergens({ dish }: { dish: MenuDish }) {
  const t = useTranslations('guest')
  const format = useFormatter()
  const known = ALLERGENS.filter((allergen) => dish.allergens.includes(allergen))
  const free = ALLERGENS.filter((allergen) => dish.freeFrom.includes(allergen))
  if (known.length + free.length === 0) {
    return <p className="text-ink-soft text-sm">{t('dish.noAllergens')}</p>
  }
  const isAllStated = known.length + free.length === ALLERGENS.length
  return (
    <div className="space-y-1 text-sm">
      {known.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="text-ink-soft">{t('dish.allergens')}</span>
          {known.map((allergen) => (
            <span
              key={allergen}
              className="rounded-md bg-warning-soft px-2 py-0.5 font-medium text-warning"
            >
              {t(`allergen.${allergen}`)}
            </span>
          ))}
        </p>
      )}
      {free.length > 0 && (
        <p className="text-ink-soft">
          {t('dish.freeFrom', {
            allergens: format.list(
              free.map((allergen) => t(`allergen.${allergen}`)),
              { type: 'unit' },
            ),
          })}
        </p>
      )}
      {!isAllStated && <p className="text-ink-soft">{t('dish.othersUnstated')}</p>}
    </div>
  )
}
