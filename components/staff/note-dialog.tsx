// Says something else about a dish that the kitchen has. It is sent with the note that was on the
// screen when this opened: when somebody else was faster, nothing is overwritten.

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { MAXIMUM_NOTE_LENGTH } from '@/domain/ordering'
import type { LineView } from './types'

export function NoteDialog({ line, onClose }: { line: LineView; onClose: () => void }) {
  const t = useTranslations('staff.line')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const change = useCommand((server) => server.ordering.changeNote.mutate, { stale: AT_A_TABLE })
  const [seenNote] = useState(line.note)
  const [note, setNote] = useState(line.note)
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('noteTitle', { dish: nameIn(language, line) })}
      text={t('noteText')}
      action={t('saveNote')}
      variant="primary"
      isReady={note.trim() !== seenNote}
      onConfirm={() => change.ask({ storeId, lineId: line.id, note: note.trim(), seenNote })}
    >
      <Field label={t('noteLabel')}>
        <Input
          value={note}
          maxLength={MAXIMUM_NOTE_LENGTH}
          placeholder={t('notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  )
}
