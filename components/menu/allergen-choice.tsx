// The allergens that the menu knows: a tap chooses one, another lets it go.

import { cn } from '@/components/ui/cn'
import { ALLERGENS, type Allergen } from '@/domain/menu'
import { useAllergyWords } from './use-allergy-words'

export function AllergenChoice({
  legend,
  chosen,
  onChange,
  onStyle,
}: {
  legend: string
  chosen: readonly Allergen[]
  onChange: (chosen: readonly Allergen[]) => void
  /** How one looks that is chosen. */
  onStyle: string
}) {
  const { nameOf } = useAllergyWords()
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {ALLERGENS.map((allergen) => {
          const isOn = chosen.includes(allergen)
          const others = chosen.filter((each) => each !== allergen)
          return (
            <button
              key={allergen}
              type="button"
              aria-pressed={isOn}
              onClick={() => onChange(isOn ? others : [...others, allergen])}
              className={cn('min-h-11 rounded-full border border-line px-4', onStyle)}
            >
              {nameOf(allergen)}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}
