// What somebody is allergic to, as it is filled in: what the menu knows, and own words.

import { useId } from 'react'
import { Input } from '@/components/ui/input'
import { type Allergies, MAXIMUM_ALLERGY_LENGTH } from '@/domain/allergies'
import { AllergenChoice } from './allergen-choice'

export function AllergyFields({
  value,
  words,
  onChange,
}: {
  value: Allergies
  words: { which: string; other: string; placeholder: string }
  onChange: (value: Allergies) => void
}) {
  const otherId = useId()
  const { allergens, other } = value
  return (
    <>
      <AllergenChoice
        legend={words.which}
        chosen={allergens}
        onChange={(next) => onChange({ ...value, allergens: next })}
        onStyle="aria-pressed:border-danger aria-pressed:bg-danger aria-pressed:font-semibold aria-pressed:text-on-fill"
      />
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
