// Which part of a bill: dishes, what one person ordered, an even part, an amount. What another is
// paying shows whose it is.

import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { GuestFace } from '@/components/ui/guest-face'
import { Input } from '@/components/ui/input'
import { useAmountFlaw, useMoney } from '@/components/ui/money'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { type Language, nameIn } from '@/domain/language'
import { refusalSentence } from '@/domain/refusal-sentences'
import { MAXIMUM_WAYS } from '@/domain/split'
import type { Say } from '@/text/say'
import { SplitDishes } from './split-dishes'
import type { SplitView } from './types'
import { GUEST_TABS, type Split, STAFF_TABS } from './use-split'

export function SplitChoice({ view, split }: { view: SplitView; split: Split }) {
  const { currency, sign, sumOf, centsOf } = useMoney()
  const flawOf = useAmountFlaw()
  const t = useTranslations('split')
  const language = useLocale() as Language
  const isForStaff = view.ownNumber === null
  const tabs = isForStaff ? STAFF_TABS : GUEST_TABS
  const tRefusals = useTranslations('refusals')
  const { refusal } = split
  return (
    <section aria-label={t('title')} className="space-y-3">
      <div role="tablist" aria-label={t('title')} className="grid auto-cols-fr grid-flow-col gap-1">
        {tabs.map((tab, at) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`split-tab-${tab}`}
            aria-selected={tab === split.tab}
            aria-controls="split-part"
            tabIndex={tab === split.tab ? 0 : -1}
            onClick={() => split.setTab(tab)}
            onKeyDown={({ key }) => {
              const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
              const next = tabs[at + step]
              if (step === 0 || !next) return
              split.setTab(next)
              document.getElementById(`split-tab-${next}`)?.focus()
            }}
            className={cn(
              'min-h-11 border-b-3 px-1 font-medium',
              tab === split.tab ? 'border-primary text-ink' : 'border-transparent text-ink-soft',
            )}
          >
            {t(`tab.${tab}`)}
          </button>
        ))}
      </div>
      <p className="text-ink-soft text-sm tabular-nums">
        {t('free', { free: sumOf(view.freeCents), open: sumOf(view.openCents) })}
      </p>
      <div role="tabpanel" id="split-part" aria-labelledby={`split-tab-${split.tab}`}>
        {split.tab === 'items' && <SplitDishes view={view} split={split} />}
        {split.tab === 'person' && <ByPerson view={view} split={split} />}
        {split.tab === 'even' && <Evenly view={view} split={split} />}
        {split.tab === 'amount' && (
          <Field label={t('amount', { sign })} error={flawOf(split.amount)}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              value={split.amount}
              aria-invalid={split.amount !== '' && !centsOf(split.amount)}
              className="h-14! text-right text-2xl! tabular-nums"
              onChange={(event) => split.setAmount(event.target.value)}
            />
          </Field>
        )}
      </div>
      {refusal && (
        <p role="status" className="text-danger text-sm">
          {refusalSentence(tRefusals as Say<'refusals'>, language, refusal.code, {
            ...refusal,
            currency,
          })}
        </p>
      )}
    </section>
  )
}

/** For whom, which staff say. */
function ByPerson({ view, split }: { view: SplitView; split: Split }) {
  const { sumOf } = useMoney()
  const t = useTranslations('split')
  const language = useLocale() as Language
  const own = view.lines.filter((line) => line.guestNumber === split.person)
  return (
    <div className="space-y-3">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t('tab.person')}</legend>
        {view.guests.map((guest) => (
          <label
            key={guest.number}
            className={cn(
              'flex min-h-11 cursor-pointer items-center gap-2 rounded-xl border px-3 has-focus-visible:outline-3 has-focus-visible:outline-primary',
              guest.number === split.person ? 'border-primary bg-primary-soft' : 'border-line',
            )}
          >
            <input
              type="radio"
              name="person"
              className="sr-only"
              checked={guest.number === split.person}
              onChange={() => split.setPerson(guest.number)}
            />
            <GuestFace guest={guest} />
            {guest.nickname ?? t('guest', { number: guest.number })}
          </label>
        ))}
      </fieldset>
      {own.length === 0 && <p className="py-4 text-center text-ink-soft">{t('noDishes')}</p>}
      <ul className="divide-y divide-line">
        {own.map((line) => (
          <li key={line.id} className="flex gap-3 py-2.5">
            <span className="min-w-0 flex-1 break-words">
              {nameIn(language, line)} × {line.quantity}
            </span>
            <span className={cn('tabular-nums', line.openCents === 0 && 'text-ink-soft')}>
              {line.openCents > 0 && sumOf(line.openCents)}
              {line.openCents === 0 && t(line.lockedCents > 0 ? 'locked' : 'paid')}
            </span>
          </li>
        ))}
        {view.heads && view.heads.openCents > 0 && split.part && split.part.headCents > 0 && (
          <li className="flex gap-3 py-2.5">
            <span className="flex-1">{t('heads', { count: 1 })}</span>
            <span className="tabular-nums">{sumOf(split.part.headCents)}</span>
          </li>
        )}
      </ul>
    </div>
  )
}

function Evenly({ view, split }: { view: SplitView; split: Split }) {
  const t = useTranslations('split')
  if (view.evenWays !== null) {
    return (
      <p className="rounded-2xl bg-canvas p-4 tabular-nums">
        {t('evenBegun', { ways: view.evenWays, left: view.evenLeft })}
      </p>
    )
  }
  return (
    <div className="flex items-center gap-3 rounded-2xl bg-canvas p-4">
      <span className="flex-1">{t('ways')}</span>
      <QuantityStepper
        value={split.ways}
        minimum={2}
        maximum={MAXIMUM_WAYS}
        onChange={split.setWays}
        name={t('ways')}
      />
    </div>
  )
}
