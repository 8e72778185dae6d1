// The name of a thing in each language but the first one, whose own field stands before these.

import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Localized } from '@/domain/language'
import { LANGUAGES, type Language, OWN_WORDS } from '@/text/languages'

const OTHERS = LANGUAGES.slice(1)

/**
 * What stands in their fields at first; a name in a language that the house has no words of is
 * kept.
 */
export const typedNames = (names: Localized = {}): Record<string, string> => ({
  ...Object.fromEntries(OTHERS.map((language) => [language, ''])),
  ...names,
})

export function OtherNames({
  label,
  of,
  wrong,
}: {
  /** What it is, where it is no name. */
  label?: string
  of: (language: Language) => ComponentProps<typeof Input>
  wrong: (language: Language) => string | undefined
}) {
  const t = useTranslations('ui')
  return OTHERS.map((language) => (
    <Field
      key={language}
      label={
        label
          ? t('textIn', { text: label, language: OWN_WORDS[language].name })
          : t('nameIn', { language: OWN_WORDS[language].name })
      }
      error={wrong(language)}
    >
      <Input autoComplete="off" lang={language} {...of(language)} />
    </Field>
  ))
}
