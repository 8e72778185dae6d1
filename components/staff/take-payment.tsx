// Money over the table: which order, all of it or a part, how it is paid, what is due. The server decides what is due; this shows it.

import { useQuery } from '@tanstack/react-query'
import { Banknote, CreditCard, QrCode } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SplitChoice } from '@/components/pay/split-choice'
import { SplitMode } from '@/components/pay/split-mode'
import { useSplit } from '@/components/pay/use-split'
import { cn } from '@/components/ui/cn'
import { useTRPC } from '@/components/wire/trpc'
import { yuanText } from '@/domain/money'
import { openCents } from '@/domain/payment'
import { wordOf } from '@/domain/split'
import { useDesk } from './desk'
import type { OrderView } from './shapes'
import { CodeToScan, TakeByCode } from './take-by-code'
import { TakeCard } from './take-card'
import { TakeCash } from './take-cash'

const METHODS = { cash: Banknote, credit_card: CreditCard, code: QrCode } as const
type Method = keyof typeof METHODS

export function TakePayment({ orders, onDone }: { orders: OrderView[]; onDone: () => void }) {
  const t = useTranslations('staff')
  const ts = useTranslations('split')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [orderId, setOrderId] = useState<number | null>(null)
  const [method, setMethod] = useState<Method>('cash')
  const [isSplit, setIsSplit] = useState(false)
  const [callId, setCallId] = useState<number | null>(null)
  const [codeId, setCodeId] = useState<number | null>(null)
  const forgetCode = useCallback(() => setCodeId(null), [])
  const order = orders.find((each) => each.id === orderId) ?? orders[0]
  const { data: view } = useQuery({
    ...trpc.payment.splitForStaff.queryOptions({ storeId, orderId: order?.id ?? 0 }),
    enabled: order !== undefined,
  })
  const split = useSplit(view)
  if (codeId !== null) return <CodeToScan paymentId={codeId} onDone={forgetCode} />
  if (!order) return <p className="py-8 text-center text-ink-soft">{t('bill.nothingOpen')}</p>

  const calls = view?.pending.filter((payment) => payment.method === 'cash') ?? []
  const call = calls.find(({ id }) => id === callId)
  const whole = { wish: { kind: 'whole' } as const, amountCents: openCents(order) }
  const part = isSplit ? { wish: split.wish, amountCents: split.part?.amountCents } : whole
  const { wish, amountCents } = call ? { ...whole, amountCents: call.amountCents } : part
  const Form = method === 'cash' ? TakeCash : TakeCard
  return (
    <div className="space-y-5">
      {orders.length > 1 && (
        <fieldset className="space-y-1.5">
          <legend className="mb-1.5 font-medium text-sm">{t('pay.order')}</legend>
          {orders.map((each) => (
            <Choice
              key={each.id}
              name="order"
              isChosen={each.id === order.id}
              onChoose={() => setOrderId(each.id)}
            >
              <span className="flex-1 tabular-nums">{each.number.slice(-6)}</span>
              <span className="tabular-nums">¥{yuanText(openCents(each))}</span>
            </Choice>
          ))}
        </fieldset>
      )}
      {calls.length > 0 && (
        <fieldset className="space-y-1.5">
          <legend className="mb-1.5 font-medium text-sm">{ts('calls')}</legend>
          {calls.map((each) => (
            <Choice
              key={each.id}
              name="part"
              isChosen={each === call}
              onChoose={() => {
                setCallId(each.id)
                setMethod('cash')
              }}
            >
              <span className="flex-1">{ts('guest', { number: each.guestNumber ?? 0 })}</span>
              <span className="tabular-nums">¥{yuanText(each.amountCents)}</span>
            </Choice>
          ))}
        </fieldset>
      )}
      <SplitMode
        isSplit={call ? null : isSplit}
        isRest={order.paidCents > 0}
        onChange={(next) => {
          setCallId(null)
          setIsSplit(next)
        }}
      />
      {isSplit && !call && view && <SplitChoice view={view} split={split} />}
      <fieldset className="grid grid-cols-3 gap-2">
        <legend className="sr-only">{t('pay.method')}</legend>
        {(Object.keys(METHODS) as Method[])
          .filter((each) => !call || each !== 'code')
          .map((each) => {
            const Icon = METHODS[each]
            return (
              <Choice
                key={each}
                name="method"
                isChosen={each === method}
                onChoose={() => setMethod(each)}
              >
                <Icon aria-hidden className="size-5 text-primary" />
                {each === 'code' ? ts('qr') : t(`bill.method.${each}`)}
              </Choice>
            )
          })}
      </fieldset>
      {wish && amountCents ? (
        <>
          <p className="flex items-baseline justify-between">
            <span>{t('pay.due')}</span>
            <strong className="text-3xl tabular-nums">¥{yuanText(amountCents)}</strong>
          </p>
          {method === 'code' ? (
            <TakeByCode
              key={`${order.id} ${wordOf(wish)} ${amountCents}`}
              orderId={order.id}
              dueCents={amountCents}
              split={wish}
              onBegin={setCodeId}
              onDone={onDone}
            />
          ) : (
            <Form
              key={`${order.id} ${wordOf(wish)} ${amountCents} ${call?.id}`}
              orderId={order.id}
              dueCents={amountCents}
              split={wish}
              callId={call?.id ?? null}
              onDone={call || isSplit ? stay : onDone}
            />
          )}
        </>
      ) : (
        <p className="py-4 text-center text-ink-soft">{ts('choose')}</p>
      )}
    </div>
  )

  /** After a part the next one is taken; the parts that are left are read again. */
  function stay() {
    setCallId(null)
    split.clear()
  }
}

function Choice({
  name,
  isChosen,
  onChoose,
  children,
}: {
  name: string
  isChosen: boolean
  onChoose: () => void
  children: ReactNode
}) {
  return (
    <label
      className={cn(
        'flex min-h-12 cursor-pointer items-center gap-2 rounded-xl border px-3.5 has-focus-visible:outline-3 has-focus-visible:outline-primary',
        isChosen ? 'border-primary bg-primary-soft font-medium' : 'border-line',
      )}
    >
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} className="sr-only" />
      {children}
    </label>
  )
}
