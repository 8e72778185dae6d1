// Figures as people read them: amounts in the store's money, counts, days and hours in the language
// of the screen.

import { useFormatter } from 'use-intl'
import { useMoney } from '@/components/ui/money'

export function useFigures() {
  const format = useFormatter()
  const { sumOf, shortSumOf } = useMoney()
  return {
    /** 123450 → ¥1,234.50 */
    money: sumOf,
    /** For axes: ¥1.2k without decimals. */
    shortMoney: shortSumOf,
    count: (count: number) => format.number(count),
    /** 1250 → 1.25 kg; nothing for what was not weighed. */
    weight: (grams: number | null) =>
      grams === null ? '' : `${format.number(grams / 1_000, { maximumFractionDigits: 3 })} kg`,
    percent: (share: number) =>
      format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
    /** +2.2 %, −3 %: how something changed. */
    signedPercent: (share: number) =>
      format.number(share, {
        style: 'percent',
        maximumFractionDigits: 1,
        signDisplay: 'exceptZero',
      }),
    /** A business day, which has no hour and no zone. */
    day: (day: string) =>
      format.dateTime(new Date(`${day}T00:00:00Z`), {
        month: 'numeric',
        day: 'numeric',
        timeZone: 'UTC',
      }),
    /** First and last day in full, once when they are the same. */
    span: (fromDay: string, toDay: string) =>
      format.dateTimeRange(new Date(`${fromDay}T00:00:00Z`), new Date(`${toDay}T00:00:00Z`), {
        dateStyle: 'medium',
        timeZone: 'UTC',
      }),
    weekday: (day: string) =>
      format.dateTime(new Date(`${day}T00:00:00Z`), { weekday: 'short', timeZone: 'UTC' }),
    hour: (hour: number) => `${hour}:00`,
  }
}

/** The row that brought most, the first of them; rows are not empty. */
export function bestOf<Row extends { revenue_cents: number }>(rows: Row[]): Row {
  return rows.reduce((best, row) => (row.revenue_cents > best.revenue_cents ? row : best))
}
