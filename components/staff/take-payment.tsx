// Money over the table: which order, how it is paid, what is due. The server decides what is due; this shows it.

import { Banknote, CreditCard } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/components/ui/cn'
import { yuanText } from '@/domain/money'
import { openCents } from '@/domain/payment'
import type { OrderView } from './shapes'
import { TakeCard } from './take-card'
import { TakeCash } from './take-cash'

const METHODS = { cash: Banknote, credit_card: CreditCard } as const
type Method = keyof typeof METHODS

export function TakePayment({ orders, onDone }: { orders: OrderView[]; onDone: () => void }) {
  const t = useTranslations('staff')
  const [orderId, setOrderId] = useState<number | null>(null)
  const [method, setMethod] = useState<Method>('cash')
  const order = orders.find((each) => each.id === orderId) ?? orders[0]
  if (!order) return <p className="py-8 text-center text-ink-soft">{t('bill.nothingOpen')}</p>

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
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="sr-only">{t('pay.method')}</legend>
        {(Object.keys(METHODS) as Method[]).map((each) => {
          const Icon = METHODS[each]
          return (
            <Choice
              key={each}
              name="method"
              isChosen={each === method}
              onChoose={() => setMethod(each)}
            >
              <Icon aria-hidden className="size-5 text-primary" />
              {t(`bill.method.${each}`)}
            </Choice>
          )
        })}
      </fieldset>
      <p className="flex items-baseline justify-between">
        <span>{t('pay.due')}</span>
        <strong className="text-3xl tabular-nums">¥{yuanText(openCents(order))}</strong>
      </p>
      <Form
        key={`${order.id} ${openCents(order)}`}
        orderId={order.id}
        dueCents={openCents(order)}
        onDone={onDone}
      />
    </div>
  )
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
