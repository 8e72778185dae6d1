'use client'
// Another language: one tap where there are two, a choice where there are more. It is kept in a
// cookie that the server reads too.

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'use-intl'
import { LANGUAGES, type Language, OWN_WORDS } from '@/text/languages'
import { keepLanguage } from './choose-language'
import { cn } from './cn'

const LOOK =
  'grid h-11 min-w-11 place-items-center rounded-full px-2 font-medium text-sm hover:bg-ink/5'

export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations('ui.language')
  const router = useRouter()
  const language = useLocale() as Language
  const others = LANGUAGES.filter((each) => each !== language)
  const choose = (wanted: Language) => {
    keepLanguage(wanted)
    router.refresh()
  }
  const [other] = others
  if (other && others.length === 1) {
    return (
      <button
        type="button"
        lang={other}
        aria-label={OWN_WORDS[other].switchTo}
        onClick={() => choose(other)}
        className={cn(LOOK, className)}
      >
        {OWN_WORDS[other].short}
      </button>
    )
  }
  return (
    <span className={cn(LOOK, 'relative has-focus-visible:outline-3', className)}>
      <span aria-hidden>{OWN_WORDS[language].short}</span>
      <select
        aria-label={t('label')}
        value={language}
        onChange={({ target }) => choose(target.value as Language)}
        className="absolute inset-0 w-full cursor-pointer appearance-none opacity-0"
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {OWN_WORDS[each].name}
          </option>
        ))}
      </select>
    </span>
  )
}
