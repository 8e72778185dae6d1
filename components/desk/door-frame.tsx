// The frame of the pages before the work: the name of the house, one thing to do.

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { LanguageSwitch } from '@/components/ui/language-switch'
import { ThemeSwitch } from '@/components/ui/theme-switch'

export function DoorFrame({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children: ReactNode
}) {
  const t = useTranslations('sign-in')
  return (
    <main className="flex min-h-dvh flex-col px-5 py-3">
      <div className="flex justify-end">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="m-auto w-full max-w-sm pb-[10vh]">
        <header className="mb-7 text-center">
          <p aria-hidden className="mb-6 font-brand text-6xl text-primary tracking-wide">
            {t('house')}
          </p>
          <h1 className="font-semibold text-2xl">{title}</h1>
          <p className="mt-1.5 text-ink-soft">{text}</p>
        </header>
        {children}
      </div>
    </main>
  )
}
