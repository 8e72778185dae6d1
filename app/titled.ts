// What a page of the staff is called in the browser's tabs and history: as the links that lead to
// it.

import type { Metadata } from 'next'
import type { SETTINGS_PLACES } from '@/components/desk/settings-places'
import { sayIn } from '@/text/words'
import { requestLanguage } from './language'

type Place = (typeof SETTINGS_PLACES)[number]['name']
type Nav = 'floor' | 'orders' | 'members' | 'kitchen' | 'menu' | 'reports' | 'settings'

export const titledAsSetting = (place: Place) => async (): Promise<Metadata> => ({
  title: sayIn(await requestLanguage(), 'settings')(`place.${place}.title`),
})

export const titledAsPlace = (place: Nav) => async (): Promise<Metadata> => ({
  title: sayIn(await requestLanguage(), 'staff')(`nav.${place}`),
})
