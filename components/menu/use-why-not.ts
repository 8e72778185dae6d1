// Why a dish of the menu cannot be ordered at this table now, in a word or two; null where it can.

import { useTranslations } from 'use-intl'
import type { GuestDish } from '@/server/menu/read-menu'

export function useWhyNot() {
  const t = useTranslations('guest.menu')
  return ({ isServedHere, servedAs, isSoldOut }: GuestDish): string | null => {
    if (!isServedHere) return t(servedAs === 'dine_in' ? 'dineInOnly' : 'takeawayOnly')
    return isSoldOut ? t('soldOut') : null
  }
}
