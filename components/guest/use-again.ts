// 再来一份: a dish that the table has ordered, made the same way, once more into the cart; or why it
// cannot be had.

import { useLocale, useTranslations } from 'use-intl'
import { useWhyNot } from '@/components/menu/use-why-not'
import { toast } from '@/components/wire/toast'
import { type Language, nameIn } from '@/domain/language'
import type { Menu, OrderLine } from './types'
import type { AskedAdd } from './use-asked-add'

export function useAgain(menu: Menu | undefined, { add }: Pick<AskedAdd, 'add'>) {
  const t = useTranslations('guest')
  const language = useLocale() as Language
  const whyNot = useWhyNot()
  /** Whether it goes to the cart; what its options have become is said by the server. */
  return (line: OrderLine): boolean => {
    const isIt = ({ id }: { id: number }) => id === line.dishId
    const category = menu?.categories.find(({ dishes }) => dishes.some(isIt))
    const dish = category?.dishes.find(isIt)
    const why = dish && category?.isOffered ? whyNot(dish) : t('cart.notOffered')
    if (!dish || why) {
      toast.error(t('orders.againNot', { dish: nameIn(language, line), why: why ?? '' }))
      return false
    }
    const choices = line.chosen.map(({ optionId, quantity }) => ({ optionId, quantity }))
    add({ dish, choices, quantity: 1, note: line.note })
    return true
  }
}
