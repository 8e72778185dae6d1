// Adding a dish, or having it made otherwise, asked about first where somebody at the table is
// allergic to it. Who has said once that they want it so adds more of the same without being asked
// again.

import { useState } from 'react'
import { later } from '@/components/wire/later'
import { concernsOf, contentsOf, type NamedAllergies } from '@/domain/allergies'
import { type DishRequest, lineLike } from './cart'
import type { CartLine } from './types'
import type { SharedCart } from './use-cart'

const AllergyWarning = later(async () => (await import('./allergy-warning')).AllergyWarning)

type Asked = { request: DishRequest; go: () => void; back: () => void }

export type AskedAdd = ReturnType<typeof useAskedAdd>

export function useAskedAdd(
  shared: SharedCart,
  { ownNumber, allergies }: { ownNumber: number | undefined; allergies: NamedAllergies[] },
) {
  const [asked, setAsked] = useState<Asked | null>(null)
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
  const ask = (next: Asked) => {
    setAsked(next)
    setOpen(true)
  }
  return {
    /** @param back where one comes from who does not want it after all */
    add: (request: DishRequest, back: () => void = () => {}) => {
      const go = () => shared.add(request)
      if (isThere(request) || concernsIn(request).length === 0) return go()
      ask({ request, go, back })
    },
    /** Asked about only where it concerns somebody otherwise than before. @param done goes on */
    remake: (line: CartLine, request: DishRequest, done: () => void, back: () => void) => {
      const go = () => {
        shared.remake(line, request)
        done()
      }
      const concerns = concernsIn(request)
      const before = concernsIn({ ...request, choices: line.choices })
      const isNew = JSON.stringify(concerns) !== JSON.stringify(before)
      if (concerns.length === 0 || !isNew) return go()
      ask({ request, go, back })
    },
    warning: asked && (
      <AllergyWarning
        dish={asked.request.dish}
        concerns={concernsIn(asked.request)}
        ownNumber={ownNumber}
        isOpen={isOpen}
        onAdd={() => {
          asked.go()
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
