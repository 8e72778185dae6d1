'use client'

// The bill of a table on a guest's phone: what it is for line by line, who is a member, how to pay,
// and how that is going.

import { useQuery } from '@tanstack/react-query'
import { CircleCheckBig, CookingPot, PartyPopper, Scale, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { useMoney } from '@/components/ui/money'
import { Sheet } from '@/components/ui/sheet'
import { useTRPC } from '@/components/wire/trpc'
import { isCallForWhole } from '@/domain/billing'
import type { PaymentMethod } from '@/domain/methods'
import { BillLines } from '../billing/bill-lines'
import { CouponChoice } from '../billing/coupon-choice'
import { MemberCard } from '../billing/member-card'
import { SplitChoice } from '../billing/split-choice'
import { SplitMode } from '../billing/split-mode'
import type { Bill, Payment, TableBill } from '../billing/types'
import { useSplit } from '../billing/use-split'
import { ChooseBill } from './choose-bill'
import { MethodChoice } from './method-choice'
import { OpenReceipt } from './open-receipt'
import { PendingPayment } from './pending-payment'
import { Receipt } from './receipt'
import { usePay } from './use-pay'

/**
 * Beside the live wire: how often the bill is read again, and how often while a payment is under
 * way.
 */
const REFRESH_MS = 15_000
const PENDING_REFRESH_MS = 3_000

type Props = {
  code: string
  open: boolean
  /** Which order it is about; null = the only one that is open, or one chooses. */
  orderId: number | null
  onChoose: (orderId: number | null) => void
  onClose: () => void
}

export function BillSheet({ code, open, orderId, onChoose, onClose }: Props) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay')
  const nameOf = useTranslations('methods')
  const ts = useTranslations('split')
  const trpc = useTRPC()
  const [isSplit, setIsSplit] = useState(false)
  /** The order whose rest this phone pays too, after its own part. */
  const [helpedId, setHelpedId] = useState<number | null>(null)
  const [wanted, setWanted] = useState<PaymentMethod | null>(null)
  const { pay, isBusy } = usePay(code)
  const table = useQuery({
    ...trpc.billing.bill.queryOptions({ code }),
    enabled: open,
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (isWaiting(state.data) ? PENDING_REFRESH_MS : REFRESH_MS),
  })

  const openBills = table.data?.bills.filter(isOpen) ?? []
  const only = openBills.length === 1 ? openBills[0] : undefined
  const due = orderId === null ? only : openBills.find(({ order }) => order.id === orderId)
  const others = openBills.filter((bill) => bill !== due)
  // An order of just now is not in what was read before it.
  const isRead =
    table.data !== undefined &&
    (orderId === null ||
      !table.isFetching ||
      table.data.bills.some(({ order }) => order.id === orderId))
  const freeCents = due ? freeOf(due) : 0
  const mayPay = due !== undefined && freeCents > 0 && due.order.awaited === 0 && !isPaying(due)
  // Who has paid is not asked again; whoever wants to may pay for the others.
  const isPayable = mayPay && (due.order.id === helpedId || !due.isOwnPartPaid)
  const view = useQuery({
    ...trpc.billing.split.queryOptions({ code, orderId: due?.order.id ?? 0 }),
    enabled: open && isPayable && isSplit,
    staleTime: 0,
    refetchInterval: PENDING_REFRESH_MS,
  })
  const offered = useQuery({ ...trpc.payment.methods.queryOptions({ code }), enabled: isPayable })
  const methods = offered.data?.map(({ id }) => id) ?? []
  const method = methods.find((id) => id === wanted) ?? methods[0]
  const split = useSplit(view.data)
  const chosen = isSplit
    ? { request: split.request, amountCents: split.part?.amountCents }
    : { request: { kind: 'whole' } as const, amountCents: freeCents }
  const footer =
    isPayable && method ? (
      <Button
        size="lg"
        className="w-full tabular-nums"
        disabled={isBusy || !chosen.request || !chosen.amountCents}
        onClick={() => {
          const { request, amountCents } = chosen
          if (request && amountCents) pay(due.order.id, method, request, amountCents)
        }}
      >
        {chosen.amountCents
          ? t(method === 'cash' ? 'bill.askCash' : 'bill.pay', {
              sum: sumOf(chosen.amountCents),
              method: nameOf(`${method}.short`),
            })
          : ts('choose')}
      </Button>
    ) : mayPay && due.isOwnPartPaid ? (
      <Button
        size="lg"
        variant="outline"
        className="w-full tabular-nums"
        onClick={() => setHelpedId(due.order.id)}
      >
        {t('own.help', { sum: sumOf(freeCents) })}
      </Button>
    ) : undefined

  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('bill.title')}
      footer={footer}
    >
      {table.data && isRead ? (
        <TableBillView
          code={code}
          table={table.data}
          due={due}
          others={others}
          onChoose={onChoose}
          isSplit={isPayable && isSplit}
          choice={
            isPayable && (
              <>
                <SplitMode
                  isSplit={isSplit}
                  isRest={freeCents < due.order.owedCents}
                  onChange={setIsSplit}
                />
                {isSplit && view.data && <SplitChoice view={view.data} split={split} />}
                {isSplit && view.isError && !view.data && (
                  <p role="alert" className="text-danger">
                    {t('unanswered')}
                  </p>
                )}
              </>
            )
          }
        >
          {isPayable && method && (
            <MethodChoice methods={methods} value={method} onChange={setWanted} />
          )}
          {isPayable && offered.isError && !method && (
            <p role="alert" className="text-danger">
              {t('unanswered')}
            </p>
          )}
        </TableBillView>
      ) : (
        <p role="status" className="py-12 text-center text-ink-soft">
          {table.isError ? t('unanswered') : t('bill.loading')}
        </p>
      )}
    </Sheet>
  )
}

function TableBillView({
  code,
  table,
  due,
  others,
  onChoose,
  isSplit,
  choice,
  children,
}: {
  code: string
  table: TableBill
  due: Bill | undefined
  /** Open bills that this is not about. */
  others: readonly Bill[]
  onChoose: (orderId: number | null) => void
  /** The bill that is due stands in the choice, dish by dish. */
  isSplit: boolean
  choice: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('pay')
  const { bills } = table
  if (bills.length === 0)
    return <p className="py-12 text-center text-ink-soft">{t('bill.empty')}</p>
  const pending = due ? pendingOf(due) : []
  const ended = due && endedOf(due)
  const rest = bills.filter((bill) => bill !== due && !others.includes(bill))
  const shown = [...(due && !isSplit ? [due] : []), ...rest]
  return (
    <div className="space-y-5">
      {!due && others.length === 0 && <AllPaid bills={bills} />}
      {!due && others.length > 0 && (
        <ChooseBill
          bills={others.map((bill) => ({ bill, freeCents: freeOf(bill) }))}
          onChoose={onChoose}
        />
      )}
      {due && others.length > 0 && (
        <Button variant="outline" className="w-full" onClick={() => onChoose(null)}>
          {t('bill.other', { count: others.length })}
        </Button>
      )}
      {pending.map((payment) => (
        <PendingPayment key={payment.id} code={code} payment={payment} party={table} />
      ))}
      {ended && (
        <p role="alert" className="flex gap-3 rounded-2xl bg-danger-soft p-4 text-danger">
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          {t(`ended.${ended}`)}
        </p>
      )}
      {due && due.order.awaited > 0 && (
        <p role="status" className="flex gap-3 rounded-2xl bg-info-soft p-4 text-info">
          <Scale aria-hidden className="size-5 shrink-0" />
          {t('bill.unpriced', { count: due.order.awaited })}
        </p>
      )}
      {due?.isOwnPartPaid && <OwnPartPaid bill={due} />}
      <MemberCard
        code={code}
        mayJoin={due ? pending.every(isCallForWhole) : bills.some((bill) => bill.mayClaimPoints)}
        isPaid={!due}
      />
      {due && pending.length === 0 && due.order.paidCents === 0 && (
        <CouponChoice code={code} orderId={due.order.id} />
      )}
      {choice}
      {shown.map((bill) => (
        <article key={bill.order.id} className="space-y-4 rounded-2xl border border-line p-4">
          {bills.length > 1 && (
            <h3 className="flex justify-between gap-4 text-ink-soft text-sm">
              <span className="tabular-nums">{t('bill.order', { number: bill.order.number })}</span>
              <span>{t(`status.${bill.order.paymentStatus}`)}</span>
            </h3>
          )}
          <BillLines bill={bill} party={table} />
          <Receipt code={code} bill={bill} party={table} />
          {bill.order.paidCents > 0 && <OpenReceipt code={code} orderId={bill.order.id} />}
        </article>
      ))}
      {children}
    </div>
  )
}

/** Thanks to who has paid already; what others still owe is theirs. */
function OwnPartPaid({ bill }: { bill: Bill }) {
  const { sumOf } = useMoney()
  const t = useTranslations('pay.own')
  return (
    <div role="status" className="flex gap-3 rounded-2xl bg-success-soft p-4">
      <CircleCheckBig aria-hidden className="mt-0.5 size-6 shrink-0 text-success" />
      <div className="min-w-0">
        <p className="font-semibold tabular-nums">{t('paid', { sum: sumOf(bill.ownPaidCents) })}</p>
        <p className="text-ink-soft text-sm tabular-nums">
          {t('others', { sum: sumOf(bill.openCents) })}
        </p>
      </div>
    </div>
  )
}

/** Nobody says goodbye to guests whose food is still to come. */
function AllPaid({ bills }: { bills: readonly Bill[] }) {
  const t = useTranslations('pay.receipt')
  const isOver = bills.every(
    ({ order }) => order.state === 'completed' || order.state === 'cancelled',
  )
  const Icon = isOver ? PartyPopper : CookingPot
  return (
    <div role="status" className="grid justify-items-center gap-2 py-4 text-center">
      <Icon aria-hidden className="size-10 text-success" />
      <p className="font-semibold text-xl">{t('title')}</p>
      <p className="text-ink-soft">{t(isOver ? 'thanks' : 'toCome')}</p>
    </div>
  )
}

/** Still to be paid, also where nobody knows yet how much. */
function isOpen({ openCents, order }: Bill): boolean {
  return openCents > 0 || (order.awaited > 0 && order.state !== 'cancelled')
}

function pendingOf(bill: Bill): Payment[] {
  return bill.payments.filter(({ state }) => state === 'pending')
}

/** What is neither paid nor being paid just now. */
function freeOf(bill: Bill): number {
  const locks = pendingOf(bill).filter((payment) => !isCallForWhole(payment))
  return locks.reduce((left, { amountCents }) => left - amountCents, bill.openCents)
}

/** One's own payment has to end before another. */
function isPaying(bill: Bill): boolean {
  return pendingOf(bill).some(({ isMine }) => isMine)
}

/**
 * How this phone's last attempt ended, when it ended without money; who called for cash is still
 * gone to.
 */
function endedOf(bill: Bill): 'failed' | 'expired' | null {
  const last = bill.payments.filter(({ isMine, method }) => isMine && method !== 'cash').at(-1)
  return last?.state === 'failed' || last?.state === 'expired' ? last.state : null
}

function isWaiting(table: TableBill | undefined): boolean {
  return table?.bills.some((bill) => pendingOf(bill).length > 0) ?? false
}
