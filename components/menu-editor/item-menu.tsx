// What else one does with an item: duplicate it, take it off, drop what was changed of it.

import { Copy, EllipsisVertical, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { type ItemKind, type Key, nameOfItem } from '@/domain/menu-document'
import { isShared } from './of-leader'
import { type Editor, useEdit } from './use-editor'

export function ItemMenu({
  editor,
  item,
  name,
  onDuplicate,
  onTakeOff,
  onGone,
}: {
  editor: Editor
  item: { kind: ItemKind; key: Key }
  name: string
  onDuplicate?: () => void
  /** Asks before; else it is taken off at once, which can be dropped. */
  onTakeOff?: () => void
  onGone?: () => void
}) {
  const t = useTranslations('menu-editor')
  const { storeId } = useDesk()
  const { kind, key } = item
  const isFixed = isShared(editor, item)
  const done = onGone ? { onDone: onGone } : {}
  const remove = useEdit(
    (server) => server.removeItems.mutate({ storeId, items: [{ kind, key }] }),
    { said: t('takenOff'), ...done },
  )
  const drop = useEdit(
    (server) => server.discardDraft.mutate({ storeId, items: [{ kind, key }] }),
    {
      said: t('dropped'),
      ...done,
    },
  )
  // A menu of nothing opens nothing.
  if (isFixed && kind !== 'dish' && !editor.drafted.has(nameOfItem(item))) return null
  return (
    <Menu>
      <MenuTrigger
        aria-label={t('moreOf', { name })}
        className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
      >
        <EllipsisVertical aria-hidden className="size-4" />
      </MenuTrigger>
      <MenuContent>
        {onDuplicate && (
          <MenuItem onClick={onDuplicate}>
            <Copy aria-hidden /> {t('duplicate')}
          </MenuItem>
        )}
        {editor.drafted.has(nameOfItem(item)) && (
          <MenuItem onClick={() => drop.run(undefined)}>
            <Undo2 aria-hidden /> {t('drop')}
          </MenuItem>
        )}
        {(kind === 'dish' || !isFixed) && (
          <MenuItem onClick={() => (onTakeOff ? onTakeOff() : remove.run(undefined))}>
            <Trash2 aria-hidden /> {t(isFixed ? 'shared.leaveOut' : 'takeOff')}
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  )
}
