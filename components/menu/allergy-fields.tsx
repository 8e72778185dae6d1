// What somebody is allergic to, as it is filled in: what the menu knows, and own words.

import { useId } from 'react'
import { Input } from '@/components/ui/input'
import { type Allergies, MAXIMUM_ALLERGY_LENGTH } from '@/domain/allergies'
import { ALLERGENS } from '@/domain/menu'
import { useAllergyWords } from './use-allergy-words'

export function AllergyFields({
  value,
  words,
  onChange,
}: {
  value: Allergies
  words: { which: string; other: string; placeholder: string }
  onChange: (value: Allergies) => void
}) {
  const { nameOf } = useAllergyWords()
  const otherId = useId()
  const { allergens, other } = value
  return (
    <>
      <fieldset>
        <legend className="mb-2 font-semibold">{words.which}</legend>
        <div className="flex flex-wrap gap-2">
          {ALLERGENS.map((allergen) => {
            const isOn = allergens.includes(allergen)
            const others = allergens.filter((each) => each !== allergen)
            return (
              <button
                key={allergen}
                type="button"
                aria-pressed={isOn}
                onClick={() =>
                  onChange({ ...value, allergens: isOn ? others : [...others, allergen] })
                }
                className="min-h-11 rounded-full border border-line px-4 aria-pressed:border-danger aria-pressed:bg-danger aria-pressed:font-semibold aria-pressed:text-on-fill"
              >
                {nameOf(allergen)}
              </button>
            )
          })}
        </div>
      </fieldset>
      <div className="space-y-1.5">
        <label htmlFor={otherId} className="block font-semibold">
          {words.other}
        </label>
        <Input
          id={otherId}
          value={other}
          maxLength={MAXIMUM_ALLERGY_LENGTH}
          autoComplete="off"
          placeholder={words.placeholder}
          onChange={(event) => onChange({ ...value, other: event.target.value })}
        />
      </div>
    </>
  )
}
