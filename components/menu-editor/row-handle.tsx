// The handle by which a row is moved.

import { GripVertical } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { useDrag } from './use-drag'

export function RowHandle({
  name,
  of,
}: {
  name: string
  of: ReturnType<ReturnType<typeof useDrag>['handleOf']>
}) {
  const t = useTranslations('menu-editor')
  return (
    <button
      type="button"
      aria-label={t('drag', { name })}
      className="grid size-11 shrink-0 cursor-grab touch-none place-items-center rounded-xl text-ink-soft active:cursor-grabbing"
      {...of}
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  )
}
