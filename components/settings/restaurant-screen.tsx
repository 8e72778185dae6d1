'use client'
// What the restaurant is called, where it is, what it counts in, and what guests see of it beside
// the menu.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useRouter } from 'next/navigation'
import { useEffect, useId, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { PartForm } from '@/components/desk/part-form'
import { PictureField } from '@/components/desk/picture-field'
import { useForm } from '@/components/desk/use-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { CURRENCIES } from '@/domain/house'
import { type Language, nameIn } from '@/domain/language'
import { setFace, setRestaurant } from '@/forms/house'
import type { AppRouter } from '@/server/router'
import { FormCard, Read, SettingsPage } from './settings-page'

type House = inferRouterOutputs<AppRouter>['house']
const LATEST_END = 12

export function RestaurantScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="restaurant">
      <Parts key={desk.storeRole.storeId} />
    </SettingsPage>
  )
}

function Parts() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const restaurant = useQuery(trpc.house.restaurant.queryOptions({ storeId }))
  const face = useQuery(trpc.house.face.queryOptions({ storeId }))
  return (
    <>
      <Read query={restaurant}>
        {(fresh) => (
          <PartForm fresh={fresh}>
            {(part, onKept) => <RestaurantForm part={part} onKept={onKept} />}
          </PartForm>
        )}
      </Read>
      <Read query={face}>
        {(fresh) => (
          <PartForm fresh={fresh}>
            {(part, onKept) => <FaceForm part={part} onKept={onKept} />}
          </PartForm>
        )}
      </Read>
    </>
  )
}

function RestaurantForm({
  part,
  onKept,
}: {
  part: House['restaurant']
  onKept: (kept: House['restaurant']) => void
}) {
  const t = useTranslations('settings.restaurant')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  const language = useLocale()
  const { isCurrencyFixed, version, ...kept } = part
  const form = useForm({
    schema: setRestaurant,
    typed: {
      ...kept,
      names: typedNames(kept.names),
      dayEndsAtHour: String(kept.dayEndsAtHour),
    },
    read: (typed) => ({ ...typed, dayEndsAtHour: Number(typed.dayEndsAtHour) }),
    says: { timeZone: t('timeZoneUnknown') },
  })
  const save = useCommand((server) => server.house.setRestaurant.mutate, {
    said: t('saved'),
    isToldHere: true,
    onDone: (answer) => {
      const now = { ...answer, isCurrencyFixed }
      queryClient.setQueryData(trpc.house.restaurant.queryKey({ storeId }), now)
      onKept(now)
      // The name and the clock stand around every page.
      router.refresh()
    },
  })
  const money = new Intl.DisplayNames([language], { type: 'currency' })
  const currencies = [...new Set([...CURRENCIES, kept.currency])]
  return (
    <FormCard
      trouble={save.trouble ?? form.trouble}
      isBusy={save.isBusy}
      onSubmit={form.send((request) => save.run({ storeId, ...request, version }))}
    >
      <Field label={t('name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <OtherNames
        of={(each) => form.of(`names.${each}`)}
        wrong={(each) => form.wrong(`names.${each}`)}
      />
      <Field label={t('address')} error={form.wrong('address')}>
        <Input autoComplete="off" {...form.of('address')} />
      </Field>
      <Field label={t('phone')} error={form.wrong('phone')}>
        <Input autoComplete="off" inputMode="tel" {...form.of('phone')} />
      </Field>
      <Field
        label={t('currency')}
        hint={t(isCurrencyFixed ? 'currencyFixed' : 'currencyHint')}
        error={form.wrong('currency')}
      >
        {isCurrencyFixed ? (
          <Input readOnly value={`${kept.currency} · ${money.of(kept.currency)}`} />
        ) : (
          <Select {...form.of('currency')}>
            {currencies.map((currency) => (
              <option key={currency} value={currency}>
                {currency} · {money.of(currency)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('timeZone')} hint={t('timeZoneHint')} error={form.wrong('timeZone')}>
        <ZoneInput {...form.of('timeZone')} />
      </Field>
      <Field label={t('dayEnds')} hint={t('dayEndsHint')} error={form.wrong('dayEndsAtHour')}>
        <Select {...form.of('dayEndsAtHour')}>
          {Array.from({ length: LATEST_END + 1 }, (_, hour) => (
            <option key={hour} value={hour}>
              {String(hour).padStart(2, '0')}:00
            </option>
          ))}
        </Select>
      </Field>
    </FormCard>
  )
}

/** Any zone may be typed; those that this browser knows are offered. */
function ZoneInput(props: React.ComponentProps<typeof Input>) {
  const list = useId()
  const [zones, setZones] = useState<string[]>([])
  useEffect(() => {
    // Browsers of five years ago do not say which they know.
    setZones(
      (Intl as { supportedValuesOf?: (key: string) => string[] }).supportedValuesOf?.('timeZone') ??
        [],
    )
  }, [])
  return (
    <>
      <Input autoComplete="off" spellCheck={false} list={list} {...props} />
      <datalist id={list}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}

function FaceForm({
  part,
  onKept,
}: {
  part: House['face']
  onKept: (kept: House['face']) => void
}) {
  const t = useTranslations('settings.face')
  const language = useLocale() as Language
  const { storeId, storeRole } = useDesk()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { version, ...kept } = part
  const form = useForm({
    schema: setFace,
    typed: { ...kept, notices: typedNames(kept.notices) },
    read: (typed) => typed,
  })
  const save = useCommand((server) => server.house.setFace.mutate, {
    said: t('saved'),
    isToldHere: true,
    onDone: (answer) => {
      queryClient.setQueryData(trpc.house.face.queryKey({ storeId }), answer)
      onKept(answer)
    },
  })
  return (
    <FormCard
      title={t('title')}
      lead={t('lead')}
      trouble={save.trouble ?? form.trouble}
      isBusy={save.isBusy}
      onSubmit={form.send((request) => save.run({ storeId, ...request, version }))}
    >
      {(['logo', 'store'] as const).map((of) => {
        const field = of === 'logo' ? 'logo' : 'picture'
        return (
          <PictureField
            key={of}
            of={of}
            name={nameIn(language, { name: storeRole.storeName, names: storeRole.storeNames })}
            picture={form.typed[field]}
            onChange={(picture) => form.change(field, picture)}
          />
        )
      })}
      <Field label={t('notice')} hint={t('noticeHint')} error={form.wrong('notice')}>
        <Input autoComplete="off" {...form.of('notice')} />
      </Field>
      <OtherNames
        label={t('notice')}
        of={(each) => form.of(`notices.${each}`)}
        wrong={(each) => form.wrong(`notices.${each}`)}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('wifiName')} error={form.wrong('wifiName')}>
          <Input autoComplete="off" spellCheck={false} {...form.of('wifiName')} />
        </Field>
        <Field label={t('wifiPassword')} error={form.wrong('wifiPassword')}>
          <Input autoComplete="off" spellCheck={false} {...form.of('wifiPassword')} />
        </Field>
      </div>
    </FormCard>
  )
}
