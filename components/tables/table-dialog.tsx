// What a table is called, where it stands and how many sit at it.

import { useLocale, useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Language, nameIn } from '@/domain/language'
import { changeTable } from '@/forms/seating'
import type { ArrangedTable, Arrangement } from './types'
import { useFloorChange } from './use-tables'

export function TableDialog({
  table,
  areaId,
  floor,
  onClose,
}: {
  table: ArrangedTable
  areaId: number
  floor: Arrangement
  onClose: () => void
}) {
  const t = useTranslations('tables')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const form = useForm({
    schema: changeTable,
    typed: { name: table.name, areaId: String(areaId), seats: String(table.seats) },
    read: ({ name, ...typed }) => ({
      name,
      areaId: Number(typed.areaId),
      seats: numberIn(typed.seats),
    }),
  })
  const area = floor.areas.find(({ id }) => String(id) === form.typed.areaId)
  const save = useFloorChange((seating, request: z.output<typeof changeTable>) =>
    seating.changeTable.mutate({ storeId, tableId: table.id, ...request }),
  )
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('changeNamed', { name: table.name })}
      text={t('changeHint')}
      action={t('save')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.name')} error={form.wrong('name')}>
        <Input autoComplete="off" {...form.of('name')} />
      </Field>
      {!area?.isTakeaway && (
        <Field label={t('field.seats')} error={form.wrong('seats')}>
          <Input inputMode="numeric" autoComplete="off" {...form.of('seats')} />
        </Field>
      )}
      <Field label={t('field.area')} error={form.wrong('areaId')}>
        <Select {...form.of('areaId')}>
          {floor.areas.map((area) => (
            <option key={area.id} value={area.id}>
              {nameIn(language, area)}
            </option>
          ))}
        </Select>
      </Field>
    </ConfirmDialog>
  )
}
