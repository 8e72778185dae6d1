// When something has not arrived, a dish on a screen, paper at a printer, money that should go back, the floor is the one who can help:
// it says what, since when, and what to do.
// It asks by itself, because the messages may be what is stuck.

import { useQuery } from '@tanstack/react-query'
import { Info, Siren } from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { yuanText } from '@/domain/money'
import { useDesk } from './desk'

const ASK_AGAIN_MS = 15_000
/** More dishes than this are counted, not named. */
const NAMED = 4

const ALL_WELL = {
  lost: [],
  unsent: { count: 0, sinceAt: null },
  parked: { count: 0, sinceAt: null },
}

export function AlarmStrip() {
  const t = useTranslations('staff.alarm')
  const tp = useTranslations('staff.paper')
  const tm = useTranslations('staff.moneyTrouble')
  const format = useFormatter()
  const language = useLocale() as Language
  const { storeId, may } = useDesk()
  const trpc = useTRPC()
  const asked = { enabled: may('floor.see'), refetchInterval: ASK_AGAIN_MS }
  const { data } = useQuery(trpc.kitchen.alarms.queryOptions({ storeId }, asked))
  const printers = useQuery(trpc.printing.trouble.queryOptions({ storeId }, asked))
  const money = useQuery(trpc.payment.trouble.queryOptions({ storeId }, asked))
  const { lost, unsent, parked } = data ?? ALL_WELL
  const time = (at: string | null) =>
    at ? format.dateTime(new Date(at), { timeStyle: 'short', hourCycle: 'h23' }) : '–'
  const named = lost
    .slice(0, NAMED)
    .map((line) => `${line.tableName} ${nameIn(language, line)}`)
    .join(language === 'en' ? ', ' : '、')
  const moneySaid = (money.data ?? []).map(({ refundId, kind, ...refund }) => ({
    refundId,
    kind,
    text: tm(kind, {
      place: refund.tableName || refund.orderNumber.slice(-6),
      amount: yuanText(refund.amountCents),
      time: time(refund.sinceAt),
    }),
  }))
  const news = moneySaid.filter(({ kind }) => kind === 'surplus')
  const sentences = [
    lost.length > 0 && t('lost', { count: lost.length, dishes: named }),
    unsent.count > 0 && t('unsent', { count: unsent.count, time: time(unsent.sinceAt) }),
    parked.count > 0 && t('parked', { count: parked.count, time: time(parked.sinceAt) }),
    ...(printers.data ?? []).map(({ name, waiting, trouble, sinceAt }) =>
      tp('trouble', {
        name,
        trouble: tp(`code.${trouble}`),
        count: waiting,
        time: time(sinceAt),
      }),
    ),
    ...moneySaid.filter(({ kind }) => kind !== 'surplus').map(({ text }) => text),
  ].filter((sentence) => sentence !== false)
  return (
    <>
      {sentences.length > 0 && (
        <div role="alert" className="bg-danger px-4 py-2.5 text-on-fill">
          <ul className="mx-auto grid max-w-[120rem] gap-1">
            {sentences.map((sentence) => (
              <li key={sentence} className="flex items-start gap-2 font-semibold">
                <Siren aria-hidden className="mt-0.5 size-5 shrink-0" />
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      {news.length > 0 && (
        <div role="status" className="bg-info-soft px-4 py-2 text-info">
          <ul className="mx-auto grid max-w-[120rem] gap-1 text-sm">
            {news.map(({ refundId, text }) => (
              <li key={refundId} className="flex items-start gap-2">
                <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
