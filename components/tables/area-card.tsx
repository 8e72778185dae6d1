// One area with its tables, in the order in which the floor shows them.

import {
  Archive,
  ArrowDown,
  ArrowUp,
  EllipsisVertical,
  Pencil,
  Plus,
  Printer,
  QrCode,
  Trash2,
  Users,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { DragHandle, useOrder } from '@/components/desk/use-order'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { type Language, nameIn } from '@/domain/language'
import { AddTablesDialog } from './add-tables-dialog'
import { AreaDialog } from './area-dialog'
import { NewCodesDialog } from './new-codes-dialog'
import { TableDialog } from './table-dialog'
import { type ArrangedArea, type ArrangedTable, type Arrangement, sheetPath } from './types'
import { useFloorChange } from './use-tables'

const ICON_BUTTON = 'grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft'

export function AreaCard({
  area,
  floor,
  shown,
  isNarrowed,
  onUp,
  onDown,
}: {
  area: ArrangedArea
  floor: Arrangement
  /** Those of its tables that were looked for. */
  shown: ArrangedTable[]
  isNarrowed: boolean
  onUp: (() => void) | null
  onDown: (() => void) | null
}) {
  const t = useTranslations('tables')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const router = useRouter()
  const [asks, setAsks] = useState<'change' | 'tables' | 'remove' | null>(null)
  const order = useFloorChange((seating, tableIds: number[]) =>
    seating.orderTables.mutate({ storeId, areaId: area.id, tableIds }),
  )
  const remove = useFloorChange((seating, areaId: number) =>
    seating.removeArea.mutate({ storeId, areaId }),
  )
  const ids = shown.map(({ id }) => id)
  const { list, shown: inOrder, dragged, handleOf } = useOrder(ids, order.ask)
  const name = nameIn(language, area)
  const close = () => setAsks(null)
  return (
    <section
      aria-label={name}
      className="rounded-2xl border border-line bg-surface p-2 pl-4 [contain-intrinsic-size:auto_20rem] [content-visibility:auto]"
    >
      <header className="flex items-center gap-2">
        <h2 className="min-w-0 truncate font-semibold text-lg">{name}</h2>
        {area.isTakeaway && <Badge tone="info">{t('takeaway')}</Badge>}
        {area.orderMode && <Badge tone="info">{t(`mode.${area.orderMode}`)}</Badge>}
        <span className="ml-auto shrink-0 text-ink-soft text-sm tabular-nums">
          {t('count', { count: area.tables.length })}
        </span>
        <Menu>
          <MenuTrigger aria-label={t('moreOf', { name })} className={ICON_BUTTON}>
            <EllipsisVertical aria-hidden className="size-5" />
          </MenuTrigger>
          <MenuContent>
            <MenuItem onClick={() => setAsks('change')}>
              <Pencil aria-hidden />
              {t('changeArea')}
            </MenuItem>
            <MenuItem onClick={() => setAsks('tables')}>
              <Plus aria-hidden />
              {t('addTables')}
            </MenuItem>
            {area.tables.length > 0 && (
              <MenuItem onClick={() => router.push(sheetPath(storeId, { areaId: area.id }))}>
                <Printer aria-hidden />
                {t('printArea')}
              </MenuItem>
            )}
            {onUp && (
              <MenuItem onClick={onUp}>
                <ArrowUp aria-hidden />
                {t('up')}
              </MenuItem>
            )}
            {onDown && (
              <MenuItem onClick={onDown}>
                <ArrowDown aria-hidden />
                {t('down')}
              </MenuItem>
            )}
            {area.tables.length === 0 && (
              <MenuItem onClick={() => setAsks('remove')}>
                <Trash2 aria-hidden />
                {t('removeArea')}
              </MenuItem>
            )}
          </MenuContent>
        </Menu>
      </header>
      {area.tables.length === 0 && (
        <div className="flex flex-wrap items-center gap-3 py-2">
          <p className="text-ink-soft text-sm">{t('emptyArea')}</p>
          <Button size="sm" variant="secondary" onClick={() => setAsks('tables')}>
            <Plus aria-hidden className="size-4" />
            {t('addTables')}
          </Button>
        </div>
      )}
      <ol
        ref={list}
        className="grid grid-cols-1 gap-2 py-2 pr-2 min-[360px]:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))]"
      >
        {inOrder.map((id) => {
          const table = area.tables.find((each) => each.id === id)
          if (!table) return null
          return (
            <li
              key={id}
              className={cn(
                'flex items-center rounded-xl border border-line bg-canvas',
                dragged === id && 'border-primary shadow-lg',
              )}
            >
              {!isNarrowed && (
                <DragHandle
                  aria-label={t('drag', {
                    name: table.name,
                    place: inOrder.indexOf(id) + 1,
                    count: inOrder.length,
                  })}
                  {...handleOf(id)}
                  className="-mr-1"
                />
              )}
              <Table table={table} area={area} floor={floor} isIndented={isNarrowed} />
            </li>
          )
        })}
      </ol>
      {asks === 'change' && <AreaDialog area={area} orderMode={floor.orderMode} onClose={close} />}
      {asks === 'tables' && <AddTablesDialog floor={floor} areaId={area.id} onClose={close} />}
      <ConfirmDialog
        isOpen={asks === 'remove'}
        onClose={close}
        title={t('removeAreaTitle', { name })}
        text={t('removeAreaText')}
        action={t('removeArea')}
        onConfirm={() => remove.ask(area.id)}
      />
    </section>
  )
}

function Table({
  table,
  area,
  floor,
  isIndented,
}: {
  table: ArrangedTable
  area: ArrangedArea
  floor: Arrangement
  isIndented: boolean
}) {
  const t = useTranslations('tables')
  const { storeId } = useDesk()
  const router = useRouter()
  const [asks, setAsks] = useState<'change' | 'code' | 'archive' | null>(null)
  const archive = useFloorChange((seating, tableId: number) =>
    seating.archiveTable.mutate({ storeId, tableId }),
  )
  const { id: tableId, name, seats, isTaken } = table
  const close = () => setAsks(null)
  return (
    <>
      <button
        type="button"
        aria-label={t('changeNamed', { name })}
        onClick={() => setAsks('change')}
        className={cn('min-h-14 min-w-0 flex-1 py-1.5 text-left', isIndented && 'pl-3')}
      >
        <span className="block truncate font-semibold">{name}</span>
        <span className="flex flex-wrap items-center gap-x-1 text-ink-soft text-sm tabular-nums">
          {!area.isTakeaway && (
            <>
              <Users aria-hidden className="size-3.5" />
              {seats}
            </>
          )}
          {isTaken && <span className="text-success">{t('taken')}</span>}
        </span>
      </button>
      <Menu>
        <MenuTrigger aria-label={t('moreOf', { name })} className={ICON_BUTTON}>
          <EllipsisVertical aria-hidden className="size-5" />
        </MenuTrigger>
        <MenuContent>
          <MenuItem onClick={() => setAsks('change')}>
            <Pencil aria-hidden />
            {t('change')}
          </MenuItem>
          <MenuItem onClick={() => router.push(sheetPath(storeId, { tableId }))}>
            <Printer aria-hidden />
            {t('printOne')}
          </MenuItem>
          <MenuItem onClick={() => setAsks('code')}>
            <QrCode aria-hidden />
            {t('newCode')}
          </MenuItem>
          <MenuItem onClick={() => setAsks('archive')}>
            <Archive aria-hidden />
            {t('archive')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {asks === 'change' && (
        <TableDialog table={table} areaId={area.id} floor={floor} onClose={close} />
      )}
      <NewCodesDialog isOpen={asks === 'code'} floor={floor} table={table} onClose={close} />
      <ConfirmDialog
        isOpen={asks === 'archive'}
        onClose={close}
        title={t('archiveTitle', { name })}
        text={t('archiveText')}
        action={t('archive')}
        onConfirm={() => archive.ask(tableId)}
      />
    </>
  )
}
