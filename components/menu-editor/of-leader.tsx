// What of a menu belongs to the one of another store: read-only here, with the sentence why and the
// way there.

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Alert } from '@/components/ui/alert'
import { type Language, nameIn } from '@/domain/language'
import { type DishBody, type ItemKind, isSame, type Key, nameOfItem } from '@/domain/menu-document'
import { type Prices, pricesOf } from '@/domain/menu-shared'
import type { Editor } from './use-editor'

type Named = { kind: ItemKind; key: Key }

export const isShared = (editor: Editor, item: Named): boolean =>
  editor.leader?.shared[nameOfItem(item)] !== undefined

/** What a shared dish costs at the leader; null for the store's own. */
export const leaderPrices = (editor: Editor, key: Key): Prices | null =>
  editor.leader?.shared[nameOfItem({ kind: 'dish', key })]?.prices ?? null

/** Whether a shared dish costs something else here. */
export function isPricedHere(editor: Editor, key: Key, body: DishBody): boolean {
  const prices = leaderPrices(editor, key)
  return prices !== null && !isSame(prices, pricesOf(body))
}

/** Says that a menu, or an item of it, follows, and leads to where it is changed. */
export function SharedNote({ editor, of }: { editor: Editor; of: 'menu' | ItemKind }) {
  const t = useTranslations('menu-editor.shared')
  const language = useLocale() as Language
  const { storeRoles } = useDesk()
  const { leader } = editor
  if (!leader) return null
  const isOpen = storeRoles.some(({ storeId }) => storeId === leader.storeId)
  return (
    <Alert tone="info">
      {t(of, { store: nameIn(language, leader) })}
      {isOpen && (
        <Link
          href={`/staff/menu?store=${leader.storeId}`}
          prefetch={false}
          className="flex min-h-11 w-fit items-center font-semibold underline underline-offset-2"
        >
          {t('go')}
        </Link>
      )}
    </Alert>
  )
}

/** Fields that are read-only where they are shared. */
export function SharedPart({ isFixed, children }: { isFixed: boolean; children: ReactNode }) {
  return (
    <fieldset disabled={isFixed} className="min-w-0 space-y-3">
      {children}
    </fieldset>
  )
}
