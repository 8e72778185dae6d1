import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { CANVAS } from '@/components/ui/canvas'
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
    { media: '(prefers-color-scheme: light)', color: CANVAS.light },
    { media: '(prefers-color-scheme: dark)', color: CANVAS.dark },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await requestLanguage()} suppressHydrationWarning>
      <body className="min-h-dvh antialiased">
        <ScreenTexts screens={['home']}>
          <Frame>{children}</Frame>
        </ScreenTexts>
      </body>
    </html>
  )
}
