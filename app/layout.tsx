import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { CANVAS } from '@/components/ui/canvas'
import { earlyTapsScript } from '@/components/ui/early-taps'
import { LanguageQuestion } from '@/components/ui/language-question'
import { Frame } from '@/components/wire/frame'
import { inEveryLanguage } from './every-language'
import { InlineScript } from './inline-script'
import { asksForLanguage, requestLanguage } from './language'
import { ScreenTexts } from './screen-texts'
import { TooOld } from './too-old'

export const metadata: Metadata = {
  title: { default: '饭桌 Fanzhuo', template: '%s · 饭桌' },
  description: inEveryLanguage('about').join(' · '),
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
  const nonce = (await headers()).get('x-nonce') ?? ''
  const isAsked = await asksForLanguage()
  return (
    <html
      lang={await requestLanguage()}
      data-asked={isAsked ? 'language' : undefined}
      suppressHydrationWarning
    >
      <body className="min-h-dvh antialiased">
        <TooOld nonce={nonce} />
        <InlineScript nonce={nonce} code={earlyTapsScript} />
        <ScreenTexts screens={['home']}>
          <Frame nonce={nonce}>
            {isAsked && <LanguageQuestion />}
            {children}
          </Frame>
        </ScreenTexts>
      </body>
    </html>
  )
}
