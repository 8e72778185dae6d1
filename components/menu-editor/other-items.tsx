// What dishes share: groups of options, and the hours of categories, each as a list.

import { Clock, Plus, SlidersHorizontal } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { type Language, nameIn } from '@/domain/language'
import type { Key } from '@/domain/menu-document'
import { ItemBadges } from './item-badges'
import { ItemMenu } from './item-menu'
import { clockText, WEEK } from './schedule-panel'
import type { Editor, GroupItem, ScheduleItem } from './use-editor'

export function OtherItems<Item extends GroupItem | ScheduleItem>({
  editor,
  items,
  none,
  add,
  openKey,
  onAdd,
  onOpen,
}: {
  editor: Editor
  items: readonly Item[]
  none: { title: string; hint: string }
  add: string
  openKey: Key | null
  onAdd: () => void
  onOpen: (item: Item) => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const button = (
    <Button variant="secondary" onClick={onAdd}>
      <Plus aria-hidden /> {add}
    </Button>
  )
  if (items.length === 0) {
    const Icon = add === t('addGroup') ? SlidersHorizontal : Clock
    return (
      <Notice Icon={Icon} title={none.title} action={button}>
        {none.hint}
      </Notice>
    )
  }
  const wordsOf = (item: GroupItem | ScheduleItem): string => {
    if (item.kind === 'option_group') {
      const count = editor.dishes.filter(({ body }) => body.optionGroups.includes(item.key)).length
      const options = item.body.options.map((option) => nameIn(language, option)).join(' · ')
      return `${options} — ${t('group.usedBy', { count })}`
    }
    const { weekdays, fromMinute, toMinute } = item.body
    const days = WEEK.filter((day) => weekdays.includes(day)).map((day) => t(`schedule.day${day}`))
    const span = t('schedule.span', { from: clockText(fromMinute), to: clockText(toMinute) })
    return `${days.join(' ')} ${span}`
  }
  return (
    <div className="max-w-3xl space-y-3">
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {items.map((item) => {
          const { body } = item
          const name = nameIn(language, {
            name: body.name,
            names: 'names' in body ? body.names : {},
          })
          return (
            <li
              key={item.key}
              className={cn('flex items-center', item.key === openKey && 'bg-primary-soft')}
            >
              <button
                type="button"
                onClick={() => onOpen(item)}
                className="min-h-16 min-w-0 flex-1 px-4 py-2 text-left"
              >
                <span className="flex flex-wrap items-center gap-2 font-medium">
                  {name} <ItemBadges editor={editor} item={item} />
                </span>
                <span className="block truncate text-ink-soft text-sm">{wordsOf(item)}</span>
              </button>
              <ItemMenu editor={editor} item={item} name={name} />
            </li>
          )
        })}
      </ul>
      {button}
    </div>
  )
}
