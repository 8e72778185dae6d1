// Money of a bill goes back: all of it, some dishes or an amount, with a reason. A retry sends the same key, so it goes back once;
// whoever changes the wish makes another.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useLocale, useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { QuantityStepper } from '@/components/ui/quantity-stepper'
import { useTRPC } from '@/components/wire/trpc'
import { type Language, nameIn } from '@/domain/language'
import { centsFromYuanText, yuanText } from '@/domain/money'
import { useDesk } from './desk'
import { ReasonDialog } from './reason-dialog'
import type { Refundable } from './shapes'
import { useAfterDeed } from './use-after-deed'

const KINDS = ['whole', 'lines', 'amount'] as const
type Kind = (typeof KINDS)[number]
const REASONS = ['quality', 'notServed', 'wrongBill', 'complaint'] as const

export function RefundDialog({ orderId, onClose }: { orderId: number; onClose: () => void }) {
  const t = useTranslations('staff.refund')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const { onSettled } = useAfterDeed()
  const { data } = useQuery(trpc.payment.refundable.queryOptions({ storeId, orderId }))
  const refund = useMutation(
    trpc.payment.refundOrder.mutationOptions({
      onSettled,
      onSuccess: ({ refunds }) => {
        const isDone = refunds.every(({ state }) => state === 'succeeded')
        toast.success(isDone ? t('done') : t('onTheWay'))
      },
    }),
  )
  const [kind, setKind] = useState<Kind>('whole')
  const [portions, setPortions] = useState<Readonly<Record<number, number>>>({})
  const [amount, setAmount] = useState('')
  const [returnsStock, setReturnsStock] = useState(false)
  const key = useRef(newKey())
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      key.current = newKey()
      set(value)
    }
  }

  const lines = Object.entries(portions)
    .map(([lineId, quantity]) => ({ lineId: Number(lineId), quantity }))
    .filter(({ quantity }) => quantity > 0)
  const cents = {
    whole: data?.leftCents ?? 0,
    lines: data ? centsOf(data, portions) : 0,
    amount: centsFromYuanText(amount) ?? 0,
  }[kind]
  const limitCents = data?.limitCents ?? null
  const isOver = limitCents !== null && cents > limitCents
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={t('orderTitle')}
      text={t('orderText', { amount: yuanText(data?.leftCents ?? 0) })}
      action={t('willRefund', { amount: yuanText(cents) })}
      isReady={cents > 0 && cents <= (data?.leftCents ?? 0) && !isOver}
      common={REASONS.map((each) => t(`reasons.${each}`))}
      onReason={(reason) => {
        const what = {
          whole: { kind: 'whole' as const },
          lines: { kind: 'lines' as const, lines },
          amount: { kind: 'amount' as const, amountCents: cents },
        }[kind]
        return refund.mutateAsync({
          storeId,
          orderId,
          what,
          reason,
          returnsStock: kind === 'lines' && returnsStock,
          key: key.current,
        })
      }}
    >
      <fieldset className="grid grid-cols-3 gap-2">
        <legend className="sr-only">{t('what')}</legend>
        {KINDS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={kind === each}
            onClick={() => change(setKind)(each)}
            className={cn(
              'min-h-11 rounded-xl border px-2 text-sm',
              kind === each ? 'border-primary bg-primary-soft' : 'border-line',
            )}
          >
            {t(each)}
          </button>
        ))}
      </fieldset>
      {kind === 'lines' && data && (
        <>
          <DishPortions offer={data} portions={portions} onChange={change(setPortions)} />
          <label className="flex min-h-11 items-center gap-3 text-sm">
            <input
              type="checkbox"
              role="switch"
              aria-checked={returnsStock}
              checked={returnsStock}
              className="size-5 accent-primary"
              onChange={(event) => change(setReturnsStock)(event.target.checked)}
            />
            {t('returnsStock')}
          </label>
        </>
      )}
      {kind === 'amount' && (
        <label className="block space-y-1.5">
          <span className="font-medium text-sm">{t('amount')}</span>
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            aria-invalid={amount !== '' && cents === 0}
            className="text-right tabular-nums"
            onChange={(event) => change(setAmount)(event.target.value)}
          />
        </label>
      )}
      {limitCents !== null && (
        <p className={cn('text-sm', isOver ? 'text-danger' : 'text-ink-soft')}>
          {t('limit', { amount: yuanText(limitCents) })}
        </p>
      )}
      {data?.hasCash && <p className="text-ink-soft text-sm">{t('cashByHand')}</p>}
    </ReasonDialog>
  )
}

function DishPortions({
  offer,
  portions,
  onChange,
}: {
  offer: Refundable
  portions: Readonly<Record<number, number>>
  onChange: (portions: Readonly<Record<number, number>>) => void
}) {
  const language = useLocale() as Language
  return (
    <ul className="divide-y divide-line">
      {offer.lines
        .filter((line) => line.leftQuantity > 0)
        .map((line) => (
          <li key={line.id} className="flex min-h-12 items-center gap-2 py-1 text-sm">
            <span className="min-w-0 flex-1">
              <span className="block break-words">{nameIn(language, line)}</span>
              <span className="block text-ink-soft tabular-nums">
                ¥{yuanText(line.portionCents[0] ?? 0)} × {line.leftQuantity}
              </span>
            </span>
            <QuantityStepper
              value={portions[line.id] ?? 0}
              maximum={line.leftQuantity}
              name={nameIn(language, line)}
              onChange={(quantity) => onChange({ ...portions, [line.id]: quantity })}
            />
          </li>
        ))}
    </ul>
  )
}

function centsOf(offer: Refundable, portions: Readonly<Record<number, number>>): number {
  return offer.lines.reduce((sum, line) => {
    const quantity = portions[line.id] ?? 0
    return sum + (quantity > 0 ? (line.portionCents[quantity - 1] ?? 0) : 0)
  }, 0)
}
