// A dish that is sold out or limited: until when, how many, since when and by whom; one tap brings
// it back, another changes it. Where its portions are used up, coming back asks how many there are.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Button } from '@/components/ui/button'
import { type Language, nameIn } from '@/domain/language'
import type { MarkedDish } from '@/server/menu/read-availability'
import { DishEditor } from './dish-editor'
import type { Choice } from './sold-out-request'
import { useMark } from './use-marked'

export function MarkedDishRow({ dish, dayEndsAt }: { dish: MarkedDish; dayEndsAt: string }) {
  const t = useTranslations('sold-out')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const [editing, setEditing] = useState<Choice | null>(null)
  const name = nameIn(language, dish)
  const askCount = () => setEditing('counted')
  // The last portion may be sold while the finger is on its way.
  const mark = useMark(askCount)
  const bringBack = () => {
    if (dish.stock === 0) return askCount()
    mark.dish.run({ storeId, dishId: dish.id, isSoldOut: false })
  }
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-40 flex-1">
          <span className="block font-semibold text-lg leading-tight">{name}</span>
          <Standing dish={dish} />
        </span>
        <span className="ml-auto flex gap-2">
          <Button
            variant="outline"
            aria-expanded={editing !== null}
            aria-label={t('changeDish', { dish: name })}
            onClick={() => setEditing(editing ? null : choiceOf(dish, dayEndsAt))}
          >
            {t('change')}
          </Button>
          {dish.isSoldOut && (
            <Button
              disabled={mark.isBusy}
              aria-label={t('bringBackDish', { dish: name })}
              onClick={bringBack}
            >
              {t('bringBack')}
            </Button>
          )}
        </span>
      </div>
      {editing && (
        <DishEditor
          key={editing}
          dish={dish}
          standing={dish}
          start={editing}
          dayEndsAt={dayEndsAt}
          onDone={() => setEditing(null)}
        />
      )}
    </li>
  )
}

/** What it is now, in the words of the form. */
function choiceOf({ isMarked, soldOutUntil, stock }: MarkedDish, dayEndsAt: string): Choice {
  if (!isMarked) return stock === null ? 'unlimited' : 'counted'
  if (soldOutUntil === null) return 'byHand'
  return soldOutUntil === dayEndsAt ? 'dayEnd' : 'clock'
}

function Standing({ dish }: { dish: MarkedDish }) {
  const t = useTranslations('sold-out')
  const { dayAndClock } = useTimes()
  const until = dish.soldOutUntil
    ? t('until', { time: dayAndClock(dish.soldOutUntil) })
    : t('untilBroughtBack')
  const said = [
    dish.isMarked && until,
    dish.stock !== null && t('left', { count: dish.stock }),
  ].filter(Boolean)
  const since = [dish.sinceAt && dayAndClock(dish.sinceAt), dish.by].filter(Boolean)
  return (
    <>
      <span className={dish.isSoldOut ? 'block text-danger' : 'block'}>{said.join(' · ')}</span>
      {since.length > 0 && <span className="block text-ink-soft text-sm">{since.join(' · ')}</span>}
    </>
  )
}
