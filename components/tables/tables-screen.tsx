'use client'
// Where a manager arranges the floor: areas, the tables in them, and the codes that hang there.

import { Armchair, EllipsisVertical, LayoutGrid, Plus, Printer, QrCode } from 'lucide-react'
import Link from 'next/link'
import { useDeferredValue, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { type Desk, DeskProvider, useDesk } from '@/components/desk/desk'
import { SettingsShell } from '@/components/desk/settings-shell'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { Notice } from '@/components/ui/notice'
import { Failed, Loading } from '@/components/ui/placeholders'
import { SearchField } from '@/components/ui/search-field'
import { type Language, nameIn } from '@/domain/language'
import { AddTablesDialog } from './add-tables-dialog'
import { AreaCard } from './area-card'
import { AreaDialog } from './area-dialog'
import { NewCodesDialog } from './new-codes-dialog'
import { type Arrangement, sheetPath, tablesOf } from './types'
import { useFloorChange, useTables } from './use-tables'

/** Fewer are found by looking. */
const SEARCHED_FROM = 24

export function TablesScreen({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <SettingsShell>
        <TablesOfStore key={desk.storeRole.storeId} />
      </SettingsShell>
    </DeskProvider>
  )
}

function TablesOfStore() {
  const { data, error, refetch } = useTables()
  if (!data) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />
  return <Floor floor={data} />
}

type Asks = 'tables' | 'area' | 'codes' | null

function Floor({ floor }: { floor: Arrangement }) {
  const t = useTranslations('tables')
  const tPlace = useTranslations('settings.place')
  const { storeId } = useDesk()
  const [asks, setAsks] = useState<Asks>(null)
  const [sought, setSought] = useState('')
  const words = useDeferredValue(sought.trim().toLowerCase())
  const tables = tablesOf(floor)
  const atTables = tablesOf({ areas: floor.areas.filter(({ isTakeaway }) => !isTakeaway) })
  const seats = atTables.reduce((sum, table) => sum + table.seats, 0)
  const order = useFloorChange((seating, areaIds: number[]) =>
    seating.orderAreas.mutate({ storeId, areaIds }),
  )
  const moveArea = (index: number, by: 1 | -1) => {
    const ids = floor.areas.map(({ id }) => id)
    const [moved = 0] = ids.splice(index, 1)
    ids.splice(index + by, 0, moved)
    order.run(ids)
  }
  return (
    <div className="space-y-5 pb-10">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-60 flex-1">
          <h1 className="font-semibold text-2xl">{tPlace('tables.title')}</h1>
          <p className="mt-1 text-ink-soft text-sm">
            {tables.length > 0 ? t('sum', { tables: tables.length, seats }) : t('lead')}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {tables.length > 0 && (
            <Button variant="outline" render={<Link href={sheetPath(storeId)} />}>
              <Printer aria-hidden className="size-4" />
              {t('print')}
            </Button>
          )}
          {floor.areas.length > 0 && (
            <Button onClick={() => setAsks('tables')}>
              <Plus aria-hidden className="size-4" />
              {t('addTables')}
            </Button>
          )}
          <Menu>
            <MenuTrigger
              aria-label={t('more')}
              className="grid size-11 place-items-center rounded-xl border border-line bg-surface"
            >
              <EllipsisVertical aria-hidden className="size-5" />
            </MenuTrigger>
            <MenuContent>
              <MenuItem onClick={() => setAsks('area')}>
                <LayoutGrid aria-hidden />
                {t('addArea')}
              </MenuItem>
              {tables.length > 0 && (
                <MenuItem onClick={() => setAsks('codes')}>
                  <QrCode aria-hidden />
                  {t('newCodes')}
                </MenuItem>
              )}
            </MenuContent>
          </Menu>
        </div>
      </header>
      <Reach floor={floor} />
      {tables.length >= SEARCHED_FROM && (
        <SearchField name={t('search')} value={sought} onChange={setSought} className="max-w-sm" />
      )}
      {floor.areas.length === 0 && (
        <Notice
          Icon={Armchair}
          title={t('none')}
          action={<Button onClick={() => setAsks('area')}>{t('addArea')}</Button>}
        >
          {t('noneHint')}
        </Notice>
      )}
      {floor.areas.map((area, index) => {
        const shown = area.tables.filter(({ name }) => name.toLowerCase().includes(words))
        if (words !== '' && shown.length === 0) return null
        return (
          <AreaCard
            key={area.id}
            area={area}
            floor={floor}
            shown={shown}
            isNarrowed={words !== ''}
            onUp={index > 0 ? () => moveArea(index, -1) : null}
            onDown={index < floor.areas.length - 1 ? () => moveArea(index, 1) : null}
          />
        )
      })}
      {words !== '' && tables.every(({ name }) => !name.toLowerCase().includes(words)) && (
        <Notice Icon={Armchair} title={t('noneFound')} />
      )}
      <Archived floor={floor} />
      {asks === 'tables' && <AddTablesDialog floor={floor} onClose={() => setAsks(null)} />}
      {asks === 'area' && (
        <AreaDialog area={null} orderMode={floor.orderMode} onClose={() => setAsks(null)} />
      )}
      <NewCodesDialog
        isOpen={asks === 'codes'}
        floor={floor}
        table={null}
        onClose={() => setAsks(null)}
      />
    </div>
  )
}

/** Whether phones open what is printed. */
export function Reach({ floor: { reach, origin } }: { floor: Arrangement }) {
  const t = useTranslations('tables.reach')
  if (reach === 'everywhere') return null
  return (
    <Alert tone={reach === 'here' ? 'warning' : 'info'}>
      <p className="font-medium">{t(`${reach}.title`, { origin })}</p>
      <p>{t(`${reach}.hint`)}</p>
    </Alert>
  )
}

function Archived({ floor: { archived } }: { floor: Arrangement }) {
  const t = useTranslations('tables')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const restore = useFloorChange((seating, tableId: number) =>
    seating.restoreTable.mutate({ storeId, tableId }),
  )
  if (archived.length === 0) return null
  return (
    <details className="rounded-2xl border border-line bg-surface px-4">
      <summary className="flex min-h-11 cursor-pointer items-center text-ink-soft text-sm">
        {t('archived', { count: archived.length })}
      </summary>
      <ul className="divide-y divide-line pb-2">
        {archived.map(({ id, name, areaName, areaNames }) => (
          <li key={id} className="flex items-center justify-between gap-3 py-1.5">
            <span className="min-w-0 truncate">
              {name}
              <span className="ml-2 text-ink-soft text-sm">
                {nameIn(language, { name: areaName, names: areaNames })}
              </span>
            </span>
            <Button
              size="sm"
              variant="outline"
              aria-label={t('restoreNamed', { name })}
              disabled={restore.isBusy}
              onClick={() => restore.run(id)}
            >
              {t('restore')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
