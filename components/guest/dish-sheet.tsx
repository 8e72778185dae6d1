// A dish up close, over the menu: what is chosen of it, and how much; also of one that lies in the
// cart.

import { useState } from 'react'
import { useLocale } from 'use-intl'
import { DishDetails, DishOrder } from '@/components/menu/dish-details'
import { Sheet } from '@/components/ui/sheet'
import type { NamedAllergies } from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import { defaultChoices } from '@/domain/menu'
import { choicesAgain, type DishRequest } from './cart'
import type { CartLine, MenuDish } from './types'

export function DishSheet({
  dish,
  line,
  atOnce = 1,
  allergies,
  isOpen,
  onAdd,
  onClose,
}: {
  dish: MenuDish
  /** What is changed of it. */
  line?: CartLine
  /** How many portions it begins with. */
  atOnce?: number
  /** Of the people at the table. */
  allergies: readonly NamedAllergies[]
  isOpen: boolean
  onAdd: (request: DishRequest) => void
  onClose: () => void
}) {
  const language = useLocale() as Language
  const [choices, setChoices] = useState(() =>
    line ? choicesAgain(dish, line) : defaultChoices(dish),
  )
  const [quantity, setQuantity] = useState(line?.quantity ?? atOnce)
  const [note, setNote] = useState(line?.note ?? '')
  return (
    <Sheet
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={nameIn(language, dish)}
      footer={
        <DishOrder
          dish={dish}
          choices={choices}
          quantity={quantity}
          isChange={line !== undefined}
          onQuantity={setQuantity}
          onAdd={() => onAdd({ dish, choices, quantity, note: note.trim() })}
        />
      }
    >
      <DishDetails
        dish={dish}
        choices={choices}
        note={note}
        allergies={allergies}
        onChoose={setChoices}
        onNote={setNote}
      />
    </Sheet>
  )
}
