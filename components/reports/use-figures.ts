// Figures as people read them: the reports' yuan, counts, days and hours in the language of the screen.

import { useFormatter } from 'use-intl'

export function useFigures() {
  const format = useFormatter()
  return {
    /** 1234.5 → ¥1,234.50 */
    money: (yuan: number) =>
      format.number(yuan, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }),
    /** For axes: ¥1.2k without decimals. */
    shortMoney: (yuan: number) =>
      format.number(yuan, {
        style: 'currency',
        currency: 'CNY',
        currencyDisplay: 'narrowSymbol',
        notation: 'compact',
        maximumFractionDigits: 1,
      }),
    count: (count: number) => format.number(count),
    percent: (share: number) =>
      format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
    /** A business day, which has no hour and no zone. */
    day: (day: string) =>
      format.dateTime(new Date(`${day}T00:00:00Z`), {
        month: 'numeric',
        day: 'numeric',
        timeZone: 'UTC',
      }),
    weekday: (day: string) =>
      format.dateTime(new Date(`${day}T00:00:00Z`), { weekday: 'short', timeZone: 'UTC' }),
    hour: (hour: number) => `${hour}:00`,
  }
}
