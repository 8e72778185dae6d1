// A text in every language of the house, side by side, with what is missing marked.

import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LANGUAGES, type Language, OWN_WORDS } from '@/text/languages'

const [FIRST, ...OTHERS] = LANGUAGES

export const otherLanguages = OTHERS

/** The languages in which a name that is written has no words yet. */
export const missingIn = ({
  name,
  names,
}: {
  name: string
  names: Readonly<Record<string, string>>
}): Language[] => (name.trim() === '' ? [] : OTHERS.filter((language) => !names[language]?.trim()))

/** A text of an item, and its field of the other languages. */
const OTHERS_OF = { name: 'names', unit: 'units', description: 'descriptions' } as const
type Text = keyof typeof OTHERS_OF
type Form = {
  typed: Partial<
    Record<Text, string> & Record<(typeof OTHERS_OF)[Text], Readonly<Record<string, string>>>
  >
  of(field: string): ComponentProps<typeof Input>
  wrong(field: string): string | undefined
}

export function TextsIn({ form, of, hint }: { form: Form; of: Text; hint?: string }) {
  const t = useTranslations('menu-editor.form')
  const others = OTHERS_OF[of]
  const label = (language: Language) => t(`${of}In`, { language: OWN_WORDS[language].name })
  const missing = missingIn({ name: form.typed[of] ?? '', names: form.typed[others] ?? {} })
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={label(FIRST)} error={form.wrong(of)} hint={hint}>
        <Input autoComplete="off" lang={FIRST} {...form.of(of)} />
      </Field>
      {OTHERS.map((language) => (
        <Field
          key={language}
          label={
            <>
              {label(language)}
              {missing.includes(language) && (
                <span className="ml-2 font-normal text-warning">{t('missing')}</span>
              )}
            </>
          }
          error={form.wrong(`${others}.${language}`)}
        >
          <Input autoComplete="off" lang={language} {...form.of(`${others}.${language}`)} />
        </Field>
      ))}
    </div>
  )
}
