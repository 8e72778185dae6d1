// What a phone is asked first, one after the other.

import { AllergyQuestion } from './allergy-question'
import { PeopleQuestion } from './people-question'
import type { Party } from './types'

export function Questions({
  code,
  party,
  onAllergies,
}: {
  code: string
  party: Party
  onAllergies: () => void
}) {
  return (
    <PeopleQuestion code={code} party={party}>
      <AllergyQuestion code={code} party={party} onSome={onAllergies} />
    </PeopleQuestion>
  )
}
