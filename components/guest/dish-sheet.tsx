// One dish up close: its picture, what is in it, how it is made, and what that costs, counted by
// the rule the server uses.

import { useId, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { OptionGroupField } from '@/components/menu/option-group-field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { Sheet } from '@/components/ui/sheet'
import { descriptionIn, type Language, nameIn } from '@/domain/language'
import { ALLERGENS, defaultChoices, priceChoice, unmetGroup } from '@/domain/menu'
import { MAXIMUM_NOTE_LENGTH, MAXIMUM_QUANTITY } from '@/domain/ordering'
import type { DishRequest } from './cart'
import { DishMarks } from './dish-marks'
import { DishPicture } from './dish-picture'
import type { MenuDish } from './types'

export function DishSheet({
  dish,
  isOpen,
  onAdd,
  onClose,
}: {
  dish: MenuDish
  isOpen: boolean
  onAdd: (request: DishRequest) => void
  onClose: () => void
}) {
  const { priceOf } = useMoney()
  const t = useTranslations('guest')
  const language = useLocale() as Language
  const [choices, setChoices] = useState(() => defaultChoices(dish))
  const [quantity, setQuantity] = useState(1)
  const noteId = useId()
  const [note, setNote] = useState('')
  const unmet = unmetGroup(dish, choices)
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
              {unmet ? (
                t('dish.missing', { group: nameIn(language, unmet) })
              ) : (
                <span className="tabular-nums">
                  {t('dish.add')} {priceOf(priceChoice(dish, choices).unitCents * quantity)}
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

function Allergens({ dish }: { dish: MenuDish }) {
  const t = useTranslations('guest')
  const known = ALLERGENS.filter((allergen) => dish.allergens.includes(allergen))
  if (known.length === 0) return <p className="text-ink-soft text-sm">{t('dish.noAllergens')}</p>
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-sm">
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
  )
}
