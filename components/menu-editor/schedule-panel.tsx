// When categories are offered: days and hours.

import { useTranslations } from 'use-intl'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Key, ScheduleBody } from '@/domain/menu-document'
import { saveSchedule } from '@/forms/menu/editor'
import { EditPanel } from './edit-panel'
import { isShared, SharedNote, SharedPart } from './of-leader'
import type { Editor } from './use-editor'
import { useItemSave } from './use-item-save'

export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const

export const newSchedule: ScheduleBody = {
  name: '',
  weekdays: [...WEEK],
  fromMinute: 660,
  toMinute: 840,
}

/** '11:00' */
export const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const minuteIn = (text: string) => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes)
}

export function SchedulePanel({
  editor,
  scheduleKey,
  body,
  isNew,
  onClose,
}: {
  editor: Editor
  scheduleKey: Key
  body: ScheduleBody
  isNew: boolean
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const form = useForm({
    schema: saveSchedule,
    typed: {
      name: body.name,
      weekdays: [...body.weekdays],
      fromMinute: clockText(body.fromMinute),
      toMinute: clockText(body.toMinute),
    },
    read: (typed) => ({
      ...typed,
      fromMinute: minuteIn(typed.fromMinute),
      toMinute: minuteIn(typed.toMinute),
    }),
  })
  const { typed, change } = form
  const item = useItemSave(
    editor,
    { kind: 'schedule', key: scheduleKey, start: isNew ? null : body },
    (server, input) => server.saveSchedule.mutate(input as never),
    onClose,
  )
  const isFixed = isShared(editor, { kind: 'schedule', key: scheduleKey })
  return (
    <EditPanel
      title={isNew ? t('schedule.new') : body.name}
      isBusy={item.isBusy}
      trouble={item.trouble ?? form.trouble}
      notice={item.notice}
      onSave={form.send((schedule) => item.save(schedule))}
      onClose={onClose}
    >
      {isFixed && <SharedNote editor={editor} of="schedule" />}
      <SharedPart isFixed={isFixed}>
        <Field label={t('field.name')} error={form.wrong('name')}>
          <Input autoComplete="off" {...form.of('name')} />
        </Field>
        <fieldset>
          <legend className="font-medium text-sm">{t('field.weekdays')}</legend>
          <div className="flex flex-wrap gap-x-5">
            {WEEK.map((day) => (
              <Checkbox
                key={day}
                checked={typed.weekdays.includes(day)}
                onChange={() => {
                  const others = typed.weekdays.filter((each) => each !== day)
                  change(
                    'weekdays',
                    others.length < typed.weekdays.length ? others : [...others, day],
                  )
                }}
              >
                {t(`schedule.day${day}`)}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        <div className="grid grid-cols-2 gap-3">
          {(['fromMinute', 'toMinute'] as const).map((field) => (
            <Field key={field} label={t(`field.${field}`)} error={form.wrong(field)}>
              <Input type="time" {...form.of(field)} />
            </Field>
          ))}
        </div>
      </SharedPart>
    </EditPanel>
  )
}
