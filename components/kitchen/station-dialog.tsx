// Names a station in every language; a new one also says whether it is a pass, which it stays.

import { useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { addStation } from '@/forms/kitchen/setup'
import type { StationSetup } from '@/server/kitchen/read-setup'
import { useChange } from './use-setup'

type NewStation = z.output<typeof addStation>

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
  const form = useForm({
    schema: addStation,
    typed: { name: station?.name ?? '', names: typedNames(station?.names), isExpo: false },
    read: (typed) => typed,
  })
  const { ask } = useChange(async (setup, { isExpo, ...names }: NewStation) => {
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
      onConfirm={() => form.confirm(ask)}
    >
      <Field label={t('name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      <OtherNames
        of={(language) => form.of(`names.${language}`)}
        wrong={(language) => form.wrong(`names.${language}`)}
      />
      {!station && (
        <Checkbox {...form.of('isExpo')}>
          <span className="block font-medium">{t('isPass')}</span>
          <span className="block text-ink-soft text-sm">{t('passHint')}</span>
        </Checkbox>
      )}
    </ConfirmDialog>
  )
}
