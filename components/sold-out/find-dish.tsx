// Dishes and options by name, pinyin or initials: a tap opens what can be said of a dish; an option
// is sold out at once, and comes back from the list.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { Failed, Loading } from '@/components/ui/placeholders'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { isFound } from '@/domain/menu'
import type { Markable, MarkedNow } from '@/server/menu/read-availability'
import { DishEditor } from './dish-editor'
import { MarkedDishRow } from './marked-dish-row'
import { OptionRow } from './option-row'

export function FindDish({ sought, marked }: { sought: string; marked: MarkedNow }) {
  const t = useTranslations('sold-out')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const all = useQuery(trpc.menu.markable.queryOptions({ storeId }))
  const [openId, setOpenId] = useState<number | null>(null)
  if (!all.data) {
    return all.isError ? <Failed error={all.error} onRetry={() => all.refetch()} /> : <Loading />
  }
  const dishes = all.data.dishes.filter((dish) => isFound(dish, sought))
  const options = all.data.options.filter((option) => isFound({ ...option, pinyin: '' }, sought))
  if (dishes.length + options.length === 0) {
    return <p className="py-10 text-center text-ink-soft">{t('notFound')}</p>
  }
  return (
    <ul className="mt-2 divide-y divide-line">
      {dishes.map((dish) => {
        const standing = marked.dishes.find(({ id }) => id === dish.id)
        if (standing) {
          return <MarkedDishRow key={dish.id} dish={standing} dayEndsAt={marked.dayEndsAt} />
        }
        return (
          <OfferedDishRow
            key={dish.id}
            dish={dish}
            dayEndsAt={marked.dayEndsAt}
            isOpen={openId === dish.id}
            onOpen={(isOpen) => setOpenId(isOpen ? dish.id : null)}
          />
        )
      })}
      {options.map((option) => (
        <OptionRow
          key={`option ${option.id}`}
          option={
            marked.options.find(({ id }) => id === option.id) ?? {
              ...option,
              isSoldOut: false,
              stock: null,
            }
          }
          about={t('optionOf', { group: nameIn(language, option.group) })}
        />
      ))}
    </ul>
  )
}

function OfferedDishRow({
  dish,
  dayEndsAt,
  isOpen,
  onOpen,
}: {
  dish: Markable['dishes'][number]
  dayEndsAt: string
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}) {
  const t = useTranslations('sold-out')
  const language = useLocale() as Language
  const name = nameIn(language, dish)
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-40 flex-1 font-semibold text-lg leading-tight">{name}</span>
        <Button
          variant="outline"
          className="ml-auto"
          aria-expanded={isOpen}
          aria-label={t('sellOutDish', { dish: name })}
          onClick={() => onOpen(!isOpen)}
        >
          {t('mark')}
        </Button>
      </div>
      {isOpen && (
        <DishEditor dish={dish} start="dayEnd" dayEndsAt={dayEndsAt} onDone={() => onOpen(false)} />
      )}
    </li>
  )
}
