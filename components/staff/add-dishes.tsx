// A waiter orders for a table: a compact menu to tap from, a list of what was said, one order. A
// retry sends the same key, so an order whose answer was lost is not placed twice.

import { useQuery } from '@tanstack/react-query'
import { CirclePause, Plus, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { AllergyBand } from '@/components/menu/allergy-band'
import { ConcernMarks } from '@/components/menu/concern-marks'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { SearchField } from '@/components/ui/search-field'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import { concernsOf, contentsOnMenu, type NamedAllergies } from '@/domain/allergies'
import { everyName, type Language, type Localized, nameIn } from '@/domain/language'
import { isServedAt, portionsAtOnce, priceChoice } from '@/domain/menu'
import { MAXIMUM_QUANTITY } from '@/domain/ordering'
import { DishChoice, type WaiterLine } from './dish-choice'
import type { StaffDish } from './types'

export function AddDishes({
  tableId,
  people,
  isTakeaway,
  allergies,
  onAllergies,
  onDone,
}: {
  tableId: number
  /** How many sit there, as a person said; null = nobody did. */
  people: number | null
  /** 外带: whether what is ordered there is taken away. */
  isTakeaway: boolean
  /** Of the people at the table. */
  allergies: NamedAllergies[]
  /** Somebody there says that they are allergic. */
  onAllergies: () => void
  onDone: () => void
}) {
  const { sumOf } = useMoney()
  const t = useTranslations('staff.add')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const menu = useQuery(trpc.menu.readForStaff.queryOptions({ storeId }))
  const [lines, setLines] = useState<WaiterLine[]>([])
  const [isAllHeld, setAllHeld] = useState(false)
  const [choosing, setChoosing] = useState<StaffDish | null>(null)
  const isHeld = isAllHeld || (lines.length > 0 && lines.every((line) => line.isHeld))
  const place = useKeyedCommand((server) => server.ordering.placeForTable.mutate, {
    stale: AT_A_TABLE,
    said: t(isHeld ? 'placedHeld' : 'placed'),
    onDone,
  })

  const add = (line: WaiterLine) => {
    setChoosing(null)
    const same = lines.findIndex((each) => isSame(each, line))
    setLines(
      same < 0
        ? [...lines, line]
        : lines.map((each, n) =>
            n === same ? { ...each, quantity: each.quantity + line.quantity } : each,
          ),
    )
  }
  const tap = (dish: StaffDish) =>
    dish.optionGroups.length > 0
      ? setChoosing(dish)
      : add({ dish, choices: [], quantity: atOnce(dish), note: '', isHeld: false })
  const atOnce = (dish: StaffDish) => {
    const chosen = lines.filter((line) => line.dish.id === dish.id)
    return portionsAtOnce(
      dish,
      people,
      chosen.reduce((sum, { quantity }) => sum + quantity, 0),
    )
  }

  if (choosing) {
    return (
      <DishChoice
        dish={choosing}
        atOnce={atOnce(choosing)}
        allergies={allergies}
        onAdd={add}
        onBack={() => setChoosing(null)}
      />
    )
  }
  const totalCents = lines.reduce(
    (sum, { dish, choices, quantity }) => sum + priceChoice(dish, choices).unitCents * quantity,
    0,
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      {allergies.length > 0 ? (
        <AllergyBand allergies={allergies} className="shrink-0 rounded-xl px-3 py-2" />
      ) : (
        lines.length === 0 && (
          <Button variant="outline" className="shrink-0" onClick={onAllergies}>
            <TriangleAlert aria-hidden className="text-danger" />
            {t('allergies')}
          </Button>
        )
      )}
      <DishPicker
        categories={menu.data?.categories ?? []}
        isTakeaway={isTakeaway}
        allergies={allergies}
        onTap={tap}
      />
      <ChosenLines lines={lines} isAllHeld={isAllHeld} onChange={setLines} onHoldAll={setAllHeld} />
      <Button
        size="lg"
        disabled={lines.length === 0 || place.isBusy}
        onClick={() =>
          place.run({
            storeId,
            tableId,
            lines: lines.map(({ dish, ...line }) => ({
              ...line,
              dishId: dish.id,
              isHeld: isAllHeld || line.isHeld,
            })),
          })
        }
      >
        {t('place', { price: sumOf(totalCents) })}
      </Button>
    </div>
  )
}

function isSame(a: WaiterLine, b: WaiterLine): boolean {
  return (
    a.dish.id === b.dish.id &&
    a.note === b.note &&
    JSON.stringify(a.choices) === JSON.stringify(b.choices)
  )
}

type Category = {
  id: number
  name: string
  names: Localized
  isOffered: boolean
  dishes: StaffDish[]
}

function DishPicker({
  categories,
  isTakeaway,
  allergies,
  onTap,
}: {
  categories: Category[]
  isTakeaway: boolean
  allergies: NamedAllergies[]
  onTap: (dish: StaffDish) => void
}) {
  const portions = usePortions()
  const t = useTranslations('staff.add')
  const language = useLocale() as Language
  const [sought, setSought] = useState('')
  const [categoryId, setCategoryId] = useState<number | null>(null)
  const offered = categories.filter((category) => category.isOffered)
  const category = offered.find((each) => each.id === categoryId) ?? offered[0]
  const wanted = sought.trim().toLowerCase()
  const dishes = wanted
    ? offered
        .flatMap((each) => each.dishes)
        .filter((dish) => `${everyName(dish)} ${dish.pinyin}`.toLowerCase().includes(wanted))
    : (category?.dishes ?? [])
  const leftOf = (dish: StaffDish) => {
    if (!isServedAt(dish, isTakeaway)) return t(isTakeaway ? 'dineInOnly' : 'takeawayOnly')
    if (dish.isSoldOut) return t('soldOut')
    return dish.stock !== null && t('left', { count: dish.stock })
  }

  return (
    <>
      <SearchField name={t('search')} value={sought} onChange={setSought} />
      {!wanted && (
        <nav
          aria-label={t('categories')}
          className="-mx-1 flex shrink-0 gap-1 overflow-x-auto px-1"
        >
          {offered.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-pressed={each.id === category?.id}
              onClick={() => setCategoryId(each.id)}
              className={cn(
                'h-11 shrink-0 rounded-full px-3.5 text-sm',
                each.id === category?.id ? 'bg-ink text-canvas' : 'text-ink-soft',
              )}
            >
              {nameIn(language, each)}
            </button>
          ))}
        </nav>
      )}
      <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
        {dishes.length === 0 && <li className="py-6 text-center text-ink-soft">{t('none')}</li>}
        {dishes.map((dish) => (
          <li key={dish.id}>
            <button
              type="button"
              disabled={dish.isSoldOut || !isServedAt(dish, isTakeaway)}
              aria-label={t('add', { dish: nameIn(language, dish) })}
              onClick={() => onTap(dish)}
              className="flex min-h-12 w-full items-center gap-3 py-1 text-left disabled:opacity-45"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{nameIn(language, dish)}</span>
                <ConcernMarks
                  concerns={concernsOf(allergies, (allergen) => contentsOnMenu(dish, allergen))}
                />
              </span>
              <span className="text-ink-soft text-sm">{leftOf(dish)}</span>
              <span className="tabular-nums">
                {portions.priceOf(dish)}
                {portions.per(dish) && (
                  <span className="text-ink-soft text-sm"> / {portions.per(dish)}</span>
                )}
              </span>
              <Plus aria-hidden className="size-5 text-primary" />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function ChosenLines({
  lines,
  isAllHeld,
  onChange,
  onHoldAll,
}: {
  lines: WaiterLine[]
  isAllHeld: boolean
  onChange: (lines: WaiterLine[]) => void
  onHoldAll: (isWanted: boolean) => void
}) {
  const t = useTranslations('staff.add')
  const language = useLocale() as Language
  if (lines.length === 0) {
    return <p className="border-line border-t pt-3 text-ink-soft text-sm">{t('nothingChosen')}</p>
  }
  const set = (index: number, changed: Partial<WaiterLine>) =>
    onChange(
      lines
        .map((line, n) => (n === index ? { ...line, ...changed } : line))
        .filter((line) => line.quantity > 0),
    )
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <section className="border-line border-t pt-3">
      <header className="flex items-center justify-between gap-2">
        <h3 className="text-ink-soft text-sm">{t('chosen', { count })}</h3>
        <HoldToggle label={t('holdAll')} isHeld={isAllHeld} onHold={onHoldAll}>
          {t('holdAll')}
        </HoldToggle>
      </header>
      <ul className="max-h-44 overflow-y-auto">
        {lines.map((line, index) => (
          <li
            key={`${line.dish.id} ${JSON.stringify(line.choices)} ${line.note}`}
            className="flex items-center gap-2 py-1"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate">{nameIn(language, line.dish)}</span>
              <span className="block truncate text-ink-soft text-sm">
                {[...optionNames(language, line), line.note].filter(Boolean).join(' · ')}
              </span>
            </span>
            {!isAllHeld && (
              <HoldToggle
                label={t('hold', { dish: nameIn(language, line.dish) })}
                isHeld={line.isHeld}
                onHold={(isHeld) => set(index, { isHeld })}
              >
                {t('held')}
              </HoldToggle>
            )}
            <QuantityStepper
              value={line.quantity}
              minimum={0}
              maximum={MAXIMUM_QUANTITY}
              onChange={(quantity) => set(index, { quantity })}
              name={nameIn(language, line.dish)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** 叫起: the kitchen gets it, and waits until somebody says 起菜. */
function HoldToggle({
  label,
  isHeld,
  onHold,
  children,
}: {
  label: string
  isHeld: boolean
  onHold: (isHeld: boolean) => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isHeld}
      onClick={() => onHold(!isHeld)}
      className={cn(
        'flex h-11 shrink-0 items-center gap-1 rounded-full border px-3 text-sm',
        isHeld ? 'border-primary bg-primary-soft text-primary' : 'border-line text-ink-soft',
      )}
    >
      <CirclePause aria-hidden className="size-4" />
      {children}
    </button>
  )
}

function optionNames(language: Language, { dish, choices }: WaiterLine): string[] {
  const chosen = new Set(choices.map((choice) => choice.optionId))
  return dish.optionGroups
    .flatMap((group) => group.options)
    .filter((option) => chosen.has(option.id))
    .map((option) => nameIn(language, option))
}
