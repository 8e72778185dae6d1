// Adding a dish, asked about first where somebody at the table is allergic to it. Who has said once
// that they want it so adds more of the same without being asked again.

import { useState } from 'react'
import { concernsOf, contentsOf, type NamedAllergies } from '@/domain/allergies'
import { AllergyWarning } from './allergy-warning'
import { type DishRequest, lineLike } from './cart'
import type { SharedCart } from './use-cart'

export function useAskedAdd(
  shared: SharedCart,
  { ownNumber, allergies }: { ownNumber: number | undefined; allergies: NamedAllergies[] },
) {
  const [asked, setAsked] = useState<{ request: DishRequest; back: () => void } | null>(null)
  const [isOpen, setOpen] = useState(false)
  const concernsIn = ({ dish, choices }: DishRequest) =>
    concernsOf(allergies, (allergen) => contentsOf(dish, choices, allergen)).filter(
      // What nobody has stated is asked of who is allergic to it; all others see it marked.
      ({ said, contains }) => contains.length > 0 || said.guestNumber === ownNumber,
    )
  const isThere = ({ dish, choices, note }: DishRequest) =>
    shared.cart !== undefined &&
    ownNumber !== undefined &&
    lineLike(shared.cart, ownNumber, { dishId: dish.id, choices, note }) !== undefined
  return {
    /** @param back where one comes from who does not want it after all */
    add: (request: DishRequest, back: () => void = () => {}) => {
      if (isThere(request) || concernsIn(request).length === 0) return shared.add(request)
      setAsked({ request, back })
      setOpen(true)
    },
    warning: asked && (
      <AllergyWarning
        dish={asked.request.dish}
        concerns={concernsIn(asked.request)}
        ownNumber={ownNumber}
        isOpen={isOpen}
        onAdd={() => {
          shared.add(asked.request)
          setOpen(false)
        }}
        onClose={() => {
          setOpen(false)
          asked.back()
        }}
      />
    ),
  }
}
