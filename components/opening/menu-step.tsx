'use client'
// What is served: a menu like it to begin with, a list that somebody has, or nothing yet.

import { useQuery } from '@tanstack/react-query'
import { Coffee, CookingPot, CupSoda, Flame, type LucideIcon, Pizza, Soup } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { useForm } from '@/components/desk/use-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Field, useNamed } from '@/components/ui/field'
import { useMoney } from '@/components/ui/money'
import { Failed, Loading } from '@/components/ui/placeholders'
import { Segmented } from '@/components/ui/segmented'
import { useTRPC } from '@/components/wire/trpc'
import { useKeyedCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { type ExampleMenuName, readDishList } from '@/domain/opening'
import * as forms from '@/forms/opening'
import type { MenusToBeginWith } from '@/server/opening/read-menus'
import { StepPage } from './opening-frame'
import { StepButtons } from './step-buttons'

const ICONS: Record<ExampleMenuName, LucideIcon> = {
  'home-cooking': CookingPot,
  noodles: Soup,
  'tea-and-coffee': CupSoda,
  'hot-pot': Flame,
  cafe: Coffee,
  pizzeria: Pizza,
}
const WAYS = ['examples', 'list'] as const
const DISHES_SHOWN = 4
const LINES_TOLD = 8
const CHANGED = ['menu', 'opening'] as const

export function MenuStep({ onDone }: { onDone: () => void }) {
  const t = useTranslations('setup.menu')
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const [way, setWay] = useState<(typeof WAYS)[number]>('examples')
  const menus = useQuery(trpc.opening.menus.queryOptions({ storeId }))
  const count = menus.data?.dishes ?? 0
  return (
    <StepPage title={t('title')} lead={t('lead')}>
      {menus.isPending && <Loading />}
      {menus.isError && <Failed error={menus.error} onRetry={() => void menus.refetch()} />}
      {menus.data && (
        <>
          {count > 0 && <OnMenu count={count} />}
          <Segmented
            label={t('title')}
            choices={WAYS.map((value) => ({ value, text: t(value) }))}
            value={way}
            onChange={setWay}
          />
          {way === 'examples' ? <Examples menus={menus.data} /> : <PasteList />}
          <StepButtons step="menu" isReady={count > 0} onDone={onDone} />
        </>
      )}
    </StepPage>
  )
}

function OnMenu({ count }: { count: number }) {
  const t = useTranslations('setup.menu')
  const { storeId } = useDesk()
  return (
    <Alert tone="success">
      <p className="font-semibold">{t('chosen', { count })}</p>
      <p>
        {t('prices')}{' '}
        <a
          href={`/staff/menu?store=${storeId}`}
          target="_blank"
          rel="noreferrer"
          className="underline underline-offset-2"
        >
          {t('edit')}
        </a>
      </p>
    </Alert>
  )
}

function Examples({ menus }: { menus: MenusToBeginWith }) {
  const t = useTranslations('setup.menu')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const { priceOf } = useMoney()
  const [chosen, setChosen] = useState<ExampleMenuName | null>(null)
  const take = useKeyedCommand((server) => server.opening.takeExample.mutate, {
    isToldHere: true,
    stale: CHANGED,
    onDone: () => setChosen(null),
  })
  return (
    <>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {menus.examples.map((menu) => {
          const Icon = ICONS[menu.name]
          const isChosen = chosen === menu.name
          return (
            <li key={menu.name}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => setChosen(isChosen ? null : menu.name)}
                className={cn(
                  'h-full w-full rounded-2xl border p-4 text-left transition-colors',
                  isChosen
                    ? 'border-primary bg-primary-soft'
                    : 'border-line bg-surface hover:border-primary',
                )}
              >
                <span className="flex items-center gap-3 font-semibold text-lg">
                  <Icon aria-hidden className="size-6 shrink-0 text-primary" />
                  {t(`example.${menu.name}`)}
                </span>
                <span className="mt-1 block text-ink-soft text-sm">
                  {t('holds', { categories: menu.categories, dishes: menu.dishes })}
                </span>
                <span className="mt-3 block space-y-1 text-sm">
                  {menu.first.slice(0, DISHES_SHOWN).map((dish) => (
                    <span key={dish.name} className="flex justify-between gap-3">
                      <span className="min-w-0 truncate">{nameIn(language, dish)}</span>
                      <span className="tabular-nums">{priceOf(dish.priceCents)}</span>
                    </span>
                  ))}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {take.trouble && <Alert>{take.trouble}</Alert>}
      {chosen && (
        <Button
          size="lg"
          className="w-full sm:w-auto"
          disabled={take.isBusy}
          onClick={() => take.run({ storeId, example: chosen })}
        >
          {t('choose')}
        </Button>
      )}
    </>
  )
}

function PasteList() {
  const t = useTranslations('setup.menu')
  const { storeId } = useDesk()
  const { currency } = useMoney()
  const form = useForm({
    schema: forms.takeList,
    typed: { list: '', firstCategory: t('category') },
    read: (typed) => typed,
  })
  const take = useKeyedCommand((server) => server.opening.takeList.mutate, {
    isToldHere: true,
    stale: CHANGED,
    onDone: () => form.reset(),
  })
  const { categories, unread } = readDishList(form.typed.list, currency, t('category'))
  const dishes = categories.reduce((sum, category) => sum + category.dishes.length, 0)
  return (
    <Card className="p-5!">
      <form
        noValidate
        className="space-y-4"
        onSubmit={form.send((request) => take.run({ storeId, ...request }))}
      >
        <Field label={t('pasteLabel')} hint={t('pasteHint')} error={form.wrong('list')}>
          <Lines rows={9} placeholder={t('pasteExample')} {...form.of('list')} />
        </Field>
        <div aria-live="polite" className="space-y-1 text-sm">
          <p>{t('read', { dishes, categories: categories.length })}</p>
          {unread.length > 0 && (
            <p className="text-warning">
              {t('unread', {
                count: unread.length,
                lines: unread.slice(0, LINES_TOLD).join(', '),
              })}
            </p>
          )}
        </div>
        {take.trouble && <Alert>{take.trouble}</Alert>}
        <Button type="submit" variant="outline" size="lg" disabled={dishes === 0 || take.isBusy}>
          {t('take', { count: dishes })}
        </Button>
      </form>
    </Card>
  )
}

/** Several lines of text, named by the field around it. */
function Lines(rest: ComponentProps<'textarea'>) {
  return (
    <textarea
      className="w-full rounded-xl border border-edge bg-surface px-3 py-2 text-base text-ink placeholder:text-ink-soft"
      {...rest}
      {...useNamed(rest)}
    />
  )
}
