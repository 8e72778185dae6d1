// Every dish with the stations that make it, its promise and its course, under its category, which
// says what is usual.

import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { cn } from '@/components/ui/cn'
import { FilterChips } from '@/components/ui/filter-chips'
import { Notice } from '@/components/ui/notice'
import { SearchField } from '@/components/ui/search-field'
import { everyName } from '@/domain/language'
import type {
  CategorySetup,
  DishSetup,
  KitchenSetup,
  StationSetup,
} from '@/server/kitchen/read-setup'
import { CourseField } from './course-field'
import { MinutesField } from './minutes-field'
import { useDishName } from './use-dish-name'
import { useChange } from './use-setup'

/** Name and stations, minutes, course: in a row where there is room, else below each other. */
const ROW =
  'grid grid-cols-[8rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2 px-4 py-2.5 *:first:col-span-2 md:grid-cols-[minmax(0,1fr)_8rem_14rem] md:gap-x-6 md:*:first:col-span-1'

export function SetupDishes({ setup }: { setup: KitchenSetup }) {
  const t = useTranslations('kitchen.arrange')
  const nameOf = useDishName()
  const [sought, setSought] = useState('')
  const [at, setAt] = useState<string | null>(null)
  const words = useDeferredValue(sought.trim().toLowerCase())
  const makers = setup.stations.filter(({ isExpo }) => !isExpo)
  const unclaimed = makers.filter(({ isDefault }) => isDefault).map(({ id }) => id)
  const madeBy = ({ stationIds }: DishSetup) => (stationIds.length > 0 ? stationIds : unclaimed)
  const isShown = (dish: DishSetup) =>
    (at === null || madeBy(dish).includes(Number(at))) &&
    everyName(dish).toLowerCase().includes(words)
  const isAll = at === null && words === ''
  const shown = setup.categories
    .map((category) => ({ ...category, dishes: category.dishes.filter(isShown) }))
    .filter(({ dishes }) => isAll || dishes.length > 0)

  return (
    <section aria-labelledby="dishes" className="space-y-3">
      <div>
        <h2 id="dishes" className="font-semibold text-lg">
          {t('dishes')}
        </h2>
        <p className="mt-1 text-ink-soft text-sm">{t('dishesHint')}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchField
          name={t('search')}
          value={sought}
          onChange={setSought}
          className="min-w-52 flex-1"
        />
        <FilterChips
          label={t('madeAt')}
          all={{ text: t('everywhere') }}
          chips={makers.map((station) => ({ value: String(station.id), text: nameOf(station) }))}
          value={at}
          onChange={setAt}
        />
      </div>
      {shown.length === 0 && <Notice Icon={Search} title={t('noDish')} />}
      {shown.map((category) => (
        <Category
          key={category.id}
          category={category}
          makers={makers}
          storeMinutes={setup.pace.promisedMinutes}
        />
      ))}
    </section>
  )
}

function Category({
  category,
  makers,
  storeMinutes,
}: {
  category: CategorySetup
  makers: StationSetup[]
  storeMinutes: number
}) {
  const t = useTranslations('kitchen.arrange')
  const nameOf = useDishName()
  const { storeId } = useDesk()
  const { change, wanted } = useChange(
    (setup, pace: Pick<CategorySetup, 'promisedMinutes' | 'course'>) =>
      setup.setCategoryPace.mutate({ storeId, categoryId: category.id, ...pace }),
  )
  const { promisedMinutes, course } = wanted ?? category
  const set = (pace: Partial<NonNullable<typeof wanted>>) =>
    change({ promisedMinutes, course, ...pace })
  const name = nameOf(category)
  return (
    <div className="overflow-hidden rounded-2xl border border-line bg-surface">
      <div className={cn(ROW, 'bg-ink/4')}>
        <h3 className="font-semibold">{name}</h3>
        <MinutesField
          name={t('minutesOf', { name })}
          value={promisedMinutes}
          usual={storeMinutes}
          onSave={(minutes) => set({ promisedMinutes: minutes })}
        />
        <CourseField
          name={t('courseOf', { name })}
          value={course}
          onSave={(next) => set({ course: next ?? 0 })}
        />
      </div>
      <ul className="divide-y divide-line">
        {category.dishes.map((dish) => (
          <Dish
            key={dish.id}
            dish={dish}
            makers={makers}
            usualMinutes={promisedMinutes ?? storeMinutes}
            usualCourse={course}
          />
        ))}
      </ul>
    </div>
  )
}

function Dish({
  dish,
  makers,
  usualMinutes,
  usualCourse,
}: {
  dish: DishSetup
  makers: StationSetup[]
  usualMinutes: number
  usualCourse: number
}) {
  const t = useTranslations('kitchen.arrange')
  const nameOf = useDishName()
  const { storeId } = useDesk()
  const route = useChange((setup, stationIds: number[]) =>
    setup.setDishStations.mutate({ storeId, dishId: dish.id, stationIds }),
  )
  const pace = useChange((setup, next: Pick<DishSetup, 'promisedMinutes' | 'course'>) =>
    setup.setDishPace.mutate({ storeId, dishId: dish.id, ...next }),
  )
  const { promisedMinutes, course } = pace.wanted ?? dish
  const stationIds = route.wanted ?? dish.stationIds
  const set = (next: Partial<NonNullable<typeof pace.wanted>>) =>
    pace.change({ promisedMinutes, course, ...next })
  const toggle = (id: number) =>
    route.change(
      stationIds.includes(id) ? stationIds.filter((each) => each !== id) : [...stationIds, id],
    )
  const name = nameOf(dish)
  return (
    <li className={ROW}>
      <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <span className="min-w-40 flex-1 break-words">{name}</span>
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">{t('stationsOf', { name })}</legend>
          {makers.map((station) => {
            const isMaker = stationIds.includes(station.id)
            const isUnclaimed = stationIds.length === 0 && station.isDefault
            return (
              <button
                key={station.id}
                type="button"
                aria-pressed={isMaker}
                title={isUnclaimed ? t('byDefault') : undefined}
                onClick={() => toggle(station.id)}
                className={cn(
                  'min-h-11 rounded-full border px-3.5 text-sm transition-colors',
                  isMaker && 'border-ink bg-ink text-canvas',
                  isUnclaimed && 'border-ink border-dashed text-ink',
                  !isMaker && !isUnclaimed && 'border-line text-ink-soft',
                )}
              >
                {nameOf(station)}
              </button>
            )
          })}
        </fieldset>
      </div>
      <MinutesField
        name={t('minutesOf', { name })}
        value={promisedMinutes}
        usual={usualMinutes}
        onSave={(minutes) => set({ promisedMinutes: minutes })}
      />
      <CourseField
        name={t('courseOf', { name })}
        value={course}
        usual={usualCourse}
        onSave={(next) => set({ course: next })}
      />
    </li>
  )
}
