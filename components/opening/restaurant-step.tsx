'use client'
// The first step: what the restaurant is called, how guests pay, its money, its clock. Where the
// demo stands, its name is typed once more before that goes.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { useForm } from '@/components/desk/use-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { readAgain } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import {
  COMMON_CURRENCIES,
  currencyAt,
  RESTAURANT_TYPES,
  type RestaurantType,
} from '@/domain/opening'
import * as forms from '@/forms/opening'
import type { Opening } from '@/server/opening/read-opening'
import { StepPage } from './opening-frame'
import { ZoneField } from './zone-field'

/** Where a machine says so, it does not know where it is. */
const NOWHERE = /^(Etc\/)?(UTC|GMT|Zulu)$/
const DAY_ENDS = Array.from({ length: 13 }, (_, hour) => hour)

type Typed = {
  name: string
  names: Record<string, string>
  type: RestaurantType
  currency: string
  timeZone: string
  dayEndsAtHour: string
}

export function RestaurantStep({ opening, onDone }: { opening: Opening; onDone: () => void }) {
  const t = useTranslations('setup.restaurant')
  const language = useLocale()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: choices } = useQuery(
    trpc.opening.choices.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  )
  const { store } = opening
  const here = choices?.timeZone ?? 'Asia/Shanghai'
  const form = useForm({
    schema: forms.openRestaurant,
    typed: {
      name: store?.name ?? '',
      names: typedNames(store?.names),
      type: opening.isByArea ? 'by_area' : (store?.orderMode ?? 'eat_first'),
      currency: store?.currency ?? currencyAt(here),
      timeZone: store?.timeZone ?? here,
      dayEndsAtHour: String(store?.dayEndsAtHour ?? 4),
    } as Typed,
    read: (typed) => ({ ...typed, dayEndsAtHour: Number(typed.dayEndsAtHour) }),
  })
  const { type, timeZone, currency } = form.typed
  const chooseZone = (zone: string) => {
    form.change('timeZone', zone)
    form.change('currency', currencyAt(zone))
  }
  // A machine in a cellar of the cloud does not know where the restaurant is; the tablet does.
  const askTablet = useEffectEvent(() => {
    if (store || !NOWHERE.test(here)) return
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    if (zone && !NOWHERE.test(zone)) chooseZone(zone)
  })
  useEffect(() => askTablet(), [])

  const goOn = async () => {
    await readAgain(queryClient, ['opening.state'])
    onDone()
  }
  const save = useCommand((server) => server.opening.openRestaurant.mutate, {
    isToldHere: true,
    onDone: goOn,
    onTrouble: () => readAgain(queryClient, ['opening.state']),
  })
  const [leaving, setLeaving] = useState<string | null>(null)
  const [again, setAgain] = useState('')
  const isDemo = opening.kind === 'demo'
  const storeId = store?.id ?? null
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  const common: readonly string[] = COMMON_CURRENCIES
  const others = (choices?.currencies ?? []).filter((code) => !common.includes(code))
  const option = (code: string) => (
    // A browser may know another name of it than the server.
    <option key={code} value={code} suppressHydrationWarning>
      {`${code} · ${names.of(code) ?? code}`}
    </option>
  )
  return (
    <StepPage title={t('title')} lead={t('lead')}>
      <form
        noValidate
        className="space-y-6"
        onSubmit={form.send((request) => {
          if (isDemo) setLeaving(request.name)
          else save.run({ ...request, storeId, leavesDemo: false })
        })}
      >
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Field label={t('name')} error={form.wrong('name')}>
            <Input autoComplete="organization" autoFocus {...form.of('name')} />
          </Field>
          <OtherNames
            of={(other) => form.of(`names.${other}`)}
            wrong={(other) => form.wrong(`names.${other}`)}
          />
        </div>
        <div>
          <Segmented
            label={t('type')}
            isLabelShown
            choices={RESTAURANT_TYPES.map((value) => ({ value, text: t(value) }))}
            value={type}
            onChange={(value) => form.change('type', value)}
          />
          <p aria-live="polite" className="mt-2 text-ink-soft text-sm">
            {t(`about.${type}`)}
          </p>
        </div>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <ZoneField
            zones={choices?.timeZones ?? []}
            zone={timeZone}
            onChoose={chooseZone}
            wrong={form.wrong('timeZone')}
          />
          <Field label={t('currency')} error={form.wrong('currency')}>
            <Select
              value={currency}
              onChange={(event) => form.change('currency', event.target.value)}
            >
              <optgroup label={t('common')}>{common.map(option)}</optgroup>
              <optgroup label={t('others')}>
                {(others.includes(currency) || common.includes(currency)
                  ? others
                  : [currency, ...others]
                ).map(option)}
              </optgroup>
            </Select>
          </Field>
          <Field label={t('dayEnds')} hint={t('dayEndsHint')} error={form.wrong('dayEndsAtHour')}>
            <Select
              value={form.typed.dayEndsAtHour}
              onChange={(event) => form.change('dayEndsAtHour', event.target.value)}
            >
              {DAY_ENDS.map((hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, '0')}:00
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {isDemo && (
          <Alert tone="warning">
            <p>{t('demoGoes')}</p>
            <p className="mt-1 font-medium">{t(opening.keepsDemo ? 'demoKept' : 'demoLost')}</p>
          </Alert>
        )}
        {save.trouble && <Alert>{save.trouble}</Alert>}
        <Button type="submit" size="lg" className="w-full sm:w-auto" disabled={save.isBusy}>
          {t('save')}
        </Button>
        <p className="text-ink-soft text-sm">{t('needed')}</p>
      </form>
      <ConfirmDialog
        isOpen={leaving !== null}
        onClose={() => {
          setLeaving(null)
          setAgain('')
        }}
        title={t('leave')}
        text={t('leaveText', { name: leaving ?? '' })}
        action={t('leave')}
        isReady={again.trim() === leaving}
        onConfirm={async () => {
          const request = form.requestNow()
          if (request) await save.ask({ ...request, storeId, leavesDemo: true })
        }}
      >
        <Field label={t('leaveName')}>
          <Input
            autoComplete="off"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        </Field>
      </ConfirmDialog>
    </StepPage>
  )
}
