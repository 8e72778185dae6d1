// The options of one dish, its portions and a note, chosen by a waiter as by a guest.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { ConcernMarks } from '@/components/menu/concern-marks'
import { OptionGroupField } from '@/components/menu/option-group-field'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { concernsOf, contentsOf, type NamedAllergies } from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import { type Choice, defaultChoices, priceChoice, unmetGroup } from '@/domain/menu'
import { MAXIMUM_NOTE_LENGTH, MAXIMUM_QUANTITY } from '@/domain/ordering'
import type { StaffDish } from './types'

/** What a waiter was told; `isHeld`: 叫起, the kitchen waits with it. */
export type WaiterLine = {
  dish: StaffDish
  choices: Choice[]
  quantity: number
  note: string
  isHeld: boolean
}

export function DishChoice({
  dish,
  atOnce,
  allergies,
  onAdd,
  onBack,
}: {
  dish: StaffDish
  /** How many portions it begins with. */
  atOnce: number
  /** Of the people at the table. */
  allergies: readonly NamedAllergies[]
  onAdd: (line: WaiterLine) => void
  onBack: () => void
}) {
  const t = useTranslations('staff.add')
  const language = useLocale() as Language
  const { sumOf } = useMoney()
  const [choices, setChoices] = useState(() => defaultChoices(dish))
  const [quantity, setQuantity] = useState(atOnce)
  const [note, setNote] = useState('')
  const unmet = unmetGroup(dish, choices)

  return (
    <form
      className="flex min-h-0 flex-1 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onAdd({ dish, choices, quantity, note: note.trim(), isHeld: false })
      }}
    >
      <div className="-mx-4 min-h-0 flex-1 space-y-5 overflow-y-auto px-4">
        <h3 className="font-semibold text-lg">{nameIn(language, dish)}</h3>
        <ConcernMarks
          concerns={concernsOf(allergies, (allergen) => contentsOf(dish, choices, allergen))}
        />
        {dish.optionGroups.map((group) => (
          <OptionGroupField
            key={group.id}
            group={group}
            choices={choices}
            allergies={allergies}
            onChange={setChoices}
          />
        ))}
        <Field label={t('note')}>
          <Input
            value={note}
            maxLength={MAXIMUM_NOTE_LENGTH}
            placeholder={t('notePlaceholder')}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </div>
      <footer className="space-y-3">
        <div className="flex items-center justify-between">
          <Button variant="ghost" onClick={onBack}>
            {t('back')}
          </Button>
          <QuantityStepper
            value={quantity}
            minimum={1}
            maximum={MAXIMUM_QUANTITY}
            onChange={setQuantity}
            name={nameIn(language, dish)}
          />
        </div>
        <Button type="submit" size="lg" className="w-full" disabled={unmet !== null}>
          {unmet
            ? t('missing', { group: nameIn(language, unmet) })
            : t('addToList', { price: sumOf(priceChoice(dish, choices).unitCents * quantity) })}
        </Button>
      </footer>
    </form>
  )
}
