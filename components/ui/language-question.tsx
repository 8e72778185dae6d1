'use client'
// Asks who reads Traditional Chinese, once, which of our languages it shall be. It takes its own
// strip of the screen (globals.css), so that nothing lies under it.

import { Languages } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { LANGUAGES, OWN_WORDS } from '@/text/languages'
import { Button } from './button'
import { keepLanguage } from './choose-language'

export function LanguageQuestion() {
  const t = useTranslations('ui.language')
  const router = useRouter()
  return (
    <section
      aria-label={t('label')}
      className="flex h-14 items-center justify-center gap-2 border-line border-b bg-surface px-3 text-ink print:hidden"
    >
      <Languages aria-hidden className="size-5 shrink-0 text-ink-soft max-sm:hidden" />
      <p lang="zh-Hant" className="mr-1 truncate text-sm">
        {t('ask')}
      </p>
      {LANGUAGES.map((language) => (
        <Button
          key={language}
          variant="outline"
          lang={language}
          className="h-11 shrink-0 px-4 max-sm:px-3 max-sm:text-sm"
          onClick={() => {
            keepLanguage(language)
            router.refresh()
          }}
        >
          {OWN_WORDS[language].name}
        </Button>
      ))}
    </section>
  )
}
