// What a combo is made of: places, each with the dishes to choose from and what they cost more.

import { X } from 'lucide-react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMoney } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import { type Language, nameIn } from '@/domain/language'
import type { Key } from '@/domain/menu-document'
import { OWN_WORDS } from '@/text/languages'
import { otherLanguages } from './texts-in'
import type { Editor } from './use-editor'

export type TypedSlot = {
  key: Key
  name: string
  names: Record<string, string>
  minimum: string
  maximum: string
  choices: { dish: Key; extraCents: string }[]
}

export function ComboSlots({
  editor,
  ownKey,
  slots,
  wrong,
  onChange,
}: {
  editor: Editor
  ownKey: Key
  slots: readonly TypedSlot[]
  wrong: (at: number, field: 'name' | 'minimum' | 'maximum') => string | undefined
  onChange: (slots: TypedSlot[]) => void
}) {
  const t = useTranslations('menu-editor')
  const language = useLocale() as Language
  const { sign } = useMoney()
  const set = (at: number, part: Partial<TypedSlot>) =>
    onChange(slots.map((slot, index) => (index === at ? { ...slot, ...part } : slot)))
  const nameOf = (key: Key) => {
    const dish = editor.dishes.find((each) => each.key === key)
    return dish ? nameIn(language, dish.body) : key
  }
  return slots.map((slot, at) => {
    const offered = editor.dishes.filter(
      ({ key, body }) =>
        body.kind === 'single' && key !== ownKey && !slot.choices.some(({ dish }) => dish === key),
    )
    return (
      <div key={slot.key} className="space-y-3 rounded-2xl border border-line p-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('form.slotName', { number: at + 1 })} error={wrong(at, 'name')}>
            <Input
              autoComplete="off"
              value={slot.name}
              onChange={(event) => set(at, { name: event.target.value })}
            />
          </Field>
          {otherLanguages.map((each) => (
            <Field key={each} label={t('form.nameIn', { language: OWN_WORDS[each].name })}>
              <Input
                autoComplete="off"
                lang={each}
                value={slot.names[each] ?? ''}
                onChange={(event) =>
                  set(at, { names: { ...slot.names, [each]: event.target.value } })
                }
              />
            </Field>
          ))}
          {(['minimum', 'maximum'] as const).map((field) => (
            <Field key={field} label={t(`field.${field}`)} error={wrong(at, field)}>
              <Input
                inputMode="numeric"
                value={slot[field]}
                onChange={(event) => set(at, { [field]: event.target.value })}
              />
            </Field>
          ))}
        </div>
        <ul className="space-y-1">
          {slot.choices.map((choice) => (
            <li key={choice.dish} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{nameOf(choice.dish)}</span>
              <span className="flex w-28 items-center gap-1 text-ink-soft text-sm">
                +{sign}
                <Input
                  inputMode="decimal"
                  aria-label={t('form.extra', { name: nameOf(choice.dish) })}
                  value={choice.extraCents}
                  onChange={(event) =>
                    set(at, {
                      choices: slot.choices.map((each) =>
                        each === choice ? { ...each, extraCents: event.target.value } : each,
                      ),
                    })
                  }
                />
              </span>
              <button
                type="button"
                aria-label={t('form.removeChoice', { name: nameOf(choice.dish) })}
                onClick={() => set(at, { choices: slot.choices.filter((each) => each !== choice) })}
                className="grid size-11 shrink-0 place-items-center rounded-xl text-ink-soft"
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
        <Field label={t('form.slotChoices')}>
          <Select
            value=""
            onChange={(event) =>
              set(at, {
                choices: [...slot.choices, { dish: event.target.value, extraCents: '' }],
              })
            }
          >
            <option value="">{t('form.addChoice')}</option>
            {offered.map(({ key, body }) => (
              <option key={key} value={key}>
                {nameIn(language, body)}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          variant="ghost"
          size="sm"
          onClick={() => onChange(slots.filter((each) => each !== slot))}
        >
          {t('form.removeSlot')}
        </Button>
      </div>
    )
  })
}
