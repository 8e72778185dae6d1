// Gives one table or all of them new codes, because the old ones were photographed or copied.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { type ArrangedTable, type Arrangement, tablesOf } from './types'
import { useFloorChange } from './use-tables'

type Request = { tableIds: number[] | null; seenAt: string }

export function NewCodesDialog({
  isOpen,
  floor,
  table,
  onClose,
}: {
  isOpen: boolean
  floor: Arrangement
  /** Null = all. */
  table: ArrangedTable | null
  onClose: () => void
}) {
  const t = useTranslations('tables')
  const { storeId } = useDesk()
  // What was on the screen when this was asked: a second try ends no code that is newer.
  const [seenAt, setSeenAt] = useState<string | null>(null)
  if (isOpen && seenAt === null) setSeenAt(floor.readAt)
  const renew = useFloorChange(
    (seating, request: Request) => seating.renewCodes.mutate({ storeId, ...request }),
    ({ renewed }) => t('codesRenewed', { count: renewed }),
  )
  const close = () => {
    setSeenAt(null)
    onClose()
  }
  const count = tablesOf(floor).length
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={close}
      title={table ? t('newCodeTitle', { name: table.name }) : t('newCodesTitle', { count })}
      text={t('newCodesText')}
      action={table ? t('newCode') : t('newCodes')}
      onConfirm={() =>
        renew.ask({ tableIds: table ? [table.id] : null, seenAt: seenAt ?? floor.readAt })
      }
    />
  )
}
