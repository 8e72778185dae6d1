// The menu as it is edited: what is published with the draft over it, what differs, and what is
// wrong.

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useDesk } from '@/components/desk/desk'
import { newKey } from '@/components/wire/new-key'
import { useTRPC, type useTRPCClient } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import {
  applyDraft,
  byItem,
  changesBetween,
  flawsOf,
  itemsOf,
  nameOfItem,
} from '@/domain/menu-document'
import type { MenuInEditor } from '@/server/menu/editor/read-editor'

export function useEditor() {
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery(trpc.menu.editor.read.queryOptions({ storeId }))
  const editor = useMemo(() => data && editorOf(data), [data])
  return { editor, error, refetch }
}

export type Editor = ReturnType<typeof editorOf>

function editorOf(menu: MenuInEditor) {
  const document = applyDraft(menu.published, menu.draft)
  const flaws = flawsOf(
    document,
    menu.stations.map(({ key }) => key),
  ).filter(
    // A shared combo of which nothing can be chosen is not offered here: nothing to mend.
    (flaw) => flaw.code !== 'slot-without-choices' || !menu.leader?.shared[nameOfItem(flaw)],
  )
  return {
    ...menu,
    document,
    items: byItem(document),
    categories: itemsOf(document, 'category'),
    dishes: itemsOf(document, 'dish'),
    groups: itemsOf(document, 'option_group'),
    schedules: itemsOf(document, 'schedule'),
    before: byItem(menu.published),
    drafted: byItem(menu.draft),
    changes: changesBetween(menu.published, document),
    flaws,
    flawed: new Set(flaws.map(nameOfItem)),
  }
}

export type DishItem = Editor['dishes'][number]
export type CategoryItem = Editor['categories'][number]
export type GroupItem = Editor['groups'][number]
export type ScheduleItem = Editor['schedules'][number]

/**
 * `const { run } = useEdit((editor, key: string) => editor.removeItems.mutate(…))`: the menu is
 * read again after it.
 */
export function useEdit<Input, Answer>(
  command: (
    editor: ReturnType<typeof useTRPCClient>['menu']['editor'],
    input: Input,
  ) => Promise<Answer>,
  options: { said?: string; onDone?: (answer: Answer) => unknown } = {},
) {
  return useCommand((server) => (input: Input) => command(server.menu.editor, input), {
    stale: ['menu'],
    ...options,
  })
}

/** A key for what is new; the server never gives one of these to a row. */
export const newItemKey = () => `n${newKey()}`
