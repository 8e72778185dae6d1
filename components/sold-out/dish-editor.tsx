// Says of one dish what it is from now on. What is sent is what the form shows.

import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useTimes } from '@/components/desk/use-times'
import { Button } from '@/components/ui/button'
import { type Language, nameIn } from '@/domain/language'
import type { MarkedDish } from '@/server/menu/read-availability'
import { AvailabilityFields } from './availability-fields'
import { CHOICES, type Choice } from './sold-out-request'
import { useAvailabilityForm } from './use-availability-form'
import { useMark } from './use-marked'

export function DishEditor({
  dish,
  standing,
  start,
  dayEndsAt,
  onDone,
}: {
  dish: Pick<MarkedDish, 'id' | 'name' | 'names'>
  /** How it stands now; absent: it is offered without a limit. */
  standing?: MarkedDish | undefined
  start: Choice
  dayEndsAt: string
  onDone: () => void
}) {
  const t = useTranslations('sold-out')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const { clock } = useTimes()
  const mark = useMark()
  const form = useAvailabilityForm(
    {
      choice: start,
      stock: standing?.stock ? String(standing.stock) : '',
      soldOutUntil: standing?.soldOutUntil ? clock(standing.soldOutUntil) : '',
    },
    dayEndsAt,
  )
  return (
    <form
      noValidate
      className="mt-3 space-y-3 rounded-2xl bg-canvas p-3"
      onSubmit={form.send((request) =>
        mark.dish.run({ storeId, dishId: dish.id, ...request }, onDone),
      )}
    >
      <AvailabilityFields
        name={nameIn(language, dish)}
        choices={CHOICES}
        form={form}
        dayEndsAt={dayEndsAt}
      />
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={mark.isBusy}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
