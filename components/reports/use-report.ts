// What each report asks with: the store, the chosen days; the old figures stay while the new ones come.

import { useDesk } from '../staff/desk'
import { isComplete, type PeriodChoice } from './period-picker'

export function useReportWish(choice: PeriodChoice) {
  const { storeId } = useDesk()
  return {
    wish: { storeId, ...choice },
    options: {
      enabled: isComplete(choice),
      placeholderData: <Data>(before: Data | undefined) => before,
    },
  }
}
