// Says something else about a dish that the kitchen has. It is sent with the note that was on the screen when this opened: when
// somebody else was faster, nothing is overwritten.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { MAXIMUM_NOTE_LENGTH } from '@/domain/ordering'
import { ConfirmDialog } from './confirm-dialog'
import { useDesk } from './desk'
import type { LineView } from './shapes'
import { useAfterDeed } from './use-after-deed'

export function NoteDialog({ line, onClose }: { line: LineView; onClose: () => void }) {
  const t = useTranslations('staff.line')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { onSettled } = useAfterDeed()
  const change = useMutation(trpc.ordering.changeNote.mutationOptions({ onSettled }))
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
      onConfirm={() =>
        change.mutateAsync({ storeId, lineId: line.id, note: note.trim(), seenNote })
      }
    >
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('noteLabel')}</span>
        <Input
          value={note}
          maxLength={MAXIMUM_NOTE_LENGTH}
          placeholder={t('notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
    </ConfirmDialog>
  )
}
