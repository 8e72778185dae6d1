// What one does with the dishes that are selected: change them, mark them sold out, take them off.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useCommand } from '@/components/wire/use-command'
import { nameOfItem } from '@/domain/menu-document'
import { type Editor, useEdit } from './use-editor'
import type { Selection } from './use-selection'

export function SelectionBar({
  editor,
  selection,
  onChange,
  onDone,
}: {
  editor: Editor
  selection: Selection
  onChange: () => void
  onDone: () => void
}) {
  const t = useTranslations('menu-editor')
  const { storeId } = useDesk()
  const [asked, setAsked] = useState<'soldOut' | 'takeOff' | null>(null)
  const { keys } = selection
  const count = keys.length
  const close = () => setAsked(null)
  const dishIds = keys
    .filter((key) => editor.before.has(nameOfItem({ kind: 'dish', key })))
    .map(Number)
  const mark = useCommand((server) => server.menu.markDishes.mutate, {
    stale: ['menu'],
    said: (answer) => t('many.marked', answer),
  })
  const remove = useEdit(
    (server, items: { kind: 'dish'; key: string }[]) =>
      server.removeItems.mutate({ storeId, items }),
    { said: t('takenOff') },
  )
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 flex flex-wrap items-center gap-2 rounded-2xl border border-line bg-surface p-2 pl-4 shadow-lg md:bottom-2">
      <p role="status" className="mr-auto font-medium tabular-nums">
        {t('many.chosen', { count })}
      </p>
      <Button disabled={count === 0} onClick={onChange}>
        {t('many.change')}
      </Button>
      <Button variant="outline" disabled={dishIds.length === 0} onClick={() => setAsked('soldOut')}>
        {t('many.soldOut')}
      </Button>
      <Button
        variant="outline"
        disabled={dishIds.length === 0 || mark.isBusy}
        onClick={() => mark.run({ storeId, dishIds, isSoldOut: false })}
      >
        {t('many.offered')}
      </Button>
      <Button variant="outline" disabled={count === 0} onClick={() => setAsked('takeOff')}>
        {t('takeOff')}
      </Button>
      <Button variant="ghost" onClick={onDone}>
        {t('many.done')}
      </Button>
      <ConfirmDialog
        isOpen={asked === 'soldOut'}
        onClose={close}
        title={t('many.soldOutTitle', { count: dishIds.length })}
        text={t('many.soldOutText')}
        action={t('many.soldOut')}
        onConfirm={() => mark.ask({ storeId, dishIds, isSoldOut: true })}
      />
      <ConfirmDialog
        isOpen={asked === 'takeOff'}
        onClose={close}
        title={t('many.takeOffTitle', { count })}
        text={t('many.takeOffText')}
        action={t('takeOff')}
        onConfirm={() => remove.ask(keys.map((key) => ({ kind: 'dish', key })))}
      />
    </div>
  )
}
