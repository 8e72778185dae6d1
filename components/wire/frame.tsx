'use client'
// What every screen stands in: the wire to the server, the theme, and a place for short messages.

import { ThemeProvider } from 'next-themes'
import { type ReactNode, useEffect, useState } from 'react'
import { bringLater, later } from './later'
import './before-back'
import { onFirstToast } from './toast'
import { WireProvider } from './trpc'

const Toasts = later(async () => (await import('./toasts')).Toasts)

/**
 * @param nonce what the answer's policy knows our inline scripts and styles by; the first one holds
 *   as long as the page does
 */
export function Frame({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [first] = useState(nonce)
  // After the effects of everything inside, which then hears what is tapped.
  useEffect(() => {
    window.doEarlyTaps?.()
    bringLater()
  }, [])
  const [hasToasts, setToasts] = useState(false)
  useEffect(() => onFirstToast(() => setToasts(true)), [])
  return (
    <ThemeProvider attribute="class" disableTransitionOnChange nonce={first}>
      <WireProvider>{children}</WireProvider>
      {hasToasts && <Toasts />}
    </ThemeProvider>
  )
}
