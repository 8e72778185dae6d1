// One dish of the menu: what it is, what it costs, and the tap that puts it in the cart. A dish
// with choices opens its sheet. Stands in an item of a list, beside its picture.

import { Minus, Plus } from 'lucide-react'
import { memo } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import type { Concern } from '@/domain/allergies'
import { descriptionIn, type Language, nameIn } from '@/domain/language'
import type { GuestDish } from '@/server/menu/read-menu'
import { ConcernMarks } from './concern-marks'
import { DishMarks } from './dish-marks'
import { DishPicture } from './dish-picture'
import { useWhyNot } from './use-why-not'

/** From how many portions on nobody needs to hurry. */
const FEW = 10

/** Of the item it stands in. */
export const DISH_ROW = 'relative gap-3 px-3 py-3 sm:px-5 [&:not([hidden])]:flex'

const NO_CONCERNS: readonly Concern[] = []

type Props = {
  dish: GuestDish
  /** Of the whole table in the cart. */
  portions: number
  /** Of this guest, where it has no choices. */
  own: number
  /** Of those at the table who are allergic. */
  concerns?: readonly Concern[]
  isEager: boolean
  onLook: (dish: GuestDish) => void
  onAdd: (dish: GuestDish) => void
  onTake: (dish: GuestDish) => void
}

export const DishRow = memo(function DishRow({
  dish,
  portions,
  own,
  concerns = NO_CONCERNS,
  isEager,
  onLook,
  onAdd,
  onTake,
}: Props) {
  const t = useTranslations('guest.menu')
  const language = useLocale() as Language
  const name = nameIn(language, dish)
  const description = descriptionIn(language, dish)
  const whyNot = useWhyNot()(dish)
  const isFew = dish.stock !== null && dish.stock > 0 && dish.stock <= FEW

  return (
    <>
      <div className={cn('relative shrink-0', whyNot && 'opacity-60 grayscale')}>
        <DishPicture
          dish={dish}
          size={96}
          isEager={isEager}
          className="size-[min(6rem,22vw)] rounded-2xl sm:size-28"
        />
        {portions > 0 && (
          <span className="absolute -top-1.5 -right-1.5 grid h-6 min-w-6 place-items-center rounded-full bg-primary px-1.5 font-semibold text-on-fill text-xs ring-2 ring-surface">
            <span aria-hidden>{portions}</span>
            <span className="sr-only">{t('inCart', { count: portions })}</span>
          </span>
        )}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h3
          className={cn(
            'font-semibold leading-snug [overflow-wrap:anywhere]',
            whyNot && 'text-ink-soft',
          )}
        >
          <button
            type="button"
            onClick={() => onLook(dish)}
            className="text-left after:absolute after:inset-0"
          >
            {name}
          </button>
        </h3>
        {description && (
          <p className="line-clamp-2 text-ink-soft text-xs leading-relaxed">{description}</p>
        )}
        <DishMarks dish={dish} />
        <ConcernMarks concerns={concerns} />
        <div className="mt-auto flex min-h-11 flex-wrap items-center justify-between gap-x-2">
          <p className="flex flex-wrap items-baseline gap-x-1.5">
            <Price dish={dish} isOff={whyNot !== null} />
            {isFew && !whyNot && (
              <span className="text-warning text-xs">{t('left', { count: dish.stock ?? 0 })}</span>
            )}
          </p>
          {whyNot ? (
            <span className="rounded-full bg-canvas px-3 py-1.5 text-ink-soft text-xs">
              {whyNot}
            </span>
          ) : (
            <AddControl
              dish={dish}
              name={name}
              own={own}
              onLook={onLook}
              onAdd={onAdd}
              onTake={onTake}
            />
          )}
        </div>
      </div>
    </>
  )
})

function Price({ dish, isOff }: { dish: GuestDish; isOff: boolean }) {
  const { priceOf } = useMoney()
  const t = useTranslations('guest.menu')
  const portions = usePortions()
  const per = portions.per(dish)
  const isPromoted =
    !dish.isMarketPrice && dish.promoPriceCents !== null && dish.promoPriceCents < dish.priceCents
  return (
    <>
      <span
        className={cn(
          'font-semibold text-lg tabular-nums',
          isOff ? 'text-ink-soft' : 'text-primary',
        )}
      >
        {portions.priceOf(dish)}
        {per && <span className="font-normal text-ink-soft text-xs"> / {per}</span>}
        {hasSizes(dish) && <span className="ml-0.5 font-normal text-xs">{t('from')}</span>}
      </span>
      {isPromoted && (
        <s className="text-ink-soft text-xs tabular-nums">
          <span className="sr-only">{t('wasPrice', { price: '' })}</span>
          {priceOf(dish.priceCents)}
        </s>
      )}
    </>
  )
}

function AddControl({
  dish,
  name,
  own,
  onLook,
  onAdd,
  onTake,
}: Pick<Props, 'dish' | 'onLook' | 'onAdd' | 'onTake'> & { name: string; own: number }) {
  const t = useTranslations('guest.menu')
  if (dish.optionGroups.length > 0) {
    return (
      <button
        type="button"
        onClick={() => onLook(dish)}
        aria-label={t('chooseOf', { dish: name })}
        className="relative z-1 ml-auto grid min-h-11 place-items-center"
      >
        <span className="rounded-full bg-primary px-3.5 py-1.5 font-medium text-sm text-on-fill">
          {t('choose')}
        </span>
      </button>
    )
  }
  return (
    <div className="relative z-1 -mr-2 ml-auto flex items-center">
      {own > 0 && (
        <>
          <button
            type="button"
            onClick={() => onTake(dish)}
            aria-label={t('take', { dish: name })}
            className="grid size-11 place-items-center"
          >
            <span className="grid size-7 place-items-center rounded-full border border-line text-ink">
              <Minus aria-hidden className="size-4" />
            </span>
          </button>
          <span aria-live="polite" className="min-w-5 text-center font-medium tabular-nums">
            {own}
          </span>
        </>
      )}
      <button
        type="button"
        onClick={() => onAdd(dish)}
        aria-label={t('add', { dish: name })}
        className="grid size-11 place-items-center transition-transform motion-safe:active:scale-90"
      >
        <span className="grid size-7 place-items-center rounded-full bg-primary text-on-fill">
          <Plus aria-hidden className="size-4.5" />
        </span>
      </button>
    </div>
  )
}

/** Whether a size makes the dish dearer than its first price. */
function hasSizes(dish: GuestDish): boolean {
  return dish.optionGroups.some(
    ({ kind, options }) => kind === 'size' && options.some((option) => option.priceCents > 0),
  )
}
