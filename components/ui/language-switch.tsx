'use client'
// The other language, one tap away; the choice is kept in a cookie that the server reads too.

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'use-intl'
import type { Language } from '@/domain/language'
import { cn } from './cn'

const YEAR_SECONDS = 365 * 86_400

export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations('ui')
  const router = useRouter()
  const language = useLocale() as Language
  const other: Language = language === 'zh-CN' ? 'en' : 'zh-CN'
  return (
    <button
      type="button"
      lang={other}
      aria-label={t('switchLanguage')}
      onClick={() => {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on old phones
        document.cookie = `locale=${other}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
        router.refresh()
      }}
      className={cn(
        'grid h-11 min-w-11 place-items-center rounded-full px-2 font-medium text-sm hover:bg-ink/5',
        className,
      )}
    >
      {other === 'en' ? 'EN' : '中文'}
    </button>
  )
}
