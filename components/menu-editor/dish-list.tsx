// The dishes of a category, or those that answer to a search, as rows.

import { Check } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { usePortions } from '@/components/ui/portions'
import { type Language, nameIn } from '@/domain/language'
import { ItemBadges } from './item-badges'
import { ItemMenu } from './item-menu'
import { isShared } from './of-leader'
import { RowHandle } from './row-handle'
import { useDrag } from './use-drag'
import { type DishItem, type Editor, useEdit } from './use-editor'
import type { Selection } from './use-selection'

export function DishList({
  editor,
  dishes,
  openKey,
  isOrdered,
  selection,
  onOpen,
  onDuplicate,
}: {
  editor: Editor
  dishes: readonly DishItem[]
  openKey: string | null
  /** Whether these are a category's, in its order; what was found in several has none. */
  isOrdered: boolean
  /** Where dishes are selected: a tap selects one, and opens none. */
  selection: Selection | null
  onOpen: (key: string) => void
  onDuplicate: (dish: DishItem) => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const { priceOf } = useMoney()
  const portions = usePortions()
  const { storeId } = useDesk()
  const move = useEdit((server, { key, after }: { key: string; after: string | null }) =>
    server.moveItem.mutate({ storeId, kind: 'dish', key, after }),
  )
  const drag = useDrag(
    dishes.map(({ key }) => key),
    (key, after) => move.run({ key, after }),
  )
  return (
    <ul
      ref={drag.list}
      className={cn(
        'divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface',
        drag.fallsAfter(null) && 'border-t-2 border-t-primary',
      )}
    >
      {dishes.map((dish) => {
        const name = nameIn(language, dish.body)
        const { picture } = dish.body
        const isSelected = selection?.has(dish.key) ?? false
        const per = portions.per(dish.body)
        return (
          <li
            key={dish.key}
            data-row={dish.key}
            className={cn(
              'flex items-center gap-1 px-1 [contain-intrinsic-size:auto_4rem] [content-visibility:auto]',
              (isSelected || (!selection && dish.key === openKey)) && 'bg-primary-soft',
              drag.isDragged(dish.key) && 'opacity-50',
              drag.fallsAfter(dish.key) && 'border-b-2 border-b-primary',
            )}
          >
            {isOrdered && !selection && !isShared(editor, dish) && (
              <RowHandle name={name} of={drag.handleOf(dish.key)} />
            )}
            <button
              type="button"
              {...(selection
                ? {
                    'aria-pressed': isSelected,
                    onClick: (event) => selection.toggle(dish.key, event.shiftKey),
                  }
                : {
                    'aria-current': dish.key === openKey ? ('true' as const) : undefined,
                    onClick: () => onOpen(dish.key),
                  })}
              className={cn(
                'flex min-h-16 min-w-0 flex-1 items-center gap-3 py-2 pl-2 text-left',
                selection && 'pr-3',
              )}
            >
              {selection && (
                <span
                  aria-hidden
                  className={cn(
                    'grid size-5 shrink-0 place-items-center rounded-md border',
                    isSelected ? 'border-primary bg-primary text-on-fill' : 'border-edge',
                  )}
                >
                  {isSelected && <Check className="size-4" />}
                </span>
              )}
              {picture ? (
                <img
                  src={`${picture}-160.webp`}
                  alt=""
                  loading="lazy"
                  className="size-12 shrink-0 rounded-xl object-cover"
                />
              ) : (
                <span
                  aria-hidden
                  className="grid size-12 shrink-0 place-items-center rounded-xl bg-primary-soft font-semibold text-primary/60"
                >
                  {[...dish.body.name][0]}
                </span>
              )}
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                <span className="mt-0.5 flex flex-wrap gap-1">
                  {dish.body.kind === 'combo' && <Badge>{t('combo')}</Badge>}
                  <ItemBadges editor={editor} item={dish} />
                </span>
              </span>
              <span className="shrink-0 text-right tabular-nums">
                {dish.body.isMarketPrice
                  ? t('sold.market')
                  : priceOf(dish.body.promoPriceCents ?? dish.body.priceCents)}
                {per && <span className="block text-ink-soft text-xs">/ {per}</span>}
              </span>
            </button>
            {!selection && (
              <ItemMenu
                editor={editor}
                item={dish}
                name={name}
                onDuplicate={() => onDuplicate(dish)}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
