// Lets a kitchen's or waiter's tablet keep Fanzhuo on its home screen, without the browser's bars.

import type { MetadataRoute } from 'next'
import { CANVAS } from '@/components/ui/canvas'
import { LANGUAGES } from '@/domain/language'
import { APP_ICONS } from './app-icons'
import { inEveryLanguage } from './every-language'

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: '饭桌 Fanzhuo',
    short_name: '饭桌',
    description: inEveryLanguage('about').join(' · '),
    lang: LANGUAGES[0],
    start_url: '/',
    display: 'standalone',
    background_color: CANVAS.light,
    theme_color: CANVAS.light,
    icons: APP_ICONS,
  }
}
