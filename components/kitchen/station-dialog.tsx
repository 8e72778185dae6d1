// Names a station in both languages; a new one also says whether it is a pass, which it stays.

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/staff/confirm-dialog'
import { useDesk } from '@/components/staff/desk'
import { Input } from '@/components/ui/input'
import type { StationSetup } from '@/server/kitchen/read-setup'
import { useChange } from './use-setup'

export function StationDialog({
  station,
  onClose,
}: {
  /** Null = a new one. */
  station: StationSetup | null
  onClose: () => void
}) {
  const t = useTranslations('kitchen.arrange')
  const { storeId } = useDesk()
  const [name, setName] = useState(station?.name ?? '')
  const [nameEn, setNameEn] = useState(station?.nameEn ?? '')
  const [isExpo, setIsExpo] = useState(false)
  const { change } = useChange(async (setup, names: { name: string; nameEn: string }) => {
    if (station) await setup.renameStation.mutate({ storeId, stationId: station.id, ...names })
    else await setup.addStation.mutate({ storeId, isExpo, ...names })
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={station ? t('rename') : t('addStation')}
      text={station ? '' : t('addHint')}
      action={t('save')}
      variant="primary"
      isReady={name.trim() !== ''}
      onConfirm={() => change({ name: name.trim(), nameEn: nameEn.trim() })}
    >
      <label className="block space-y-1">
        <span className="font-medium text-sm">{t('name')}</span>
        <Input
          value={name}
          maxLength={20}
          required
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label className="block space-y-1">
        <span className="font-medium text-sm">{t('nameEn')}</span>
        <Input value={nameEn} maxLength={40} onChange={({ target }) => setNameEn(target.value)} />
      </label>
      {!station && (
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            checked={isExpo}
            onChange={({ target }) => setIsExpo(target.checked)}
            className="size-6 accent-primary"
          />
          <span>
            <span className="block font-medium">{t('isPass')}</span>
            <span className="block text-ink-soft text-sm">{t('passHint')}</span>
          </span>
        </label>
      )}
    </ConfirmDialog>
  )
}
