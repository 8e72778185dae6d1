// Saving one item that somebody else may edit, too: what was typed is kept, whoever was faster is
// named, and putting one's own over theirs leaves what they changed elsewhere.

import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { refusalIn } from '@/components/wire/trpc'
import { type Bodies, type ItemKind, type Key, nameOfItem, patchOf } from '@/domain/menu-document'
import type { Editor } from './use-editor'
import { useEdit } from './use-editor'

type EditorServer = Parameters<Parameters<typeof useEdit>[0]>[0]
type Sent<Body> = Body & { storeId: number; key: Key; before: Record<string, unknown> | null }

export function useItemSave<Kind extends ItemKind>(
  editor: Editor,
  { kind, key, start }: { kind: Kind; key: Key; start: Bodies[Kind] | null },
  send: (server: EditorServer, input: Sent<Bodies[Kind]>) => Promise<unknown>,
  onSaved: () => void,
) {
  const t = useTranslations('menu-editor')
  const format = useFormatter()
  const { storeId } = useDesk()
  const [known, setKnown] = useState(start)
  const [isTold, setIsTold] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const current = (editor.items.get(nameOfItem({ kind, key }))?.body ?? null) as Bodies[Kind] | null
  const { ask, isBusy } = useEdit(send)

  const fieldsOf = (patch: object) =>
    format.list(
      Object.keys(patch).map((field) => t(`field.${field}` as 'field.name')),
      { type: 'unit' },
    )
  const theirs = current && start ? patchOf(start, current) : {}
  const by = editor.drafted.get(nameOfItem({ kind, key }))?.by ?? t('somebody')

  const save = async (typed: Bodies[Kind]): Promise<boolean> => {
    setTrouble(null)
    const mine = start ? patchOf(start, typed) : {}
    const body = isTold && current ? { ...current, ...mine } : typed
    const before = (isTold && current ? current : known) as Record<string, unknown> | null
    try {
      await ask({ ...body, storeId, key, before })
      onSaved()
      return true
    } catch (error) {
      const refusal = refusalIn(error)
      if (refusal?.code === 'thing.changed') {
        setIsTold(true)
        const { by: name, field } = (refusal.details ?? {}) as { by?: string; field?: string }
        const fields = fieldsOf({ [field ?? 'name']: true })
        setTrouble(t('changedMeanwhile', { name: name ?? t('somebody'), fields }))
      } else if (refusal?.code === 'thing.not-found') {
        setKnown(null)
        setTrouble(t('gone'))
      } else setTrouble((error as Error).message)
      return false
    }
  }
  const notice =
    !trouble && Object.keys(theirs).length > 0
      ? t('changedBy', { name: by, fields: fieldsOf(theirs) })
      : null
  return { save, isBusy, trouble, notice, isGone: known === null && start !== null }
}
