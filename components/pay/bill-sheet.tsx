'use client'
// The bill of a table on a guest's phone: what it is for line by line, who is a member, how to pay, and how that is going.

import { useQuery } from '@tanstack/react-query'
import { PartyPopper, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import { useTRPC } from '@/components/wire/trpc'
import type { PaymentMethod } from '@/domain/payment'
import { BillLines } from './bill-lines'
import { MemberCard } from './member-card'
import { MethodChoice } from './method-choice'
import { sumOf } from './money'
import { PendingPayment } from './pending-payment'
import { Receipt } from './receipt'
import type { Bill, Payment, TableBill } from './shapes'
import { usePay } from './use-pay'

/** Beside the live wire: how often the bill is read again, and how often while a payment is under way. */
const REFRESH_MS = 15_000
const PENDING_REFRESH_MS = 3_000

type Props = { code: string; open: boolean; onClose: () => void }

export function BillSheet({ code, open, onClose }: Props) {
  const t = useTranslations('pay')
  const trpc = useTRPC()
  const [method, setMethod] = useState<PaymentMethod>('wechat')
  const { pay, isBusy } = usePay(code)
  const table = useQuery({
    ...trpc.payment.bill.queryOptions({ code }),
    enabled: open,
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (isWaiting(state.data) ? PENDING_REFRESH_MS : REFRESH_MS),
  })

  const due = table.data?.bills.find((bill) => bill.openCents > 0)
  const isPayable = due !== undefined && inTheWay(due) === undefined
  const footer = isPayable ? (
    <Button
      size="lg"
      className="w-full tabular-nums"
      disabled={isBusy}
      onClick={() => pay(due.order.id, method)}
    >
      {t(method === 'cash' ? 'bill.askCash' : 'bill.pay', {
        sum: sumOf(due.openCents),
        method: t(`methods.${method}.name`),
      })}
    </Button>
  ) : undefined

  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('bill.title')}
      footer={footer}
    >
      {table.data ? (
        <TableBillView code={code} table={table.data} due={due}>
          {isPayable && <MethodChoice value={method} onChange={setMethod} />}
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
  children,
}: {
  code: string
  table: TableBill
  due: Bill | undefined
  children: ReactNode
}) {
  const t = useTranslations('pay')
  const { bills } = table
  if (bills.length === 0)
    return <p className="py-12 text-center text-ink-soft">{t('bill.empty')}</p>
  const pending = due && pendingOf(due)
  const ended = due && endedOf(due)
  return (
    <div className="space-y-5">
      {!due && (
        <div role="status" className="grid justify-items-center gap-2 py-4 text-center">
          <PartyPopper aria-hidden className="size-10 text-success" />
          <p className="font-semibold text-xl">{t('receipt.title')}</p>
          <p className="text-ink-soft">{t('receipt.thanks')}</p>
        </div>
      )}
      {pending && <PendingPayment code={code} payment={pending} />}
      {ended && (
        <p role="alert" className="flex gap-3 rounded-2xl bg-danger-soft p-4 text-danger">
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          {t(`ended.${ended}`)}
        </p>
      )}
      <MemberCard code={code} mayJoin={due !== undefined && inTheWay(due) === undefined} />
      {bills.map((bill) => (
        <article key={bill.order.id} className="space-y-4 rounded-2xl border border-line p-4">
          {bills.length > 1 && (
            <h3 className="flex justify-between gap-4 text-ink-soft text-sm">
              <span className="tabular-nums">{t('bill.order', { number: bill.order.number })}</span>
              <span>{t(`status.${bill.order.paymentStatus}`)}</span>
            </h3>
          )}
          <BillLines bill={bill} />
          <Receipt payments={bill.payments.filter(({ state }) => state === 'succeeded')} />
        </article>
      ))}
      {children}
    </div>
  )
}

function pendingOf(bill: Bill): Payment | undefined {
  return bill.payments.find(({ state }) => state === 'pending')
}

/** What has to end first: one's own payment, or another phone's; not another's call for cash. */
function inTheWay(bill: Bill): Payment | undefined {
  const pending = pendingOf(bill)
  return pending?.isMine || pending?.method !== 'cash' ? pending : undefined
}

/** How this phone's last attempt ended, when it ended without money. */
function endedOf(bill: Bill): 'failed' | 'expired' | null {
  const last = bill.payments.filter(({ isMine }) => isMine).at(-1)
  return last?.state === 'failed' || last?.state === 'expired' ? last.state : null
}

function isWaiting(table: TableBill | undefined): boolean {
  return table?.bills.some((bill) => pendingOf(bill) !== undefined) ?? false
}
