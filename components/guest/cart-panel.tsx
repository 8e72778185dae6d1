// The shared cart opened: who chose what, what cannot be had, and the submit that names the exact
// total it will send.

import { CircleAlert, LoaderCircle, Pencil, Scale, ShoppingBasket, WifiOff } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { AllergyBand } from '@/components/menu/allergy-band'
import { ConcernMarks } from '@/components/menu/concern-marks'
import { DishPicture } from '@/components/menu/dish-picture'
import { Button } from '@/components/ui/button'
import { Switch } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { GuestFace, useGuestName } from '@/components/ui/guest-face'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { Skeleton } from '@/components/ui/skeleton'
import { type Concern, concernsOf, contentsOf, type NamedAllergies } from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import { mostPortions } from '@/domain/menu'
import { MAXIMUM_NOTE_LENGTH, MAXIMUM_QUANTITY, type OrderMode, reasonIn } from '@/domain/ordering'
import type { RefusalCode } from '@/domain/refusal'
import { linesByGuest } from './cart'
import { useChangeWords, useTroubleWords } from './change-words'
import type { Cart, CartLine, Menu, MenuDish } from './types'
import type { SharedCart } from './use-cart'
import { useCartNote } from './use-cart-note'
import type { Changes } from './use-changes'
import type { Submit } from './use-submit'

type Props = {
  shared: SharedCart
  changes: Changes
  submit: Submit
  ownNumber: number | undefined
  orderMode: OrderMode
  /** Shows a category of the menu. */
  onCategory: (id: number) => void
  /** The restaurant takes no orders of guests just now. */
  isClosed: boolean
  menu: Menu
  /** Of the people at the table. */
  allergies: readonly NamedAllergies[]
  /** Shows this guest's own. */
  onAllergies: () => void
  /** Shows what is chosen of a line. */
  onLine: (line: CartLine, dish: MenuDish) => void
}

/** All of it, to be scrolled: the dishes first, and the submit always in sight. */
export function CartPanel(props: Props) {
  const { cart } = props.shared
  return (
    <div className="flex min-h-full flex-col gap-[min(1.25rem,2vh)] [&_:is(button,input)]:scroll-mb-24">
      <CartLines {...props} />
      {cart && cart.lines.length > 0 && <Checkout {...props} cart={cart} />}
    </div>
  )
}

function CartLines({ shared, changes, ownNumber, menu, allergies, onLine }: Props) {
  const t = useTranslations('guest.cart')
  const nameOf = useGuestName(ownNumber)
  const { cart, change, make } = shared
  if (!cart) {
    return (
      <div className="space-y-3 py-3">
        <p className="text-ink-soft text-sm">{t('waiting')}</p>
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </div>
    )
  }
  if (cart.lines.length === 0) {
    return (
      <div className="grid justify-items-center gap-2 px-6 py-12 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-canvas text-ink-soft">
          <ShoppingBasket aria-hidden className="size-7" />
        </span>
        <p className="font-semibold">{t('empty')}</p>
        <p className="max-w-60 text-ink-soft text-sm">{t('emptyHint')}</p>
      </div>
    )
  }
  const troubled = cart.lines.filter((line) => line.trouble !== null)
  const dishes = new Map(
    menu.categories.flatMap((category) => category.dishes).map((dish) => [dish.id, dish]),
  )
  const concernsIn = ({ dishId, choices }: CartLine) => {
    const dish = dishes.get(dishId)
    if (!dish) return []
    return concernsOf(allergies, (allergen) => contentsOf(dish, choices, allergen))
  }
  const mostOf = ({ id, dishId, choices }: CartLine) => {
    const dish = dishes.get(dishId)
    const others = cart.lines.filter((line) => line.dishId === dishId && line.id !== id)
    return dish ? mostPortions(dish, choices, others) : null
  }
  const lookAt = (line: CartLine) => {
    const dish = dishes.get(line.dishId)
    return dish && !dish.isSoldOut ? () => onLine(line, dish) : undefined
  }
  const groups = linesByGuest(cart, ownNumber)
  const isAlone = groups.length === 1 && groups[0]?.guestNumber === ownNumber
  return (
    <>
      <ChangedLines changes={changes} />
      {groups.map(({ guestNumber, guestName, lines }) => {
        const guest = { number: guestNumber ?? 0, nickname: guestName }
        return (
          <section key={guestNumber ?? 0} aria-label={nameOf(guest)}>
            <h3
              className={cn(
                'mb-1 flex items-center gap-2 font-medium text-ink-soft text-sm',
                isAlone && 'sr-only',
              )}
            >
              <GuestFace guest={guest} className="size-6" />
              {nameOf(guest)}
            </h3>
            <ul className="divide-y divide-line">
              {lines.map((line) => (
                <Line
                  key={line.id}
                  line={line}
                  concerns={concernsIn(line)}
                  most={mostOf(line)}
                  onLook={lookAt(line)}
                  onChange={(quantity) => change(line, quantity - line.quantity)}
                  onMake={(quantity) => make(line, quantity)}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {troubled.length > 0 && (
        <Button
          variant="secondary"
          className="w-full"
          onClick={() => {
            for (const line of troubled) change(line, -MAXIMUM_QUANTITY)
          }}
        >
          {t('removeTroubled')}
        </Button>
      )}
    </>
  )
}

/** What goes to the kitchen with the order, whoever submits it. */
function ToldAllergies({
  allergies,
  ownNumber,
  onChange,
}: {
  allergies: readonly NamedAllergies[]
  ownNumber: number | undefined
  onChange: () => void
}) {
  const t = useTranslations('guest.allergy')
  return (
    <AllergyBand allergies={allergies} ownNumber={ownNumber} className="rounded-2xl px-3.5 py-2.5">
      <p className="mt-0.5 flex flex-wrap items-center justify-between gap-x-3 text-sm">
        {t('toldWith')}
        <button
          type="button"
          onClick={onChange}
          className="-my-1.5 min-h-11 font-medium underline underline-offset-4"
        >
          {t('change')}
        </button>
      </p>
    </AllergyBand>
  )
}

/** Where the text is so large that a phone is twelve ems wide, words need all of it. */
const ROOM_PERMITTING = 'size-[clamp(0px,(100vw-14rem)*9,var(--most))]'

function Line({
  line,
  concerns,
  most,
  onLook,
  onChange,
  onMake,
}: {
  line: CartLine
  concerns: readonly Concern[]
  /** What is left of it; null = as many as one likes. */
  most: number | null
  /** Not where it cannot be had. */
  onLook: (() => void) | undefined
  onChange: (quantity: number) => void
  /** The portions that are left, where it has more. */
  onMake: (quantity: number) => void
}) {
  const { priceOf } = useMoney()
  const t = useTranslations('guest')
  const portions = usePortions()
  const rate = portions.rateOf(line)
  const language = useLocale() as Language
  const name = nameIn(language, line)
  const made = [
    ...line.chosen.map(
      (option) => nameIn(language, option) + (option.quantity > 1 ? ` ×${option.quantity}` : ''),
    ),
    line.note,
  ].filter((text) => text !== '')
  return (
    <li className="relative flex items-start gap-[min(0.75rem,3vw)] py-[min(0.75rem,1.2vh)]">
      <DishPicture
        dish={line}
        size={56}
        className={cn(
          'rounded-xl',
          ROOM_PERMITTING,
          '[--most:min(3.5rem,10vh)]',
          line.trouble && 'opacity-60 grayscale',
        )}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
        <div className="min-w-0 grow basis-40">
          <p className={cn('font-medium', line.trouble && 'text-ink-soft line-through')}>
            {onLook ? (
              <button
                type="button"
                aria-label={t('cart.changeLine', { dish: name })}
                onClick={onLook}
                className="text-left after:absolute after:inset-0 after:content-['']"
              >
                {name}{' '}
                <Pencil
                  aria-hidden
                  className={cn(
                    'ml-0.5 inline text-ink-soft',
                    ROOM_PERMITTING,
                    '[--most:0.875rem]',
                  )}
                />
              </button>
            ) : (
              name
            )}
          </p>
          {made.length > 0 && <p className="text-ink-soft text-sm">{made.join(' · ')}</p>}
          <ConcernMarks concerns={concerns} />
          {line.trouble && <Trouble code={line.trouble} />}
        </div>
        <div className="flex grow flex-wrap items-center justify-between gap-x-2">
          <span className="font-medium tabular-nums">
            {line.trouble ? '' : (portions.waiting(line) ?? priceOf(line.totalCents))}
            {(rate || line.unit) && (
              <span className="font-normal text-ink-soft text-sm">
                {' '}
                {rate ?? portions.of(line)}
              </span>
            )}
          </span>
          <QuantityStepper
            value={line.quantity}
            minimum={0}
            maximum={Math.min(most ?? MAXIMUM_QUANTITY, MAXIMUM_QUANTITY)}
            onChange={onChange}
            name={name}
            className="relative z-1"
          />
        </div>
        {most !== null && !line.trouble && line.quantity >= most && (
          <p className="w-full text-right text-sm text-warning">
            {t('menu.left', { count: most })}
          </p>
        )}
        {most !== null && most > 0 && line.trouble === 'dish.too-few-left' && (
          <button
            type="button"
            onClick={() => onMake(most)}
            className="relative z-1 min-h-11 font-medium text-primary"
          >
            {t('cart.makeIt', { count: most })}
          </button>
        )}
      </div>
    </li>
  )
}

function Trouble({ code }: { code: RefusalCode }) {
  const saidOf = useTroubleWords()
  return (
    <p className="flex items-center gap-1 font-medium text-danger text-sm">
      <CircleAlert aria-hidden className="size-4" />
      {saidOf(code)}
    </p>
  )
}

/** As many as leave room for the submit; the rest stands at the lines themselves. */
const CHANGES_SHOWN = 4

function ChangedLines({ changes }: { changes: Changes }) {
  const t = useTranslations('guest.cart')
  const saidOf = useChangeWords()
  const { all, accept } = changes
  const more = all.length - CHANGES_SHOWN
  return (
    <div role="status" className="empty:hidden">
      {all.length > 0 && (
        <div className="flex items-start gap-2 rounded-xl bg-warning-soft py-1 pr-1 pl-3 text-sm text-warning">
          <div className="min-w-0 flex-1 py-2">
            <p className="font-medium">{t('menuChanged')}</p>
            <ul className="tabular-nums [overflow-wrap:anywhere]">
              {all.slice(0, CHANGES_SHOWN).map((change) => (
                <li key={change.now.id}>{saidOf(change)}</li>
              ))}
            </ul>
            {more > 0 && <p>{t('moreChanged', { count: more })}</p>}
          </div>
          <button
            type="button"
            onClick={accept}
            className="min-h-11 shrink-0 rounded-lg px-3 font-semibold underline underline-offset-2"
          >
            {t('changesRead')}
          </button>
        </div>
      )}
    </div>
  )
}

/**
 * What goes to the kitchen with it, what it comes to, and the submit. What was said with one order
 * is not said again with the next.
 */
function Checkout({
  cart,
  shared,
  submit,
  orderMode,
  onCategory,
  isClosed,
  ownNumber,
  allergies,
  onAllergies,
}: Props & { cart: Cart }) {
  const { sumOf } = useMoney()
  const t = useTranslations('guest.cart')
  const noteId = useId()
  const { isSaving, isPriceSaving } = shared
  const note = useCartNote(cart.note, shared.say)
  const { trouble } = submit
  /** The total at which somebody tapped submit while what is said to the kitchen was on its way. */
  const [tappedCents, setTappedCents] = useState<number | null>(null)
  const isAllSaid = !isSaving && note.isSaid
  useEffect(() => {
    if (tappedCents === null || !(isAllSaid || note.isRefused)) return
    setTappedCents(null)
    if (isAllSaid && cart.owedCents === tappedCents) submit.submit(cart)
  }, [tappedCents, isAllSaid, note.isRefused, cart, submit])
  const isSubmitting = submit.isSubmitting || tappedCents !== null
  const language = useLocale() as Language
  const [missing] = cart.missing
  const awaited = cart.lines.filter((line) => !line.isPriced).length
  const hasTroubledLine = cart.lines.some((line) => line.trouble !== null)

  return (
    <>
      <div className="space-y-3">
        <ToldAllergies allergies={allergies} ownNumber={ownNumber} onChange={onAllergies} />
        <div className="flex items-center gap-3">
          <label htmlFor={noteId} className="shrink-0 text-ink-soft text-sm">
            {t('note')}
          </label>
          <Input
            id={noteId}
            value={note.text}
            maxLength={MAXIMUM_NOTE_LENGTH}
            placeholder={t('notePlaceholder')}
            onChange={(event) => note.type(event.target.value)}
            onBlur={note.leave}
          />
        </div>
        <Switch
          checked={cart.isHeld}
          hint={t('holdHint')}
          onChange={(event) => shared.hold(event.target.checked)}
        >
          {t('hold')}
        </Switch>
        <Totals cart={cart} />
        {awaited > 0 && (
          <p className="flex gap-2 text-ink-soft text-sm">
            <Scale aria-hidden className="mt-0.5 size-4 shrink-0" />
            {t('pricedLater', { count: awaited })}
          </p>
        )}
        {missing && (
          <p role="status" className="text-sm text-warning">
            {t('mustOrder', { category: nameIn(language, missing) })}
          </p>
        )}
      </div>
      <div className="sticky -bottom-5 z-2 -mx-[min(1.25rem,5vw)] mt-auto -mb-5 space-y-3 border-line border-t bg-surface px-4 pt-[min(0.75rem,1.2vh)] pb-[max(min(0.75rem,1.2vh),env(safe-area-inset-bottom))]">
        {trouble && (
          <p
            role="alert"
            className="flex gap-2 rounded-xl bg-warning-soft px-3 py-2.5 text-sm text-warning"
          >
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>{trouble.sentence ?? t('unanswered')}</span>
          </p>
        )}
        {submit.isWaiting && (
          <div className="flex items-center gap-2 text-sm text-warning">
            <WifiOff aria-hidden className="size-4 shrink-0" />
            <p role="status" className="flex-1">
              {t('waitingNetwork')}
            </p>
            {submit.withdraw && (
              <Button variant="ghost" size="sm" onClick={submit.withdraw}>
                {t('withdraw')}
              </Button>
            )}
          </div>
        )}
        {/* Where the submit does not say it. */}
        {(missing || isClosed) && (
          <dl>
            <Sum label={t('total')} cents={cart.owedCents} isTotal />
          </dl>
        )}
        {missing ? (
          <Button size="lg" className="w-full" onClick={() => onCategory(missing.id)}>
            {t('toMust', { category: nameIn(language, missing) })}
          </Button>
        ) : (
          <Button
            size="lg"
            className="w-full tabular-nums"
            disabled={isPriceSaving || isSubmitting || hasTroubledLine || isClosed}
            onClick={() => {
              if (isAllSaid) return submit.submit(cart)
              note.send()
              setTappedCents(cart.owedCents)
            }}
          >
            {(isPriceSaving || isSubmitting) && (
              <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />
            )}
            {isSubmitting
              ? t('submitting')
              : isClosed
                ? t('closed')
                : isPriceSaving
                  ? t('saving')
                  : orderMode === 'pay_first'
                    ? t('submitPay', { price: sumOf(cart.owedCents) })
                    : t('submit', { price: sumOf(cart.owedCents) })}
          </Button>
        )}
      </div>
    </>
  )
}

function Totals({ cart }: { cart: Cart }) {
  const t = useTranslations('guest.cart')
  const language = useLocale() as Language
  if (cart.adjustments.length === 0) return null
  return (
    <dl className="space-y-1 text-sm">
      <Sum label={t('items')} cents={cart.itemsCents} />
      {cart.adjustments.map((adjustment) => (
        <Sum
          key={`${adjustment.kind} ${adjustment.discountId}`}
          label={`${t(`adjustment.${adjustment.kind}`)} ${reasonIn(language, adjustment)}`.trim()}
          cents={adjustment.amountCents}
        />
      ))}
      <Sum label={t('total')} cents={cart.owedCents} isTotal />
    </dl>
  )
}

/** A line of a bill. */
export function Sum({
  label,
  cents,
  isTotal = false,
}: {
  label: string
  cents: number
  isTotal?: boolean
}) {
  const { sumOf } = useMoney()
  return (
    <div
      className={cn(
        'flex justify-between gap-4',
        isTotal ? 'font-semibold text-base' : 'text-ink-soft',
      )}
    >
      <dt>{label}</dt>
      <dd className="tabular-nums">{sumOf(cents)}</dd>
    </div>
  )
}
