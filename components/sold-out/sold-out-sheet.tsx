// What guests cannot order now, for the kitchen and the floor alike: brought back, counted and
// changed here, and from here another dish or option is marked.

import { type ReactNode, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useTimes } from '@/components/desk/use-times'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SearchField } from '@/components/ui/search-field'
import { Sheet } from '@/components/ui/sheet'
import { type Language, nameIn } from '@/domain/language'
import type { MarkedNow, MarkedOption } from '@/server/menu/read-availability'
import { FindDish } from './find-dish'
import { MarkedDishRow } from './marked-dish-row'
import { MarketPrices } from './market-prices'
import { OptionRow } from './option-row'
import { useMarked } from './use-marked'

export function SoldOutSheet({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const t = useTranslations('sold-out')
  const marked = useMarked()
  const [sought, setSought] = useState('')
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        setSought('')
        onOpenChange(next)
      }}
      title={t('title')}
    >
      <SearchField name={t('search')} value={sought} onChange={setSought} />
      {marked.isPending && <Loading />}
      {marked.isError && !marked.data && (
        <Failed error={marked.error} onRetry={() => marked.refetch()} />
      )}
      {marked.data && sought.trim() !== '' && <FindDish sought={sought} marked={marked.data} />}
      {marked.data && sought.trim() === '' && (
        <>
          <MarketPrices dishes={marked.data.market} />
          <MarkedList marked={marked.data} />
        </>
      )}
    </Sheet>
  )
}

function MarkedList({ marked: { dishes, options, dayEndsAt } }: { marked: MarkedNow }) {
  const t = useTranslations('sold-out')
  const soldOut = dishes.filter((dish) => dish.isSoldOut)
  const limited = dishes.filter((dish) => !dish.isSoldOut)
  const optionsOut = options.filter((option) => option.isSoldOut)
  const optionsLimited = options.filter((option) => !option.isSoldOut)
  if (dishes.length + options.length === 0) {
    return (
      <div className="py-12 text-center">
        <p className="font-medium">{t('none')}</p>
        <p className="mt-1 text-ink-soft text-sm">{t('noneHint')}</p>
      </div>
    )
  }
  return (
    <>
      <Group title={t('soldOut', { count: soldOut.length })} isShown={soldOut.length > 0}>
        {soldOut.map((dish) => (
          <MarkedDishRow key={dish.id} dish={dish} dayEndsAt={dayEndsAt} />
        ))}
      </Group>
      <Group title={t('options', { count: optionsOut.length })} isShown={optionsOut.length > 0}>
        {optionsOut.map((option) => (
          <MarkedOptionRow key={option.id} option={option} />
        ))}
      </Group>
      <Group
        title={t('limited', { count: limited.length + optionsLimited.length })}
        isShown={limited.length + optionsLimited.length > 0}
      >
        {limited.map((dish) => (
          <MarkedDishRow key={dish.id} dish={dish} dayEndsAt={dayEndsAt} />
        ))}
        {optionsLimited.map((option) => (
          <MarkedOptionRow key={`option ${option.id}`} option={option} />
        ))}
      </Group>
    </>
  )
}

function Group({
  title,
  isShown,
  children,
}: {
  title: string
  isShown: boolean
  children: ReactNode
}) {
  if (!isShown) return null
  return (
    <section className="mt-5">
      <h3 className="font-semibold text-ink-soft">{title}</h3>
      <ul className="divide-y divide-line">{children}</ul>
    </section>
  )
}

function MarkedOptionRow({ option }: { option: MarkedOption }) {
  const language = useLocale() as Language
  const { dayAndClock } = useTimes()
  const group = nameIn(language, { name: option.groupName, names: option.groupNames })
  const since = [option.sinceAt && dayAndClock(option.sinceAt), option.by].filter(Boolean)
  return <OptionRow option={option} about={[group, ...since].join(' · ')} />
}
