// The texts of a screen in one language: one file per screen and language, loaded on the server, so that a guest's phone
// carries no word of the kitchen. The Chinese files say which texts there are; the compiler holds every `t('…')` to them.

import type { Language } from '@/domain/language'
import type guest from './zh-CN/guest.json'
import type home from './zh-CN/home.json'
import type kitchen from './zh-CN/kitchen.json'
import type member from './zh-CN/member.json'
import type members from './zh-CN/members.json'
import type pay from './zh-CN/pay.json'
import type printers from './zh-CN/printers.json'
import type receipt from './zh-CN/receipt.json'
import type reconcile from './zh-CN/reconcile.json'
import type reports from './zh-CN/reports.json'
import type signIn from './zh-CN/sign-in.json'
import type split from './zh-CN/split.json'
import type staff from './zh-CN/staff.json'
import type ui from './zh-CN/ui.json'

export type Texts = {
  guest: typeof guest
  home: typeof home
  kitchen: typeof kitchen
  member: typeof member
  members: typeof members
  pay: typeof pay
  printers: typeof printers
  receipt: typeof receipt
  reconcile: typeof reconcile
  reports: typeof reports
  'sign-in': typeof signIn
  split: typeof split
  staff: typeof staff
  ui: typeof ui
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Texts
  }
}

/** The kit's texts, `ui`, come with every screen. */
export type Screen = Exclude<keyof Texts, 'ui'>

export async function loadTexts(
  language: Language,
  screens: readonly Screen[],
): Promise<Partial<Texts>> {
  const loaded = await Promise.all(
    (['ui', ...screens] as const).map(async (screen) => {
      const file = await import(`./${language}/${screen}.json`)
      return [screen, file.default] as const
    }),
  )
  return Object.fromEntries(loaded)
}
