'use client'

// The stores of whoever is signed in, and a further one from a copy of this one.

import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Plus, Store } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { BrandSentence } from '@/components/desk/brand-only'
import { type Desk, useDesk } from '@/components/desk/desk'
import { rememberStore } from '@/components/desk/last-store'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { PartForm } from '@/components/desk/part-form'
import { forgetUnsaved } from '@/components/desk/unsaved'
import { useForm } from '@/components/desk/use-form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, type Localized, nameIn } from '@/domain/language'
import { COPIED_MENUS, copy, nameBrand } from '@/forms/stores'
import { FormCard, SettingsPage } from './settings-page'
import { StoreMenu, useMenus } from './store-menu'

export function StoresScreen({ desk }: { desk: Desk }) {
  return (
    <SettingsPage desk={desk} place="stores">
      <Stores key={desk.storeRole.storeId} />
    </SettingsPage>
  )
}

function goTo(storeId: number): void {
  rememberStore(storeId)
  window.location.assign(`/staff/settings/stores?store=${storeId}`)
}

function Stores() {
  const t = useTranslations('settings.stores')
  const tRole = useTranslations('staff.role')
  const language = useLocale() as Language
  const { storeRole, storeRoles } = useDesk()
  const [isMaking, setMaking] = useState(false)
  const { menus } = useMenus()
  const leaderOf = (storeId: number) => {
    const leader = menus?.find((each) => each.storeId === storeId)?.leader
    return leader ? t('menuFollows', { store: nameIn(language, leader) }) : null
  }
  return (
    <>
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {storeRoles.map((each) => {
          const isHere = each.storeId === storeRole.storeId
          return (
            <li key={each.storeId} className="flex items-center gap-3 p-4">
              <Store aria-hidden className="size-5 shrink-0 text-ink-soft" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">
                  {nameIn(language, { name: each.storeName, names: each.storeNames })}
                </p>
                <p className="text-ink-soft text-sm">
                  {tRole(each.role)}
                  {leaderOf(each.storeId) && ` · ${leaderOf(each.storeId)}`}
                </p>
              </div>
              {isHere ? (
                <span className="text-ink-soft text-sm">{t('here')}</span>
              ) : (
                <Button size="sm" variant="outline" onClick={() => goTo(each.storeId)}>
                  {t('go')}
                  <ArrowRight aria-hidden className="size-4" />
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <Brand />
      <StoreMenu />
      {!storeRole.hasBrand ? (
        <BrandSentence />
      ) : isMaking ? (
        <CopyForm onCancel={() => setMaking(false)} />
      ) : (
        <Button onClick={() => setMaking(true)}>
          <Plus aria-hidden className="size-4" />
          {t('add')}
        </Button>
      )}
    </>
  )
}

/** What several stores are called together. */
function Brand() {
  const { storeId, storeRole } = useDesk()
  const trpc = useTRPC()
  const { data: brand } = useQuery(trpc.stores.brand.queryOptions({ storeId }))
  if (!brand || brand.stores < 2 || !storeRole.hasBrand) return null
  return <PartForm fresh={brand}>{(part) => <BrandForm part={part} />}</PartForm>
}

function BrandForm({ part }: { part: { name: string; names: Localized; version: string } }) {
  const t = useTranslations('settings.stores')
  const { storeId } = useDesk()
  const { name, names, version } = part
  const form = useForm({
    schema: nameBrand,
    typed: { name, names: typedNames(names) },
    read: (typed) => typed,
  })
  const save = useCommand((server) => server.stores.nameBrand.mutate, {
    isToldHere: true,
    stale: ['stores'],
    said: t('brandSaved'),
    onDone: forgetUnsaved,
  })
  return (
    <FormCard
      title={t('brand')}
      lead={t('brandLead')}
      trouble={save.trouble ?? form.trouble}
      isBusy={save.isBusy}
      onSubmit={form.send((request) => save.run({ storeId, ...request, version }))}
    >
      <Field label={t('brandName')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <OtherNames
        label={t('brandName')}
        of={(each) => form.of(`names.${each}`)}
        wrong={(each) => form.wrong(`names.${each}`)}
      />
    </FormCard>
  )
}

function CopyForm({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('settings.stores')
  const tName = useTranslations('settings.restaurant')
  const language = useLocale() as Language
  const { storeId, storeRole } = useDesk()
  const { menus } = useMenus()
  const here = { name: storeRole.storeName, names: storeRole.storeNames }
  const leader = menus?.find((each) => each.storeId === storeId)?.leader ?? here
  const leaderName = nameIn(language, leader)
  const form = useForm({
    schema: copy,
    typed: {
      name: '',
      names: typedNames(),
      address: '',
      phone: '',
      menu: 'follow' as 'follow' | 'copy' | 'none',
      hasTables: true,
      hasPeople: false,
    },
    read: (typed) => typed,
  })
  const make = useCommand((server) => server.stores.copy.mutate, {
    isToldHere: true,
    onDone: (made) => {
      forgetUnsaved()
      goTo(made.storeId)
    },
  })
  return (
    <FormCard
      title={t('add')}
      lead={t('lead', {
        store: nameIn(language, here),
      })}
      trouble={make.trouble ?? form.trouble}
      isBusy={make.isBusy || make.isDone}
      action={t('make')}
      onCancel={onCancel}
      onSubmit={form.send((request) => make.run({ storeId, ...request }))}
    >
      <Field label={tName('name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <OtherNames
        of={(each) => form.of(`names.${each}`)}
        wrong={(each) => form.wrong(`names.${each}`)}
      />
      <Field label={tName('address')} error={form.wrong('address')}>
        <Input autoComplete="off" {...form.of('address')} />
      </Field>
      <Field label={tName('phone')} error={form.wrong('phone')}>
        <Input autoComplete="off" inputMode="tel" {...form.of('phone')} />
      </Field>
      <Field label={t('menu')} hint={t(`menuHint.${form.typed.menu}`)}>
        <Select {...form.of('menu')}>
          {COPIED_MENUS.map((menu) => (
            <option key={menu} value={menu}>
              {t(`menuChoice.${menu}`, { store: leaderName })}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox hint={t('hasTablesHint')} {...form.of('hasTables')}>
        {t('hasTables')}
      </Checkbox>
      <Checkbox {...form.of('hasPeople')}>{t('hasPeople')}</Checkbox>
    </FormCard>
  )
}
