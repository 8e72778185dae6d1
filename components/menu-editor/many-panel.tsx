// What is said of many dishes at once, and what comes of it for each, before it is saved.

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { numberIn, percentIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { useAllergyWords } from '@/components/menu/use-allergy-words'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/wire/toast'
import { refusalIn } from '@/components/wire/trpc'
import { CONTENTS } from '@/domain/allergies'
import { type Language, nameIn } from '@/domain/language'
import { ALLERGENS, DIET_TAGS, SERVED_AS, type ServedAs } from '@/domain/menu'
import { patchOf } from '@/domain/menu-document'
import {
  changedDish,
  type DishesChange,
  type PriceFlaw,
  printOfDish,
  roundingsOf,
} from '@/domain/menu-many'
import { changeDishes } from '@/forms/menu/editor'
import { CourseOptions } from './course-options'
import { EditPanel } from './edit-panel'
import { useValueWords } from './publish-dialog'
import { type DishItem, type Editor, useEdit } from './use-editor'

/** As many as one reads; how many more there are is said. */
const SHOWN = 200

type Told = keyof DishesChange
const everySame = <Each extends string>(all: readonly Each[]) =>
  Object.fromEntries(all.map((each) => [each, ''])) as Record<Each, string>

export function ManyPanel({
  editor,
  dishes,
  onSaved,
  onClose,
}: {
  editor: Editor
  dishes: readonly DishItem[]
  onSaved: () => void
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const tGuest = useTranslations('guest')
  const { nameOf } = useAllergyWords()
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const { currency, sign, priceOf, centsIn } = useMoney()
  const [trouble, setTrouble] = useState<string | null>(null)
  const form = useForm({
    schema: changeDishes,
    typed: {
      way: '' as '' | 'up' | 'down',
      by: 'amount' as 'amount' | 'percent',
      price: { addedCents: '', addedBasisPoints: '', roundToCents: '1', isReducedToo: true },
      category: '',
      made: '' as '' | 'usual' | 'set',
      stations: [] as string[],
      course: '',
      minutes: '' as '' | 'usual' | 'set',
      promisedMinutes: '',
      servedAs: '' as '' | ServedAs,
      allergens: everySame(ALLERGENS),
      diets: everySame(DIET_TAGS),
    },
    read: ({ way, by, price, category, made, stations, course, minutes, servedAs, ...typed }) => {
      const signed = (amount: number) => (way === 'down' ? 0 - amount : amount)
      return {
        ...(way && {
          price: {
            addedCents: by === 'amount' ? signed(centsIn(price.addedCents)) : 0,
            addedBasisPoints: by === 'percent' ? signed(percentIn(price.addedBasisPoints)) : 0,
            roundToCents: Number(price.roundToCents),
            isReducedToo: price.isReducedToo,
          },
        }),
        ...(category && { category }),
        ...(made === 'usual' && { stations: [] }),
        // Whoever has chosen none has said nothing yet.
        ...(made === 'set' && stations.length > 0 && { stations }),
        ...(course && { course: course === 'usual' ? null : Number(course) }),
        ...(minutes && {
          promisedMinutes: minutes === 'usual' ? null : numberIn(typed.promisedMinutes),
        }),
        ...(servedAs && { servedAs }),
        ...listOf('allergens', ALLERGENS, typed.allergens, (allergen, contents) => ({
          allergen,
          contents: contents as (typeof CONTENTS)[number],
        })),
        ...listOf('diets', DIET_TAGS, typed.diets, (diet, said) => ({
          diet,
          isSo: said === 'yes',
        })),
      }
    },
  })
  const { typed, change } = form
  const request = form.requestNow() as DishesChange | null
  const isSaid = request !== null && Object.keys(request).length > 0
  const rows = dishes.map((dish) => {
    const after = isSaid ? changedDish(dish.body, request) : dish.body
    return { dish, after, patch: typeof after === 'string' ? {} : patchOf(dish.body, after) }
  })
  const flawed = rows.filter(({ after }) => typeof after === 'string')
  const changed = rows.filter(({ patch }) => Object.keys(patch).length > 0)
  const save = useEdit((server, input: DishesChange) =>
    server.changeDishes.mutate({
      ...(input as object),
      storeId,
      dishes: dishes.map(({ key, body }) => ({ key, seen: printOfDish(body, input) })),
    }),
  )
  const send = async (input: DishesChange) => {
    setTrouble(null)
    try {
      await save.ask(input)
      toast.success(t('many.applied', { count: changed.length }))
      onSaved()
    } catch (error) {
      const refusal = refusalIn(error)
      const told = (refusal?.details ?? {}) as { by?: string; name?: string; number?: number }
      if (refusal?.code === 'thing.changed') {
        const { by = t('somebody'), name: dish = '', number = 1 } = told
        setTrouble(t('many.changedMeanwhile', { name: by, dish, number }))
      } else if (refusal?.code === 'thing.not-found') setTrouble(t('many.gone'))
      else setTrouble((error as Error).message)
    }
  }
  const same = <option value="">{t('many.same')}</option>

  return (
    <EditPanel
      title={t('many.title', { count: dishes.length })}
      action={t('many.apply', { count: changed.length })}
      isBusy={save.isBusy || changed.length === 0 || flawed.length > 0}
      trouble={
        trouble ??
        form.trouble ??
        (flawed.length > 0 ? t('many.impossible', { count: flawed.length }) : null)
      }
      notice={null}
      onSave={form.send((input) => send(input))}
      onClose={onClose}
    >
      <section className="space-y-3">
        <Segmented
          label={t('field.priceCents')}
          isLabelShown
          choices={[
            { value: '', text: t('many.same') },
            { value: 'up', text: t('many.up') },
            { value: 'down', text: t('many.down') },
          ]}
          value={typed.way}
          onChange={(way) => change('way', way)}
        />
        {typed.way && (
          <>
            <Segmented
              label={t('many.by')}
              choices={[
                { value: 'amount', text: t('many.amount') },
                { value: 'percent', text: t('many.percent') },
              ]}
              value={typed.by}
              onChange={(by) => change('by', by)}
            />
            <div className="grid grid-cols-2 gap-3">
              {typed.by === 'amount' ? (
                <Field
                  key="amount"
                  label={`${t('many.added')} (${sign})`}
                  error={form.wrong('price.addedCents')}
                >
                  <Input inputMode="decimal" autoComplete="off" {...form.of('price.addedCents')} />
                </Field>
              ) : (
                <Field
                  key="percent"
                  label={`${t('many.added')} (%)`}
                  error={form.wrong('price.addedBasisPoints')}
                >
                  <Input
                    inputMode="decimal"
                    autoComplete="off"
                    {...form.of('price.addedBasisPoints')}
                  />
                </Field>
              )}
              <Field label={t('many.roundTo')}>
                <Select {...form.of('price.roundToCents')}>
                  {roundingsOf(currency).map((step) => (
                    <option key={step} value={step}>
                      {priceOf(step)}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
            <Checkbox {...form.of('price.isReducedToo')}>{t('many.reducedToo')}</Checkbox>
          </>
        )}
      </section>

      <section className="grid grid-cols-2 gap-3">
        <Field label={t('field.category')}>
          <Select {...form.of('category')}>
            {same}
            {editor.categories.map(({ key, body }) => (
              <option key={key} value={key}>
                {nameIn(language, body)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('field.stations')}>
          <Select {...form.of('made')}>
            {same}
            <option value="usual">{t('many.defaultStation')}</option>
            <option value="set">{t('many.chosenStations')}</option>
          </Select>
        </Field>
        {typed.made === 'set' && (
          <fieldset className="col-span-2 rounded-2xl border border-line px-4 py-1">
            <legend className="sr-only">{t('many.chosenStations')}</legend>
            <div className="flex flex-wrap gap-x-5">
              {editor.stations.map(({ key, ...station }) => (
                <Checkbox
                  key={key}
                  checked={typed.stations.includes(key)}
                  onChange={(event) => {
                    const others = typed.stations.filter((each) => each !== key)
                    const chosen = event.target.checked ? [...others, key] : others
                    change(
                      'stations',
                      chosen.sort((one, other) => Number(one) - Number(other)),
                    )
                  }}
                >
                  {nameIn(language, station)}
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )}
        <Field label={t('field.course')}>
          <Select {...form.of('course')}>
            {same}
            <option value="usual">{t('form.anyCourse')}</option>
            <CourseOptions />
          </Select>
        </Field>
        <Field label={t('field.promisedMinutes')} error={form.wrong('promisedMinutes')}>
          <Select
            value={typed.minutes}
            onChange={(event) => change('minutes', event.target.value as 'usual')}
          >
            {same}
            <option value="usual">{t('many.minutesUsual')}</option>
            <option value="set">{t('many.minutesSet')}</option>
          </Select>
          {typed.minutes === 'set' && (
            <Input
              inputMode="numeric"
              autoComplete="off"
              aria-label={t('field.promisedMinutes')}
              {...form.of('promisedMinutes')}
            />
          )}
        </Field>
        <Field label={t('sold.servedAs')}>
          <Select {...form.of('servedAs')}>
            {same}
            {SERVED_AS.map((each) => (
              <option key={each} value={each}>
                {t(`sold.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
      </section>

      <Folded title={t('form.allergens')}>
        {ALLERGENS.map((each) => (
          <Field key={each} label={nameOf(each)}>
            <Select {...form.of(`allergens.${each}`)}>
              {same}
              {CONTENTS.map((contents) => (
                <option key={contents} value={contents}>
                  {t(`form.${contents}`)}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </Folded>
      <Folded title={t('form.diets')}>
        {DIET_TAGS.map((each) => (
          <Field key={each} label={tGuest(`diet.${each}`)}>
            <Select {...form.of(`diets.${each}`)}>
              {same}
              <option value="yes">{t('many.yes')}</option>
              <option value="no">{t('many.no')}</option>
            </Select>
          </Field>
        ))}
      </Folded>

      <Preview
        editor={editor}
        rows={[...flawed, ...changed]}
        unchanged={rows.length - flawed.length - changed.length}
        isSaid={isSaid}
      />
    </EditPanel>
  )
}

function listOf<Field extends Told, Each extends string, Said>(
  field: Field,
  all: readonly Each[],
  typed: Record<Each, string>,
  said: (each: Each, word: string) => Said,
): { [F in Field]?: Said[] } {
  const list = all.filter((each) => typed[each]).map((each) => said(each, typed[each]))
  return list.length > 0 ? ({ [field]: list } as { [F in Field]?: Said[] }) : {}
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group rounded-2xl border border-line px-4">
      <summary className="flex min-h-11 cursor-pointer items-center font-medium text-sm">
        <span className="flex-1">{title}</span>
        <ChevronDown
          aria-hidden
          className="size-4 text-ink-soft transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="grid grid-cols-2 gap-3 pb-4">{children}</div>
    </details>
  )
}

function Preview({
  editor,
  rows,
  unchanged,
  isSaid,
}: {
  editor: Editor
  rows: readonly { dish: DishItem; after: unknown; patch: Readonly<Record<string, unknown>> }[]
  unchanged: number
  isSaid: boolean
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const said = useValueWords(editor)
  if (!isSaid) return <p className="text-ink-soft text-sm">{t('many.nothing')}</p>
  return (
    <section className="space-y-2 text-sm">
      {rows.length > 0 && (
        <table className="w-full border-collapse text-left">
          <caption className="mb-1 text-left font-semibold text-base">{t('many.preview')}</caption>
          <thead className="text-ink-soft">
            <tr>
              <th className="py-1 font-normal">{t('many.dish')}</th>
              <th className="px-2 py-1 text-right font-normal">{t('many.before')}</th>
              <th className="py-1 text-right font-normal">{t('many.after')}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-line border-y">
            {rows.slice(0, SHOWN).map(({ dish, after, patch }) => {
              const before = dish.body as unknown as Record<string, unknown>
              const fields = Object.entries(patch)
              const isFlawed = typeof after === 'string'
              return (
                <tr key={dish.key} className="align-top">
                  <th scope="row" className="py-1.5 font-medium [overflow-wrap:anywhere]">
                    {nameIn(language, dish.body)}
                    {fields.length > 1 &&
                      fields.map(([field]) => (
                        <span key={field} className="block font-normal text-ink-soft">
                          {t(`field.${field as 'name'}`)}
                        </span>
                      ))}
                  </th>
                  <td className="px-2 py-1.5 text-right text-ink-soft tabular-nums">
                    {fields.length > 1 && <br />}
                    {isFlawed && said('priceCents', dish.body.priceCents)}
                    {fields.map(([field]) => (
                      <span key={field} className="block">
                        {said(field, before[field])}
                      </span>
                    ))}
                  </td>
                  <td className="py-1.5 text-right font-medium tabular-nums">
                    {fields.length > 1 && <br />}
                    {isFlawed && (
                      <span className="text-danger">{t(`many.${after as PriceFlaw}`)}</span>
                    )}
                    {fields.map(([field, value]) => (
                      <span key={field} className="block">
                        {said(field, value)}
                      </span>
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {rows.length > SHOWN && (
        <p className="text-ink-soft">{t('many.moreRows', { count: rows.length - SHOWN })}</p>
      )}
      {unchanged > 0 && (
        <p className="text-ink-soft">{t('many.unchanged', { count: unchanged })}</p>
      )}
    </section>
  )
}
