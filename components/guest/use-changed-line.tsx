// A line of the cart opened again: what is chosen of it, what is said with it, and how much.

import { useState } from 'react'
import { later } from '@/components/wire/later'
import type { NamedAllergies } from '@/domain/allergies'
import type { CartLine, MenuDish } from './types'
import type { AskedAdd } from './use-asked-add'

const DishSheet = later(async () => (await import('./dish-sheet')).DishSheet)

type Opened = {
  line: CartLine
  dish: MenuDish
  /** Where one comes from, and goes to again. */
  back: () => void
  /** Whoever opens it anew begins with what is in the cart. */
  count: number
}

export function useChangedLine(asked: AskedAdd, allergies: readonly NamedAllergies[]) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [isOpen, setOpen] = useState(false)
  return {
    open: (line: CartLine, dish: MenuDish, back: () => void) => {
      setOpened((before) => ({ line, dish, back, count: (before?.count ?? 0) + 1 }))
      setOpen(true)
    },
    sheet: opened && (
      <DishSheet
        key={opened.count}
        dish={opened.dish}
        line={opened.line}
        allergies={allergies}
        isOpen={isOpen}
        onAdd={(request) => {
          setOpen(false)
          asked.remake(opened.line, request, opened.back, () => setOpen(true))
        }}
        onClose={() => {
          setOpen(false)
          opened.back()
        }}
      />
    ),
  }
}
