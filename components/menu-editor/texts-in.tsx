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

type Of = ComponentProps<typeof Input>

export function TextsIn({
  label,
  first,
  wrong,
  other,
  otherWrong,
  typed,
  hint,
  isAsked = true,
}: {
  /** What it is called in a language. */
  label: (language: string) => string
  first: Of
  wrong: string | undefined
  other: (language: Language) => Of
  otherWrong: (language: Language) => string | undefined
  typed: { name: string; names: Readonly<Record<string, string>> }
  hint?: string
  /** Whether it is missing where it is empty. */
  isAsked?: boolean
}) {
  const t = useTranslations('menu-editor.form')
  const missing = isAsked ? missingIn(typed) : []
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={label(OWN_WORDS[FIRST].name)} error={wrong} hint={hint}>
        <Input autoComplete="off" lang={FIRST} {...first} />
      </Field>
      {OTHERS.map((language) => (
        <Field
          key={language}
          label={
            <>
              {label(OWN_WORDS[language].name)}
              {missing.includes(language) && (
                <span className="ml-2 font-normal text-warning">{t('missing')}</span>
              )}
            </>
          }
          error={otherWrong(language)}
        >
          <Input autoComplete="off" lang={language} {...other(language)} />
        </Field>
      ))}
    </div>
  )
}
