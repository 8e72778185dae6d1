// One group of a dish's options: one of several as radio buttons, several as boxes, several
// portions of one as a stepper.

import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { type Concern, concernsOf, type SaidAllergies, statedOf } from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import {
  ALLERGENS,
  type Choice,
  chooseOption,
  countIn,
  type Option,
  type OptionGroup,
  optionPrice,
} from '@/domain/menu'
import { ConcernMarks } from './concern-marks'
import { useAllergyWords } from './use-allergy-words'

type Props = {
  group: OptionGroup
  choices: readonly Choice[]
  /** Of the people at the table. */
  allergies?: readonly SaidAllergies[]
  onChange: (choices: Choice[]) => void
}

export function OptionGroupField({ group, choices, allergies = [], onChange }: Props) {
  const language = useLocale() as Language
  const rule = useRule(group)
  const count = countIn(group, choices)
  const chosenIds = new Set(choices.map(({ optionId }) => optionId))
  const most = (option: Option) => (group.isDearest ? 1 : option.maximumQuantity)
  const portionsOf = (option: Option) =>
    choices.find((choice) => choice.optionId === option.id)?.quantity ?? 0
  const concernsIn = (option: Option) =>
    concernsOf(allergies, (allergen) => statedOf(option, allergen)).map((concern) =>
      group.kind === 'size' ? { ...concern, unstated: [] } : concern,
    )
  const choose = (option: Option, quantity: number) =>
    onChange(chooseOption(group, choices, option.id, quantity))

  return (
    <fieldset id={`group-${group.id}`} className="scroll-mt-4">
      <legend className="mb-2 flex w-full flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{nameIn(language, group)}</span>
        <span
          className={cn(
            'text-sm',
            count < group.minimum ? 'font-medium text-danger' : 'text-ink-soft',
          )}
        >
          {rule}
        </span>
      </legend>
      <div className="flex flex-wrap gap-2">
        {group.options.map((option) =>
          most(option) > 1 ? (
            <Portions
              key={option.id}
              option={option}
              concerns={concernsIn(option)}
              priceCents={optionPrice(option, chosenIds)}
              quantity={portionsOf(option)}
              maximum={Math.min(option.maximumQuantity, portionsOf(option) + group.maximum - count)}
              onChange={(quantity) => choose(option, quantity)}
            />
          ) : (
            <Pick
              key={option.id}
              group={group}
              option={option}
              concerns={concernsIn(option)}
              priceCents={optionPrice(option, chosenIds)}
              isChosen={portionsOf(option) > 0}
              isFull={group.maximum > 1 && count >= group.maximum}
              onChange={(isChosen) => choose(option, isChosen ? 1 : 0)}
            />
          ),
        )}
      </div>
    </fieldset>
  )
}

function Pick({
  group,
  option,
  concerns,
  priceCents,
  isChosen,
  isFull,
  onChange,
}: {
  group: OptionGroup
  option: Option
  concerns: readonly Concern[]
  priceCents: number
  isChosen: boolean
  isFull: boolean
  onChange: (isChosen: boolean) => void
}) {
  const isOneOf = group.minimum === 1 && group.maximum === 1
  const isClosed = option.isSoldOut || (isFull && !isChosen)
  return (
    <label
      className={cn(
        'flex min-h-11 select-none flex-wrap items-center gap-x-1.5 rounded-xl border px-3.5 py-2 has-focus-visible:outline-2 has-focus-visible:outline-primary has-focus-visible:outline-offset-2',
        isChosen ? 'border-primary bg-primary-soft' : 'border-line bg-surface',
        isClosed ? 'cursor-not-allowed opacity-50' : 'cursor-pointer',
      )}
    >
      <input
        type={isOneOf ? 'radio' : 'checkbox'}
        name={`group-${group.id}`}
        checked={isChosen}
        disabled={isClosed}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <OptionLabel option={option} concerns={concerns} priceCents={priceCents} />
    </label>
  )
}

function Portions({
  option,
  concerns,
  priceCents,
  quantity,
  maximum,
  onChange,
}: {
  option: Option
  concerns: readonly Concern[]
  priceCents: number
  quantity: number
  maximum: number
  onChange: (quantity: number) => void
}) {
  const language = useLocale() as Language
  return (
    <div
      className={cn(
        'flex min-h-11 w-full items-center justify-between gap-3 rounded-xl border py-1 pr-1 pl-3.5',
        quantity > 0 ? 'border-primary bg-primary-soft' : 'border-line bg-surface',
        option.isSoldOut && 'opacity-50',
      )}
    >
      <span className="flex flex-wrap items-baseline gap-x-1.5">
        <OptionLabel option={option} concerns={concerns} priceCents={priceCents} />
      </span>
      {!option.isSoldOut && (
        <QuantityStepper
          value={quantity}
          minimum={0}
          maximum={maximum}
          onChange={onChange}
          name={nameIn(language, option)}
        />
      )}
    </div>
  )
}

/** @param priceCents what it costs with what else is chosen */
function OptionLabel({
  option,
  concerns,
  priceCents,
}: {
  option: Option
  concerns: readonly Concern[]
  priceCents: number
}) {
  const { priceOf } = useMoney()
  const t = useTranslations('guest.dish')
  const tAllergy = useTranslations('allergies')
  const { listOf } = useAllergyWords()
  const language = useLocale() as Language
  const contained = ALLERGENS.filter((allergen) => option.allergens.includes(allergen))
  return (
    <>
      <span className="peer-checked:font-medium">{nameIn(language, option)}</span>
      {priceCents !== 0 && (
        <span className="text-ink-soft text-sm tabular-nums">
          {priceCents > 0 && '+'}
          {priceOf(priceCents)}
        </span>
      )}
      {option.isSoldOut && <span className="text-sm">{t('soldOut')}</span>}
      {!option.isSoldOut && option.stock !== null && option.stock <= FEW && (
        <span className="text-sm text-warning">{t('optionLeft', { count: option.stock })}</span>
      )}
      {contained.length > 0 && !concerns.some(({ contains }) => contains.length > 0) && (
        <span className="text-ink-soft text-xs">
          {tAllergy('contains', { allergens: listOf(contained) })}
        </span>
      )}
      <ConcernMarks concerns={concerns} />
    </>
  )
}

/** From how many portions on nobody needs to hurry. */
const FEW = 10

/** How many may be chosen, and what of it is free or priced together. */
function useRule(group: OptionGroup): string {
  const t = useTranslations('guest.dish')
  const count = useCountRule(group)
  if (group.isDearest) return `${count} · ${t('dearest')}`
  return group.freeCount > 0 ? `${count} · ${t('free', { count: group.freeCount })}` : count
}

function useCountRule({ minimum, maximum }: OptionGroup): string {
  const t = useTranslations('guest.dish')
  if (minimum === 0) {
    return maximum === 1 ? t('optional') : t('pickUpTo', { count: maximum })
  }
  if (maximum === 1) return `${t('required')} · ${t('pickOne')}`
  if (minimum === maximum) return `${t('required')} · ${t('pickExactly', { count: minimum })}`
  return `${t('required')} · ${t('pickRange', { minimum, maximum })}`
}
