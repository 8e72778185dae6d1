// One dish up close: its picture, what is in it, how it is made, and what that costs, counted by
// the rule the server uses.

import { Scale } from 'lucide-react'
import { useId } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import {
  type Contents,
  concernsOf,
  contentsOf,
  contentsOnMenu,
  type NamedAllergies,
} from '@/domain/allergies'
import { descriptionIn, type Language, nameIn } from '@/domain/language'
import { ALLERGENS, type Choice, isPricedLater, priceChoice, unmetGroup } from '@/domain/menu'
import { MAXIMUM_NOTE_LENGTH, MAXIMUM_QUANTITY } from '@/domain/ordering'
import type { GuestDish } from '@/server/menu/read-menu'
import { ConcernMarks } from './concern-marks'
import { DishMarks } from './dish-marks'
import { DishPicture } from './dish-picture'
import { OptionGroupField } from './option-group-field'
import { useAllergyWords } from './use-allergy-words'
import { useWhyNot } from './use-why-not'

export function DishDetails({
  dish,
  choices,
  note,
  allergies = [],
  onChoose,
  onNote,
}: {
  dish: GuestDish
  choices: readonly Choice[]
  note: string
  /** Of the people at the table. */
  allergies?: readonly NamedAllergies[]
  onChoose: (choices: Choice[]) => void
  onNote: (note: string) => void
}) {
  const t = useTranslations('guest')
  const language = useLocale() as Language
  const noteId = useId()
  const description = descriptionIn(language, dish)
  const concerns = concernsOf(allergies, (allergen) => contentsOf(dish, choices, allergen))
  const whyNot = useWhyNot()(dish)
  return (
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
        <ConcernMarks concerns={concerns} />
        {description && <p className="text-ink-soft leading-relaxed">{description}</p>}
        <Allergens dish={dish} />
      </div>
      {isPricedLater(dish) && <PricedLater dish={dish} />}
      {dish.optionGroups.map((group) => (
        <OptionGroupField
          key={group.id}
          group={group}
          choices={choices}
          allergies={allergies}
          onChange={onChoose}
        />
      ))}
      {whyNot === null && (
        <div className="space-y-1.5">
          <label htmlFor={noteId} className="font-semibold">
            {t('dish.note')}
          </label>
          <Input
            id={noteId}
            value={note}
            maxLength={MAXIMUM_NOTE_LENGTH}
            placeholder={t('dish.notePlaceholder')}
            onChange={(event) => onNote(event.target.value)}
          />
        </div>
      )}
    </div>
  )
}

/** How many, and the button that says what they cost, or what is left to choose. */
export function DishOrder({
  dish,
  choices,
  quantity,
  isChange = false,
  onQuantity,
  onAdd,
}: {
  dish: GuestDish
  choices: readonly Choice[]
  quantity: number
  /** It lies in the cart already. */
  isChange?: boolean
  onQuantity: (quantity: number) => void
  onAdd: () => void
}) {
  const { priceOf } = useMoney()
  const t = useTranslations('guest')
  const language = useLocale() as Language
  const portions = usePortions()
  const whyNot = useWhyNot()(dish)
  const unmet = unmetGroup(dish, choices)
  const price = unmet ? null : priceChoice(dish, choices)
  if (whyNot) {
    return <p className="py-2 text-center font-medium text-ink-soft">{whyNot}</p>
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <QuantityStepper
        value={quantity}
        minimum={1}
        maximum={Math.min(MAXIMUM_QUANTITY, dish.stock ?? MAXIMUM_QUANTITY)}
        onChange={onQuantity}
        name={nameIn(language, dish)}
      />
      <Button
        size="lg"
        className="min-w-40 flex-1"
        onClick={() => {
          if (!unmet) return onAdd()
          document.getElementById(`group-${unmet.id}`)?.scrollIntoView()
        }}
      >
        {unmet && t('dish.missing', { group: nameIn(language, unmet) })}
        {price && (
          <span className="tabular-nums">
            {t(isChange ? 'dish.change' : 'dish.add')}{' '}
            {portions.waiting(price) ?? priceOf(price.unitCents * quantity)}
          </span>
        )}
      </Button>
    </div>
  )
}

/** What it will cost, before it is ordered: by its weight, or as it is said at the table. */
function PricedLater({ dish }: { dish: GuestDish }) {
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
function Allergens({ dish }: { dish: GuestDish }) {
  const t = useTranslations('guest')
  const { nameOf, listOf } = useAllergyWords()
  const stated = (wanted: Contents) =>
    ALLERGENS.filter((allergen) => contentsOnMenu(dish, allergen) === wanted)
  const [known, free] = [stated('contains'), stated('free')]
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
              {nameOf(allergen)}
            </span>
          ))}
        </p>
      )}
      {free.length > 0 && (
        <p className="text-ink-soft">{t('dish.freeFrom', { allergens: listOf(free) })}</p>
      )}
      {!isAllStated && <p className="text-ink-soft">{t('dish.othersUnstated')}</p>}
    </div>
  )
}
