import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Frame } from '@/components/wire/frame'
import { requestLanguage } from './language'
import { ScreenTexts } from './screen-texts'

export const metadata: Metadata = {
  title: { default: '饭桌 Fanzhuo', template: '%s · 饭桌' },
  description: '扫码点餐 · Scan the table, order together',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f0e6' },
    { media: '(prefers-color-scheme: dark)', color: '#14100c' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await requestLanguage()} suppressHydrationWarning>
      <body className="min-h-dvh antialiased">
        <Frame>
          <ScreenTexts screens={['home']}>{children}</ScreenTexts>
        </Frame>
      </body>
    </html>
  )
}
