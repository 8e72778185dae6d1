// The categories in their order: chosen, changed, moved, taken off.

import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { type Language, nameIn } from '@/domain/language'
import type { Key } from '@/domain/menu-document'
import { ItemBadges } from './item-badges'
import { ItemMenu } from './item-menu'
import { isShared } from './of-leader'
import { RowHandle } from './row-handle'
import { useDrag } from './use-drag'
import { type CategoryItem, type Editor, useEdit } from './use-editor'

export function CategoryList({
  editor,
  chosen,
  onChoose,
  onOpen,
}: {
  editor: Editor
  chosen: Key | null
  onChoose: (key: Key) => void
  /** Null = a new one. */
  onOpen: (category: CategoryItem | null) => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const [leaving, setLeaving] = useState<CategoryItem | null>(null)
  const move = useEdit((server, { key, after }: { key: Key; after: Key | null }) =>
    server.moveItem.mutate({ storeId, kind: 'category', key, after }),
  )
  const remove = useEdit(
    (server, key: Key) =>
      server.removeItems.mutate({ storeId, items: [{ kind: 'category', key }] }),
    { said: t('takenOff') },
  )
  const drag = useDrag(
    editor.categories.map(({ key }) => key),
    (key, after) => move.run({ key, after }),
  )
  const countIn = (key: Key) => editor.dishes.filter(({ body }) => body.category === key).length
  return (
    <nav aria-label={t('categories')} className="space-y-3">
      <ul
        ref={drag.list}
        className={cn(
          'divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface',
          drag.fallsAfter(null) && 'border-t-2 border-t-primary',
        )}
      >
        {editor.categories.map((category) => {
          const { key, body } = category
          const name = nameIn(language, body)
          return (
            <li
              key={key}
              data-row={key}
              className={cn(
                'flex items-center',
                key === chosen && 'bg-primary-soft',
                drag.isDragged(key) && 'opacity-50',
                drag.fallsAfter(key) && 'border-b-2 border-b-primary',
              )}
            >
              {isShared(editor, category) ? (
                <span aria-hidden className="w-3 shrink-0" />
              ) : (
                <RowHandle name={name} of={drag.handleOf(key)} />
              )}
              <button
                type="button"
                aria-current={key === chosen ? 'true' : undefined}
                onClick={() => onChoose(key)}
                className="min-h-13 min-w-0 flex-1 py-2 text-left"
              >
                <span className="wrap-anywhere line-clamp-2 font-medium leading-snug">{name}</span>
                <span className="flex flex-wrap items-center gap-1 text-ink-soft text-xs">
                  {t('count', { count: countIn(key) })}
                  <ItemBadges editor={editor} item={category} />
                </span>
              </button>
              <button
                type="button"
                aria-label={t('editCategory', { name })}
                onClick={() => onOpen(category)}
                className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
              >
                <Pencil aria-hidden className="size-4" />
              </button>
              <ItemMenu
                editor={editor}
                item={category}
                name={name}
                onTakeOff={() => setLeaving(category)}
              />
            </li>
          )
        })}
      </ul>
      <Button variant="outline" className="w-full" onClick={() => onOpen(null)}>
        <Plus aria-hidden /> {t('addCategory')}
      </Button>
      {leaving && (
        <ConfirmDialog
          isOpen
          onClose={() => setLeaving(null)}
          title={t('takeOffCategory', { name: nameIn(language, leaving.body) })}
          text={t('takeOffCategoryText', { count: countIn(leaving.key) })}
          action={t('takeOff')}
          onConfirm={() => remove.ask(leaving.key)}
        />
      )}
    </nav>
  )
}
