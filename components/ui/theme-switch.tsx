'use client'
// Light or dark; until somebody chooses, as the device prefers.

import { Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useTranslations } from 'use-intl'
import { cn } from './cn'

export function ThemeSwitch({ className }: { className?: string }) {
  const t = useTranslations('ui')
  const { resolvedTheme, setTheme } = useTheme()
  return (
    <button
      type="button"
      aria-label={t('switchTheme')}
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
      className={cn('grid size-11 place-items-center rounded-full hover:bg-ink/5', className)}
    >
      <Sun aria-hidden className="size-5 dark:hidden" />
      <Moon aria-hidden className="hidden size-5 dark:block" />
    </button>
  )
}
