'use client'
// What every screen stands in: the wire to the server, the theme, and a place for short messages.

import { ThemeProvider } from 'next-themes'
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react'
import { Toaster } from 'sonner'
import { useTranslations } from 'use-intl'
import './before-back'
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

/**
 * @param nonce what the answer's policy knows our inline scripts and styles by; the first one holds
 *   as long as the page does
 */
export function Frame({ nonce, children }: { nonce: string; children: ReactNode }) {
  const t = useTranslations('ui')
  const [first] = useState(nonce)
  // After the effects of everything inside, which then hears what is tapped.
  useEffect(() => window.doEarlyTaps?.(), [])
  return (
    <ThemeProvider attribute="class" disableTransitionOnChange nonce={first}>
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
