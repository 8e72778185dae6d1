// The stations in their order: what each one makes, its screen, and what can be done with it.

import { ArrowDown, ArrowUp, EllipsisVertical, MonitorPlay, Plus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import type { CategorySetup, KitchenSetup, StationSetup } from '@/server/kitchen/read-setup'
import { StationDialog } from './station-dialog'
import { useDishName } from './use-dish-name'
import { useChange } from './use-setup'

const ICON_BUTTON = 'grid size-11 shrink-0 place-items-center rounded-xl disabled:opacity-30'

export function SetupStations({
  stations,
  closed,
  categories,
}: {
  stations: StationSetup[]
  closed: KitchenSetup['closedStations']
  categories: CategorySetup[]
}) {
  const t = useTranslations('kitchen.arrange')
  const [edited, setEdited] = useState<StationSetup | 'new' | null>(null)
  const [closing, setClosing] = useState<StationSetup | null>(null)
  const { storeId } = useDesk()
  const order = useChange((setup, stationIds: number[]) =>
    setup.orderStations.mutate({ storeId, stationIds }),
  )
  const close = useChange((setup, stationId: number) =>
    setup.closeStation.mutate({ storeId, stationId }),
  )
  const reopen = useChange((setup, stationId: number) =>
    setup.reopenStation.mutate({ storeId, stationId }),
  )
  const nameOf = useDishName()
  const counts = countDishes(stations, categories)
  const shown = inOrder(stations, order.wanted)
  const heir = stations.find(({ isDefault }) => isDefault)

  const move = (index: number, by: 1 | -1) => {
    const ids = shown.map(({ id }) => id)
    const [moved = 0] = ids.splice(index, 1)
    ids.splice(index + by, 0, moved)
    order.change(ids)
  }
  return (
    <section aria-labelledby="stations" className="space-y-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id="stations" className="font-semibold text-lg">
          {t('stations')}
        </h2>
        <Button size="sm" variant="secondary" onClick={() => setEdited('new')}>
          <Plus aria-hidden className="size-4" />
          {t('addStation')}
        </Button>
      </div>
      <ol className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {shown.map((station, index) => (
          <li key={station.id} className="flex items-center gap-1 py-2 pr-1 pl-4">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                <span className="min-w-0 truncate">{nameOf(station)}</span>
                {station.isDefault && <Badge tone="info">{t('default')}</Badge>}
                {station.isExpo && <Badge tone="success">{t('pass')}</Badge>}
                {station.isMadeWhenPrinted && <Badge tone="neutral">{t('paper')}</Badge>}
              </p>
              <p className="text-ink-soft text-sm">
                {station.isExpo
                  ? t('passHint')
                  : t('makes', { count: counts.get(station.id) ?? 0 })}
              </p>
              {station.isMadeWhenPrinted && (
                <p className={cn('text-sm', station.hasPrinter ? 'text-ink-soft' : 'text-warning')}>
                  {station.hasPrinter ? t('paperHint') : t('paperWithoutPrinter')}
                </p>
              )}
            </div>
            <button
              type="button"
              aria-label={t('up', { name: nameOf(station) })}
              disabled={index === 0}
              onClick={() => move(index, -1)}
              className={ICON_BUTTON}
            >
              <ArrowUp aria-hidden className="size-5" />
            </button>
            <button
              type="button"
              aria-label={t('down', { name: nameOf(station) })}
              disabled={index === shown.length - 1}
              onClick={() => move(index, 1)}
              className={ICON_BUTTON}
            >
              <ArrowDown aria-hidden className="size-5" />
            </button>
            <Link
              href={`/kitchen?store=${storeId}&station=${station.id}`}
              aria-label={t('open', { name: nameOf(station) })}
              title={t('open', { name: nameOf(station) })}
              className={ICON_BUTTON}
            >
              <MonitorPlay aria-hidden className="size-5" />
            </Link>
            <StationMenu
              station={station}
              onRename={() => setEdited(station)}
              onClose={() => setClosing(station)}
            />
          </li>
        ))}
      </ol>
      {closed.length > 0 && (
        <details className="rounded-2xl border border-line bg-surface px-4">
          <summary className="flex min-h-11 items-center text-ink-soft text-sm">
            {t('closed', { count: closed.length })}
          </summary>
          <ul className="divide-y divide-line pb-2">
            {closed.map((station) => (
              <li key={station.id} className="flex items-center justify-between gap-3 py-1.5">
                <span className="min-w-0 truncate">{nameOf(station)}</span>
                <Button
                  size="sm"
                  variant="outline"
                  aria-label={t('reopenNamed', { name: nameOf(station) })}
                  disabled={reopen.isBusy}
                  onClick={() => reopen.change(station.id)}
                >
                  {t('reopen')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {edited && (
        <StationDialog
          key={edited === 'new' ? 0 : edited.id}
          station={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
      <ConfirmDialog
        isOpen={closing !== null}
        onClose={() => setClosing(null)}
        title={t('closeTitle', { name: closing ? nameOf(closing) : '' })}
        text={t('closeText', { heir: heir ? nameOf(heir) : '' })}
        action={t('close')}
        onConfirm={() => (closing ? close.ask(closing.id) : Promise.resolve())}
      />
    </section>
  )
}

function StationMenu({
  station,
  onRename,
  onClose,
}: {
  station: StationSetup
  onRename: () => void
  onClose: () => void
}) {
  const t = useTranslations('kitchen.arrange')
  const { storeId } = useDesk()
  const nameOf = useDishName()
  const { change } = useChange((setup, stationId: number) =>
    setup.makeDefault.mutate({ storeId, stationId }),
  )
  const paper = useChange((setup, isMadeWhenPrinted: boolean) =>
    setup.setMadeWhenPrinted.mutate({ storeId, stationId: station.id, isMadeWhenPrinted }),
  )
  return (
    <Menu>
      <MenuTrigger aria-label={t('more', { name: nameOf(station) })} className={ICON_BUTTON}>
        <EllipsisVertical aria-hidden className="size-5" />
      </MenuTrigger>
      <MenuContent>
        <MenuItem onClick={onRename}>{t('rename')}</MenuItem>
        {!station.isDefault && !station.isExpo && (
          <MenuItem onClick={() => change(station.id)}>{t('makeDefault')}</MenuItem>
        )}
        {!station.isExpo && (
          <MenuItem onClick={() => paper.change(!station.isMadeWhenPrinted)}>
            {station.isMadeWhenPrinted ? t('paperOff') : t('paperOn')}
          </MenuItem>
        )}
        {!station.isDefault && <MenuItem onClick={onClose}>{t('close')}</MenuItem>}
      </MenuContent>
    </Menu>
  )
}

/** How many dishes each station makes; what nobody claims is the default one's. */
function countDishes(
  stations: readonly StationSetup[],
  categories: readonly CategorySetup[],
): Map<number, number> {
  const counts = new Map<number, number>()
  const unclaimed = stations.filter(({ isDefault }) => isDefault).map(({ id }) => id)
  for (const { stationIds } of categories.flatMap(({ dishes }) => dishes)) {
    for (const id of stationIds.length > 0 ? stationIds : unclaimed) {
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  return counts
}

function inOrder(stations: StationSetup[], ids: readonly number[] | undefined): StationSetup[] {
  if (!ids) return stations
  return [...stations].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}
