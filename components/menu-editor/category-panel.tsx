// One category: its words, when it is offered, and what is usual for its dishes.

import { useLocale, useTranslations } from 'use-intl'
import { numberIn, orNone } from '@/components/desk/typed'
import { useForm } from '@/components/desk/use-form'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Language, nameIn } from '@/domain/language'
import type { CategoryBody, Key } from '@/domain/menu-document'
import { saveCategory } from '@/forms/menu/editor'
import { CourseOptions } from './course-options'
import { EditPanel } from './edit-panel'
import { isShared, SharedNote, SharedPart } from './of-leader'
import { otherLanguages, TextsIn } from './texts-in'
import type { Editor } from './use-editor'
import { useItemSave } from './use-item-save'

export function CategoryPanel({
  editor,
  categoryKey,
  body,
  isNew,
  onSaved,
  onClose,
}: {
  editor: Editor
  categoryKey: Key
  body: CategoryBody
  isNew: boolean
  onSaved: () => void
  onClose: () => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const form = useForm({
    schema: saveCategory,
    typed: {
      name: body.name,
      names: {
        ...Object.fromEntries(otherLanguages.map((each) => [each, ''])),
        ...body.names,
      } as Record<string, string>,
      promisedMinutes: body.promisedMinutes === null ? '' : String(body.promisedMinutes),
      course: String(body.course),
      isMustOrder: body.isMustOrder,
      schedule: (body.schedule ?? '') as string,
    },
    read: (typed) => ({
      ...typed,
      promisedMinutes: orNone(numberIn, typed.promisedMinutes),
      course: Number(typed.course),
      schedule: typed.schedule || null,
    }),
  })
  const item = useItemSave(
    editor,
    { kind: 'category', key: categoryKey, start: isNew ? null : body },
    (server, input) => server.saveCategory.mutate(input as never),
    onSaved,
  )
  const isFixed = isShared(editor, { kind: 'category', key: categoryKey })
  return (
    <EditPanel
      title={isNew ? t('category.new') : nameIn(language, body)}
      isBusy={item.isBusy}
      trouble={item.trouble ?? form.trouble}
      notice={item.notice}
      onSave={form.send((category) => item.save(category))}
      onClose={onClose}
    >
      {isFixed && <SharedNote editor={editor} of="category" />}
      <SharedPart isFixed={isFixed}>
        <TextsIn form={form} of="name" />
        <Checkbox {...form.of('isMustOrder')} hint={t('category.mustOrderHint')}>
          {t('field.isMustOrder')}
        </Checkbox>
        <Field label={t('field.schedule')} error={form.wrong('schedule')}>
          <Select {...form.of('schedule')}>
            <option value="">{t('category.allDay')}</option>
            {editor.schedules.map(({ key, body: { name } }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </SharedPart>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label={t('field.promisedMinutes')}
          error={form.wrong('promisedMinutes')}
          hint={t('form.usualStore')}
        >
          <Input inputMode="numeric" autoComplete="off" {...form.of('promisedMinutes')} />
        </Field>
        <Field label={t('field.course')} error={form.wrong('course')}>
          <Select {...form.of('course')}>
            <CourseOptions />
          </Select>
        </Field>
      </div>
    </EditPanel>
  )
}
