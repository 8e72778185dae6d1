// What an area is called, when its guests pay, and whether they take away.

import { useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { OtherNames, typedNames } from '@/components/desk/other-names'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { ORDER_MODES, type OrderMode } from '@/domain/menu'
import { addArea } from '@/forms/seating'
import type { ArrangedArea } from './types'
import { useFloorChange } from './use-tables'

type Request = z.output<typeof addArea>

export function AreaDialog({
  area,
  orderMode,
  onClose,
}: {
  /** Null = a new one. */
  area: ArrangedArea | null
  /** The store's own. */
  orderMode: OrderMode
  onClose: () => void
}) {
  const t = useTranslations('tables')
  const { storeId } = useDesk()
  const form = useForm({
    schema: addArea,
    typed: {
      name: area?.name ?? '',
      names: typedNames(area?.names),
      orderMode: area?.orderMode ?? '',
      isTakeaway: area?.isTakeaway ?? false,
    },
    read: (typed) => ({
      ...typed,
      orderMode: ORDER_MODES.find((mode) => mode === typed.orderMode) ?? null,
    }),
  })
  const save = useFloorChange(async (seating, request: Request) => {
    if (area) await seating.changeArea.mutate({ storeId, areaId: area.id, ...request })
    else await seating.addArea.mutate({ storeId, ...request })
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={area ? t('changeArea') : t('addArea')}
      text={area ? '' : t('addAreaHint')}
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.areaName')} error={form.wrong('name')}>
        <Input autoComplete="off" placeholder={t('field.areaNameHint')} {...form.of('name')} />
      </Field>
      <OtherNames
        of={(language) => form.of(`names.${language}`)}
        wrong={(language) => form.wrong(`names.${language}`)}
      />
      <Field label={t('field.mode')} error={form.wrong('orderMode')} hint={t('field.modeHint')}>
        <Select {...form.of('orderMode')}>
          <option value="">{t('asStore', { mode: t(`mode.${orderMode}`) })}</option>
          {ORDER_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {t(`mode.${mode}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox hint={t('field.isTakeawayHint')} {...form.of('isTakeaway')}>
        {t('field.isTakeaway')}
      </Checkbox>
    </ConfirmDialog>
  )
}
