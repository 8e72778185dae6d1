// When something has not arrived, a dish on a screen, paper at a printer, money that should go
// back, the floor is the one who can help: it says what, since when, and what to do. It asks by
// itself, because the messages may be what is stuck.

import { useQuery } from '@tanstack/react-query'
import { Info, Siren } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useAmountFlaw, useMoney } from '@/components/ui/money'
import { AT_A_TABLE } from '@/components/wire/stale'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand } from '@/components/wire/use-command'
import { type Language, nameIn } from '@/domain/language'
import { OWN_WORDS } from '@/text/languages'
import { useDesk } from './desk'

const ASK_AGAIN_MS = 15_000
/** More dishes than this are counted, not named. */
const NAMED = 4

const ALL_WELL = {
  lost: [],
  lostCount: 0,
  unsent: { count: 0, sinceAt: null },
  parked: { count: 0, sinceAt: null },
}

export function AlarmStrip() {
  const { sumOf } = useMoney()
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
  const money = useQuery(trpc.refunds.trouble.queryOptions({ storeId }, asked))
  const { lost, lostCount, unsent, parked } = data ?? ALL_WELL
  const time = (at: string | null) =>
    at ? format.dateTime(new Date(at), { timeStyle: 'short', hourCycle: 'h23' }) : '–'
  const named = lost
    .slice(0, NAMED)
    .map((line) => `${line.tableName} ${nameIn(language, line)}`)
    .join(OWN_WORDS[language].between)
  const moneySaid = (money.data ?? []).map(({ refundId, moveId, kind, ...refund }) => ({
    refundId,
    moveId,
    kind,
    mostCents: refund.isAmountKnown ? null : refund.amountCents,
    text: tm(refund.isAmountKnown ? kind : 'movedUnknown', {
      place: refund.tableName || refund.orderNumber.slice(-6),
      amount: sumOf(refund.amountCents),
      time: time(refund.sinceAt),
      why: tm(`why.${refund.trouble ?? 'no-answer'}`),
    }),
  }))
  const news = moneySaid.filter(({ kind }) => kind === 'surplus')
  const sentences = [
    lostCount > 0 && t('lost', { count: lostCount, dishes: named }),
    unsent.count > 0 && t('unsent', { count: unsent.count, time: time(unsent.sinceAt) }),
    parked.count > 0 && t('parked', { count: parked.count, time: time(parked.sinceAt) }),
    ...moneySaid.filter(({ kind }) => kind === 'failed' || kind === 'slow').map(({ text }) => text),
  ].filter((sentence) => sentence !== false)
  const papers = printers.data ?? []
  const moves = moneySaid.flatMap(({ moveId, ...said }) =>
    moveId === null ? [] : [{ moveId, ...said }],
  )
  return (
    <>
      {sentences.length + papers.length + moves.length > 0 && (
        <div role="alert" className="bg-danger px-4 py-2.5 text-on-fill">
          <ul className="mx-auto grid max-w-[120rem] gap-1">
            {sentences.map((sentence) => (
              <li key={sentence} className="flex items-start gap-2 font-semibold">
                <Siren aria-hidden className="mt-0.5 size-5 shrink-0" />
                {sentence}
              </li>
            ))}
            {moves.map(({ moveId, text, mostCents }) => (
              <MoveAlarm key={moveId} moveId={moveId} text={text} mostCents={mostCents} />
            ))}
            {papers.map((paper) => (
              <PaperAlarm
                key={`${paper.printerId} ${paper.kind}`}
                printerId={paper.printerId}
                text={tp(`trouble.${paper.kind}`, {
                  name: paper.name,
                  trouble: tp(`code.${paper.trouble}`),
                  count: paper.waiting,
                  time: time(paper.sinceAt),
                })}
              />
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

/**
 * It ends when a manager books it.
 * @param mostCents what it is at most, where the platform did not say how much; else null
 */
function MoveAlarm({
  moveId,
  text,
  mostCents,
}: {
  moveId: number
  text: string
  mostCents: number | null
}) {
  const t = useTranslations('staff.moneyTrouble')
  const { storeId, may } = useDesk()
  const book = useCommand((server) => server.payment.bookMove.mutate, {
    stale: AT_A_TABLE,
    said: t('booked'),
  })
  const [isEntering, setIsEntering] = useState(false)
  return (
    <Alarm text={text}>
      {may('store.manage') && (
        <AlarmButton
          isBusy={book.isBusy}
          onTap={() => (mostCents === null ? book.run({ storeId, moveId }) : setIsEntering(true))}
        >
          {t(mostCents === null ? 'book' : 'enter')}
        </AlarmButton>
      )}
      {isEntering && mostCents !== null && (
        <AmountGone
          mostCents={mostCents}
          onBook={(amountCents) => book.ask({ storeId, moveId, amountCents })}
          onClose={() => setIsEntering(false)}
        />
      )}
    </Alarm>
  )
}

/** How much went back, as a person read it at the platform. */
function AmountGone({
  mostCents,
  onBook,
  onClose,
}: {
  mostCents: number
  onBook: (amountCents: number) => Promise<unknown>
  onClose: () => void
}) {
  const t = useTranslations('staff.moneyTrouble')
  const { centsOf, sumOf } = useMoney()
  const flawOf = useAmountFlaw()
  const [amount, setAmount] = useState('')
  const cents = centsOf(amount) ?? 0
  const tooMuch = cents > mostCents ? t('enterMost', { amount: sumOf(mostCents) }) : undefined
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('enterTitle')}
      text={t('enterText')}
      action={t('book')}
      variant="primary"
      isReady={cents > 0 && cents <= mostCents}
      onConfirm={() => onBook(cents)}
    >
      <Field label={t('enterAmount')} error={flawOf(amount) ?? tooMuch}>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          aria-invalid={amount !== '' && (cents === 0 || cents > mostCents)}
          className="text-right tabular-nums"
          onChange={(event) => setAmount(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  )
}

/** It ends when somebody says that they see to it. */
function PaperAlarm({ printerId, text }: { printerId: number; text: string }) {
  const t = useTranslations('staff.paper')
  const { storeId } = useDesk()
  const answer = useCommand((server) => server.printing.answerAlarm.mutate, { stale: ['printing'] })
  return (
    <Alarm text={text}>
      <AlarmButton isBusy={answer.isBusy} onTap={() => answer.run({ storeId, printerId })}>
        {t('answer')}
      </AlarmButton>
    </Alarm>
  )
}

function Alarm({ text, children }: { text: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        <Siren aria-hidden className="mt-0.5 size-5 shrink-0" />
        {text}
      </span>
      {children}
    </li>
  )
}

function AlarmButton({
  isBusy,
  onTap,
  children,
}: {
  isBusy: boolean
  onTap: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      disabled={isBusy}
      onClick={onTap}
      className="min-h-11 shrink-0 rounded-xl border border-current px-3 text-sm disabled:opacity-60"
    >
      {children}
    </button>
  )
}
