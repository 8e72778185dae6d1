'use client'
// Where guests sit: an area and the pattern of its tables, one area after the other.

import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { useForm } from '@/components/desk/use-form'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Failed, Loading } from '@/components/ui/placeholders'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { ORDER_MODES, type OrderMode } from '@/domain/menu'
import { MAXIMUM_SEATS, tablesOf } from '@/domain/seating'
import * as forms from '@/forms/opening'
import type { Arrangement } from '@/server/seating/read-tables'
import { StepPage } from './opening-frame'
import { StepButtons } from './step-buttons'

const SHOWN = 6

export function TablesStep({ isByArea, onDone }: { isByArea: boolean; onDone: () => void }) {
  const t = useTranslations('setup.tables')
  const trpc = useTRPC()
  const { storeId } = useDesk()
  const tables = useQuery(trpc.seating.tables.queryOptions({ storeId }))
  const count = tables.data?.areas.reduce((sum, area) => sum + area.tables.length, 0) ?? 0
  return (
    <StepPage title={t('title')} lead={t('lead')}>
      {tables.isPending && <Loading />}
      {tables.isError && <Failed error={tables.error} onRetry={() => void tables.refetch()} />}
      {tables.data && (
        <>
          {/* A new form for the next area. */}
          <AddArea
            key={tables.data.areas.length}
            arrangement={tables.data}
            isByArea={isByArea}
            isNext={count > 0}
          />
          {count > 0 && <Areas arrangement={tables.data} count={count} />}
          <StepButtons step="tables" isReady={count > 0} onDone={onDone} />
        </>
      )}
    </StepPage>
  )
}

function AddArea({
  arrangement,
  isByArea,
  isNext,
}: {
  arrangement: Arrangement
  isByArea: boolean
  isNext: boolean
}) {
  const t = useTranslations('setup.tables')
  const tType = useTranslations('setup.restaurant')
  const { storeId } = useDesk()
  const isFirst = arrangement.areas.length === 0
  const form = useForm({
    schema: forms.addArea,
    typed: {
      name: isFirst ? t('areaStart') : '',
      names: typedNames(),
      pattern: isFirst ? 'A01–A12' : '',
      seats: 4,
      skipsFours: false,
      orderMode: '' as OrderMode | '',
    },
    read: (typed) => ({ ...typed, orderMode: typed.orderMode || null }),
    rule: ({ pattern, skipsFours, orderMode }) => ({
      ...('fault' in tablesOf(pattern, skipsFours) && { pattern: t('fault') }),
      ...(isByArea && orderMode === null && { orderMode: t('modeMissing') }),
    }),
  })
  const { pattern, seats, skipsFours } = form.typed
  const add = useCommand((server) => server.opening.addArea.mutate, {
    isToldHere: true,
    said: ({ added }) => t('added', { count: added }),
    stale: ['seating', 'service'],
  })
  const written = tablesOf(pattern, skipsFours)
  const names = 'names' in written ? written.names : []
  return (
    <Card className={isNext ? 'p-5!' : 'p-5! sm:p-6!'}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={form.send((request) => add.run({ storeId, ...request }))}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Field label={t('area')} error={form.wrong('name')}>
            <Input autoComplete="off" {...form.of('name')} />
          </Field>
          <OtherNames
            of={(other) => form.of(`names.${other}`)}
            wrong={(other) => form.wrong(`names.${other}`)}
          />
          <Field label={t('pattern')} hint={t('patternHint')} error={form.wrong('pattern')}>
            <Input autoComplete="off" {...form.of('pattern')} />
          </Field>
          <div className="space-y-1.5">
            <p className="font-medium text-sm">{t('seats')}</p>
            <QuantityStepper
              name={t('seats')}
              value={seats}
              minimum={1}
              maximum={MAXIMUM_SEATS}
              onChange={(value) => form.change('seats', value)}
            />
          </div>
          <Field label={t('mode')} error={form.wrong('orderMode')}>
            <Select {...form.of('orderMode')}>
              <option value="">
                {isByArea ? t('modeChoose') : `${t('asStore')} · ${tType(arrangement.orderMode)}`}
              </option>
              {ORDER_MODES.map((mode) => (
                <option key={mode} value={mode}>
                  {tType(mode)}
                </option>
              ))}
            </Select>
          </Field>
          <Checkbox className="self-end" {...form.of('skipsFours')}>
            {t('fours')}
          </Checkbox>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            variant={isNext ? 'outline' : 'primary'}
            size="lg"
            disabled={add.isBusy}
          >
            {t('add')}
          </Button>
          <p aria-live="polite" className="min-w-0 flex-[1_1_12rem] text-ink-soft text-sm">
            {names.length > 0 && t('preview', { count: names.length, names: shortList(names) })}
          </p>
        </div>
        {add.trouble && <Alert>{add.trouble}</Alert>}
      </form>
    </Card>
  )
}

function Areas({ arrangement, count }: { arrangement: Arrangement; count: number }) {
  const t = useTranslations('setup.tables')
  const tType = useTranslations('setup.restaurant')
  const language = useLocale() as Language
  return (
    <section aria-label={t('there')}>
      <h2 className="font-semibold text-lg">{t('count', { count })}</h2>
      <ul className="mt-2 divide-y divide-line rounded-2xl border border-line bg-surface">
        {arrangement.areas.map((area) => (
          <li key={area.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3">
            <span className="font-medium">{nameIn(language, area)}</span>
            <span className="min-w-0 flex-[1_1_10rem] text-ink-soft">
              {shortList(area.tables.map(({ name }) => name))}
            </span>
            {area.orderMode && <Badge tone="info">{tType(area.orderMode)}</Badge>}
            <span className="text-ink-soft text-sm tabular-nums">
              {t('count', { count: area.tables.length })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** "A01, A02, … A12" */
function shortList(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ')
  return `${names.slice(0, SHOWN - 1).join(', ')} … ${names.at(-1)}`
}
