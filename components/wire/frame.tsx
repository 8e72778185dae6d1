'use client'
// What every screen stands in: the wire to the server, the theme, and a place for short messages.

import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { Toaster } from 'sonner'
import { WireProvider } from './trpc'

export function Frame({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" disableTransitionOnChange>
      <WireProvider>{children}</WireProvider>
      <Toaster
        position="top-center"
        richColors={false}
        toastOptions={{ className: 'text-base!' }}
      />
    </ThemeProvider>
  )
}
