// Writes down many tables at once by a pattern, and shows which they will be before they are.

import { useLocale, useTranslations } from 'use-intl'
import type * as z from 'zod'
import { useDesk } from '@/components/desk/desk'
import { numberIn } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Language, nameIn } from '@/domain/language'
import { tablesOf as namesOf } from '@/domain/seating'
import { addTables } from '@/forms/seating'
import { type Arrangement, tablesOf } from './types'
import { useFloorChange } from './use-tables'

/** How many names are shown of those that come of a pattern. */
const SHOWN = 12

export function AddTablesDialog({
  floor,
  areaId = floor.areas[0]?.id ?? 0,
  onClose,
}: {
  floor: Arrangement
  areaId?: number
  onClose: () => void
}) {
  const t = useTranslations('tables')
  const language = useLocale() as Language
  const { storeId } = useDesk()
  const form = useForm({
    schema: addTables,
    typed: { areaId: String(areaId), pattern: '', seats: '4', skipsFours: false },
    read: (typed) => ({
      ...typed,
      areaId: Number(typed.areaId),
      seats: numberIn(typed.seats),
    }),
    rule: ({ pattern, skipsFours }) => {
      const written = namesOf(pattern, skipsFours)
      return 'fault' in written ? { pattern: t(`fault.${written.fault}`, written) } : {}
    },
  })
  const save = useFloorChange(
    (seating, request: z.output<typeof addTables>) =>
      seating.addTables.mutate({ storeId, ...request }),
    ({ added }) => t('added', { count: added }),
  )
  const { pattern, skipsFours } = form.typed
  const area = floor.areas.find(({ id }) => String(id) === form.typed.areaId)
  const written = namesOf(pattern, skipsFours)
  const known = new Set(tablesOf(floor).map(({ name }) => name))
  const names = 'fault' in written ? [] : written.names.filter((name) => !known.has(name))
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('addTables')}
      text={t('addTablesHint')}
      action={names.length > 0 ? t('addCount', { count: names.length }) : t('add')}
      variant="primary"
      onConfirm={() => form.confirm(save.ask)}
    >
      <Field label={t('field.pattern')} hint={t('field.patternHint')} error={form.wrong('pattern')}>
        <Input autoComplete="off" placeholder="A01–A12" {...form.of('pattern')} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        {!area?.isTakeaway && (
          <Field label={t('field.seatsEach')} error={form.wrong('seats')}>
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
      </div>
      <Checkbox hint={t('field.skipsFoursHint')} {...form.of('skipsFours')}>
        {t('field.skipsFours')}
      </Checkbox>
      <p aria-live="polite" className="flex flex-wrap gap-1.5 text-sm empty:hidden">
        {names.slice(0, SHOWN).map((name) => (
          <span key={name} className="rounded-lg bg-ink/8 px-2 py-0.5">
            {name}
          </span>
        ))}
        {names.length > SHOWN && (
          <span className="py-0.5 text-ink-soft">
            {t('andMore', { count: names.length - SHOWN })}
          </span>
        )}
      </p>
    </ConfirmDialog>
  )
}
