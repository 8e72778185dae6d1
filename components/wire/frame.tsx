'use client'
// What every screen stands in: the wire to the server, the theme, and a place for short messages.

import { ThemeProvider } from 'next-themes'
import type { CSSProperties, ReactNode } from 'react'
import { Toaster } from 'sonner'
import { useTranslations } from 'use-intl'
import { WireProvider } from './trpc'

/** Sonner's own names for the theme's colours, so that messages are dark in the dark. */
const COLOURS = {
  '--normal-bg': 'var(--surface)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--line)',
} as CSSProperties

const KINDS = {
  success: '[&_[data-icon]]:text-success',
  error: '[&_[data-icon]]:text-danger',
}

export function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('ui')
  return (
    <ThemeProvider attribute="class" disableTransitionOnChange>
      <WireProvider>{children}</WireProvider>
      <Toaster
        position="top-center"
        offset={80}
        style={COLOURS}
        containerAriaLabel={t('messages')}
        toastOptions={{ className: 'text-base! rounded-2xl!', classNames: KINDS }}
      />
    </ThemeProvider>
  )
}
