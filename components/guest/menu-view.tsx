// The menu: sections with a rail that follows what is being read, a search by name, pinyin or
// initials, and what somebody must not eat filtered out.

import { Search, SlidersHorizontal, X } from 'lucide-react'
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { DISH_ROW, DishRow } from '@/components/menu/dish-row'
import { cn } from '@/components/ui/cn'
import { later, Once } from '@/components/wire/later'
import {
  type Concern,
  concernsOf,
  contentsOnMenu,
  type MenuFilter,
  type NamedAllergies,
  passesFilter,
} from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import { isFound } from '@/domain/menu'
import { ownPortions, portionsOf } from './cart'
import type { Cart, Menu, MenuCategory, MenuDish } from './types'

const FilterSheet = later(async () => (await import('./filter-sheet')).FilterSheet)

/** What is not in sight is not laid out; what does not know how high it would be lays out all. */
const OUT_OF_SIGHT =
  'supports-[contain-intrinsic-size:auto_8rem]:[contain-intrinsic-size:auto_8rem] supports-[contain-intrinsic-size:auto_8rem]:[content-visibility:auto]'

/** The section, no category of the menu, of what nobody has stated to be free of something. */
const ASK_FIRST = 0

const NO_CONCERNS: readonly Concern[] = []
const NO_FILTER: MenuFilter = { isVegetarianOnly: false, isMildOnly: false, withoutAllergens: [] }

type Props = {
  menu: Menu
  cart: Cart | undefined
  ownNumber: number | undefined
  /** Of the people at the table. */
  allergies: readonly NamedAllergies[]
  onLook: (dish: MenuDish) => void
  onAdd: (dish: MenuDish) => void
  onTake: (dish: MenuDish) => void
}

export const MenuView = memo(function MenuView({
  menu,
  cart,
  ownNumber,
  allergies,
  onLook,
  onAdd,
  onTake,
}: Props) {
  const t = useTranslations('guest.menu')
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState(NO_FILTER)
  const [isFiltering, setFiltering] = useState(false)
  const sections = useMemo(() => {
    const passing = sectionsFor(menu.categories, filter, 'passes')
    const dishes = sectionsFor(menu.categories, filter, 'ask').flatMap((section) => section.dishes)
    const last = { id: ASK_FIRST, name: t('askFirst'), names: {}, isOffered: true, dishes }
    return dishes.length > 0 ? [...passing, last] : passing
  }, [menu.categories, filter, t])
  // What is not found is hidden, not gone: it is there again at once when the search is cleared.
  const found = useMemo(() => {
    const dishes = sections.flatMap((section) => section.dishes)
    return new Set(dishes.filter((dish) => isFound(dish, typed)).map(({ id }) => id))
  }, [sections, typed])
  const shown = useMemo(
    () => sections.filter(({ dishes }) => dishes.some(({ id }) => found.has(id))),
    [sections, found],
  )
  const count = shown
    .filter(({ id }) => id !== ASK_FIRST)
    .reduce((sum, { dishes }) => sum + dishes.filter(({ id }) => found.has(id)).length, 0)
  const isNarrowed = typed !== '' || filter !== NO_FILTER
  const { pane, activeId } = useScrollSpy(shown.map((section) => section.id))

  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <Rail categories={shown} activeId={activeId} cart={cart} />
      <div
        ref={pane}
        className="relative min-w-0 flex-1 scroll-pt-16 overflow-y-auto overscroll-contain motion-safe:scroll-smooth"
      >
        <search className="sticky top-0 z-10 flex gap-2 bg-surface/95 p-2 backdrop-blur sm:px-4">
          <label className="relative min-w-0 flex-1">
            <span className="sr-only">{t('search')}</span>
            <Search
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
            />
            <input
              type="search"
              enterKeyHint="search"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={t('search')}
              className="h-11 w-full rounded-full bg-canvas pr-10 pl-9 text-base placeholder:text-ink-soft placeholder:text-sm [&::-webkit-search-cancel-button]:hidden"
            />
            {typed && (
              <button
                type="button"
                onClick={() => setTyped('')}
                aria-label={t('clear')}
                className="absolute inset-y-0 right-0 grid w-11 place-items-center text-ink-soft"
              >
                <X aria-hidden className="size-4" />
              </button>
            )}
          </label>
          <button
            type="button"
            aria-label={t('filters')}
            aria-pressed={filter !== NO_FILTER}
            onClick={() => setFiltering(true)}
            className="grid size-11 shrink-0 place-items-center rounded-full bg-canvas text-ink aria-pressed:bg-primary aria-pressed:text-on-fill"
          >
            <SlidersHorizontal aria-hidden className="size-4.5" />
          </button>
        </search>
        <p role="status" className="sr-only">
          {isNarrowed ? t('found', { count }) : ''}
        </p>
        {sections.map((section, index) => (
          <Section key={section.id} section={section} isHidden={!shown.includes(section)}>
            {section.dishes.map((dish) => (
              <li key={dish.id} hidden={!found.has(dish.id)} className={cn(DISH_ROW, OUT_OF_SIGHT)}>
                <DishRow
                  dish={dish}
                  portions={portionsOf(cart, dish.id)}
                  own={ownPortions(cart, ownNumber, dish)}
                  concerns={concernsAbout(dish)}
                  isEager={index === 0}
                  onLook={onLook}
                  onAdd={onAdd}
                  onTake={onTake}
                />
              </li>
            ))}
          </Section>
        ))}
        {shown.length === 0 && <Nothing isNarrowed={isNarrowed} onReset={reset} />}
        <div aria-hidden className="h-24" />
      </div>
      <Once when={isFiltering}>
        <FilterSheet
          isOpen={isFiltering}
          filter={filter}
          count={count}
          onChange={(next) => setFilter(isEmpty(next) ? NO_FILTER : next)}
          onClose={() => setFiltering(false)}
        />
      </Once>
    </div>
  )

  function concernsAbout(dish: MenuDish) {
    return allergies.length > 0
      ? concernsOf(allergies, (allergen) => contentsOnMenu(dish, allergen))
      : NO_CONCERNS
  }

  function reset() {
    setTyped('')
    setFilter(NO_FILTER)
  }
})

function Rail({
  categories,
  activeId,
  cart,
}: {
  categories: readonly MenuCategory[]
  activeId: number | undefined
  cart: Cart | undefined
}) {
  const t = useTranslations('guest.menu')
  const language = useLocale() as Language
  const rail = useRef<HTMLElement>(null)
  useEffect(() => {
    rail.current
      ?.querySelector(`[href="#category-${activeId}"]`)
      ?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  return (
    <nav
      ref={rail}
      aria-label={t('categories')}
      className="w-[min(5.75rem,28vw)] shrink-0 overflow-y-auto overscroll-contain bg-canvas pb-24 sm:w-36 lg:w-44"
    >
      {categories.map((category) => {
        const isActive = category.id === activeId
        const portions = category.dishes.reduce((sum, dish) => sum + portionsOf(cart, dish.id), 0)
        return (
          <a
            key={category.id}
            href={`#category-${category.id}`}
            onClick={(event) => {
              // Back leaves the page, however many categories were looked at.
              event.preventDefault()
              const section = document.getElementById(`category-${category.id}`)
              section?.scrollIntoView()
              section?.focus({ preventScroll: true })
            }}
            aria-current={isActive ? 'true' : undefined}
            className={cn(
              'relative flex min-h-13 items-center border-l-3 px-2 py-2.5 text-[0.8125rem] leading-snug sm:px-4 sm:text-sm',
              isActive
                ? 'border-primary bg-surface font-semibold text-ink'
                : 'border-transparent text-ink-soft',
            )}
          >
            <span className="min-w-0 hyphens-auto [overflow-wrap:anywhere]">
              {nameIn(language, category)}
            </span>
            {portions > 0 && (
              <span className="absolute top-1 right-1 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-primary px-1 font-semibold text-[0.6875rem] text-on-fill leading-none">
                {portions}
              </span>
            )}
          </a>
        )
      })}
    </nav>
  )
}

function Section({
  section,
  isHidden,
  children,
}: {
  section: MenuCategory
  isHidden: boolean
  children: ReactNode
}) {
  const language = useLocale() as Language
  return (
    <section
      id={`category-${section.id}`}
      aria-labelledby={`category-${section.id}-name`}
      tabIndex={-1}
      hidden={isHidden}
      className="outline-none"
    >
      <h2
        id={`category-${section.id}-name`}
        className="px-3 pt-4 pb-1 font-semibold text-ink-soft text-sm sm:px-5"
      >
        {nameIn(language, section)}
      </h2>
      <ul className="grid grid-cols-1 md:grid-cols-2 lg:grid-cols-1 xl:grid-cols-2">{children}</ul>
    </section>
  )
}

function Nothing({ isNarrowed, onReset }: { isNarrowed: boolean; onReset: () => void }) {
  const t = useTranslations('guest.menu')
  return (
    <div className="grid justify-items-center gap-2 px-6 py-16 text-center">
      <p className="font-semibold text-lg">{isNarrowed ? t('nothing') : t('empty')}</p>
      <p className="max-w-xs text-ink-soft text-sm">
        {isNarrowed ? t('nothingHint') : t('emptyHint')}
      </p>
      {isNarrowed && (
        <button
          type="button"
          onClick={onReset}
          className="mt-2 min-h-11 rounded-full px-5 font-medium text-primary"
        >
          {t('reset')}
        </button>
      )}
    </div>
  )
}

function sectionsFor(
  categories: readonly MenuCategory[],
  filter: MenuFilter,
  wanted: ReturnType<typeof passesFilter>,
): MenuCategory[] {
  return categories
    .map((category) => ({
      ...category,
      dishes: category.dishes.filter((dish) => passesFilter(dish, filter) === wanted),
    }))
    .filter((category) => category.dishes.length > 0)
}

function isEmpty(filter: MenuFilter): boolean {
  return !filter.isVegetarianOnly && !filter.isMildOnly && filter.withoutAllergens.length === 0
}

/** Which section is at the top of the pane. */
function useScrollSpy(ids: readonly number[]) {
  const pane = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState(ids[0])
  const key = ids.join()
  useEffect(() => {
    const root = pane.current
    if (!root) return
    const visible = new Set<Element>()
    const sections = [...root.querySelectorAll('section')]
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) visible.add(target)
          else visible.delete(target)
        }
        const top = sections.find((section) => visible.has(section))
        if (top) setActiveId(Number(top.id.replace('category-', '')))
      },
      { root, rootMargin: '-72px 0px -70% 0px' },
    )
    for (const section of sections) observer.observe(section)
    return () => observer.disconnect()
    // The sections are those of `key`.
  }, [key])
  return { pane, activeId: ids.includes(activeId ?? 0) ? activeId : ids[0] }
}
