// Money over the table: which order, all of it or a part, how it is paid, what is due. The server
// decides what is due; this shows it.

import { useQuery } from '@tanstack/react-query'
import { Banknote, CreditCard, QrCode } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SplitChoice } from '@/components/billing/split-choice'
import { SplitMode } from '@/components/billing/split-mode'
import { useSplit } from '@/components/billing/use-split'
import { useDesk } from '@/components/desk/desk'
import { Alert } from '@/components/ui/alert'
import { cn } from '@/components/ui/cn'
import { useMoney } from '@/components/ui/money'
import { useTRPC } from '@/components/wire/trpc'
import { openCents } from '@/domain/billing'
import { CODE_METHODS } from '@/domain/methods'
import { wordOf } from '@/domain/split'
import { CodeToScan, TakeByCode } from './take-by-code'
import { TakeCard } from './take-card'
import { TakeCash } from './take-cash'
import type { OrderView } from './types'

const METHODS = { cash: Banknote, credit_card: CreditCard, code: QrCode } as const
type Method = keyof typeof METHODS

export function TakePayment({ orders, onDone }: { orders: OrderView[]; onDone: () => void }) {
  const { sumOf } = useMoney()
  const t = useTranslations('staff')
  const nameOf = useTranslations('methods')
  const ts = useTranslations('split')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [orderId, setOrderId] = useState<number | null>(null)
  const [wanted, setWanted] = useState<Method>('cash')
  const [isSplit, setIsSplit] = useState(false)
  const [callId, setCallId] = useState<number | null>(null)
  const [codeId, setCodeId] = useState<number | null>(null)
  const forgetCode = useCallback(() => setCodeId(null), [])
  const order = orders.find((each) => each.id === orderId) ?? orders[0]
  const { data: view } = useQuery({
    ...trpc.billing.splitForStaff.queryOptions({ storeId, orderId: order?.id ?? 0 }),
    enabled: order !== undefined,
  })
  const { data: offered } = useQuery(trpc.payment.methodsForStaff.queryOptions({ storeId }))
  const byCode = CODE_METHODS.filter((each) => offered?.some(({ id }) => id === each))
  const split = useSplit(view)
  if (codeId !== null) return <CodeToScan paymentId={codeId} onDone={forgetCode} />
  if (!order) return <p className="py-8 text-center text-ink-soft">{t('bill.nothingOpen')}</p>

  const calls = view?.pending.filter((payment) => payment.method === 'cash') ?? []
  const call = calls.find(({ id }) => id === callId)
  const whole = { request: { kind: 'whole' } as const, amountCents: openCents(order) }
  const part = isSplit ? { request: split.request, amountCents: split.part?.amountCents } : whole
  const { request, amountCents } = call ? { ...whole, amountCents: call.amountCents } : part
  const mayShowCode = byCode.length > 0 && !call
  const method = wanted === 'code' && !mayShowCode ? 'cash' : wanted
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
              <span className="tabular-nums">{sumOf(openCents(each))}</span>
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
                setWanted('cash')
              }}
            >
              <span className="flex-1">{ts('guest', { number: each.guestNumber ?? 0 })}</span>
              <span className="tabular-nums">{sumOf(each.amountCents)}</span>
            </Choice>
          ))}
        </fieldset>
      )}
      {order.awaited > 0 && (
        <Alert tone="warning">{t('pay.unpriced', { count: order.awaited })}</Alert>
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
      <fieldset className="grid auto-cols-fr grid-flow-col gap-2">
        <legend className="sr-only">{t('pay.method')}</legend>
        {(Object.keys(METHODS) as Method[])
          .filter((each) => each !== 'code' || mayShowCode)
          .map((each) => {
            const Icon = METHODS[each]
            return (
              <Choice
                key={each}
                name="method"
                isChosen={each === method}
                onChoose={() => setWanted(each)}
              >
                <Icon aria-hidden className="size-5 text-primary" />
                {each === 'code' ? ts('qr') : nameOf(`${each}.short`)}
              </Choice>
            )
          })}
      </fieldset>
      {order.awaited > 0 ? null : request && amountCents ? (
        <>
          <p className="flex items-baseline justify-between">
            <span>{t('pay.due')}</span>
            <strong className="text-3xl tabular-nums">{sumOf(amountCents)}</strong>
          </p>
          {method === 'code' ? (
            <TakeByCode
              key={`${order.id} ${wordOf(request)} ${amountCents}`}
              methods={byCode}
              orderId={order.id}
              dueCents={amountCents}
              split={request}
              onBegin={setCodeId}
              onDone={onDone}
            />
          ) : (
            <Form
              key={`${order.id} ${wordOf(request)} ${amountCents} ${call?.id}`}
              orderId={order.id}
              dueCents={amountCents}
              split={request}
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
