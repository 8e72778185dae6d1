// A guest's phone beside the form: the dish's row in the menu, and the dish up close, of the very
// pieces that a guest's page is made of, so one sees what one types.

import { useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { DishDetails, DishOrder } from '@/components/menu/dish-details'
import { DISH_ROW, DishRow } from '@/components/menu/dish-row'
import { type Language, nameIn } from '@/domain/language'
import { defaultChoices } from '@/domain/menu'
import type { GuestDish } from '@/server/menu/read-menu'

export function PhoneFrame({ dish }: { dish: GuestDish }) {
  const t = useTranslations('menu-editor.phone')
  return (
    <section
      aria-label={t('label')}
      className="sticky top-[calc(var(--head,4rem)+1rem)] hidden h-[calc(100dvh-var(--head,4rem)-2rem)] max-h-[45rem] w-96 shrink-0 flex-col overflow-hidden rounded-[2.5rem] border-8 border-line bg-canvas 2xl:flex"
    >
      <p className="px-5 pt-4 pb-2 text-center text-ink-soft text-xs">{t('hint')}</p>
      {/* Other options are another dish to choose from: what was chosen of it is forgotten. */}
      <Screen key={JSON.stringify(dish.optionGroups)} dish={dish} />
    </section>
  )
}

function Screen({ dish }: { dish: GuestDish }) {
  const language = useLocale() as Language
  const [choices, setChoices] = useState(() => defaultChoices(dish))
  const [quantity, setQuantity] = useState(1)
  const [portions, setPortions] = useState(0)
  const [note, setNote] = useState('')
  const details = useRef<HTMLDivElement>(null)
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ul className="bg-surface">
          <li className={DISH_ROW}>
            <DishRow
              dish={dish}
              portions={portions}
              own={dish.optionGroups.length === 0 ? portions : 0}
              isEager
              onLook={() => details.current?.scrollIntoView()}
              onAdd={() => setPortions(portions + 1)}
              onTake={() => setPortions(portions - 1)}
            />
          </li>
        </ul>
        <div ref={details} className="mt-3 space-y-4 rounded-t-3xl bg-surface p-5">
          <p className="font-semibold text-xl [overflow-wrap:anywhere]">{nameIn(language, dish)}</p>
          <DishDetails
            dish={dish}
            choices={choices}
            note={note}
            onChoose={setChoices}
            onNote={setNote}
          />
        </div>
      </div>
      <div className="border-line border-t bg-surface p-4">
        <DishOrder
          dish={dish}
          choices={choices}
          quantity={quantity}
          onQuantity={setQuantity}
          onAdd={() => setPortions(portions + quantity)}
        />
      </div>
    </>
  )
}
