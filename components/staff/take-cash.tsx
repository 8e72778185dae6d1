// Cash over the table: what is due, what was given, what goes back. The server decides what is due; this shows it.

import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { centsFromYuanText, yuanText } from '@/domain/money'
import { openCents } from '@/domain/payment'
import { useDesk } from './desk'
import type { OrderView } from './shapes'
import { useAfterDeed } from './use-after-deed'

export function TakeCash({ orders, onDone }: { orders: OrderView[]; onDone: () => void }) {
  const t = useTranslations('staff.cash')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [orderId, setOrderId] = useState(orders[0]?.id)
  const [given, setGiven] = useState('')
  const key = useRef(newKey())
  const after = useAfterDeed()

  const order = orders.find((each) => each.id === orderId) ?? orders[0]
  const dueCents = order ? openCents(order) : 0
  const givenCents = given.trim() === '' ? dueCents : centsFromYuanText(given)
  const changeCents = (givenCents ?? 0) - dueCents

  const take = useMutation(
    trpc.payment.takeCash.mutationOptions({
      ...after,
      onSuccess: (taken) => {
        toast.success(t('taken', { change: yuanText(taken.changeCents) }))
        onDone()
      },
    }),
  )
  if (!order) return null
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        take.mutate({ storeId, orderId: order.id, givenCents, key: key.current })
      }}
    >
      {orders.length > 1 && (
        <fieldset className="space-y-1.5">
          <legend className="font-medium text-sm">{t('order')}</legend>
          {orders.map((each) => (
            <label
              key={each.id}
              className={cn(
                'flex min-h-11 items-center justify-between gap-3 rounded-xl border px-3',
                each.id === order.id ? 'border-primary bg-primary-soft' : 'border-line',
              )}
            >
              <span className="flex items-center gap-2 text-sm">
                <input
                  type="radio"
                  name="order"
                  checked={each.id === order.id}
                  onChange={() => setOrderId(each.id)}
                />
                {each.number.slice(-6)}
              </span>
              <span className="tabular-nums">¥{yuanText(openCents(each))}</span>
            </label>
          ))}
        </fieldset>
      )}
      <p className="flex items-baseline justify-between">
        <span>{t('due')}</span>
        <strong className="text-3xl tabular-nums">¥{yuanText(dueCents)}</strong>
      </p>
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('given')}</span>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={given}
          placeholder={yuanText(dueCents)}
          aria-invalid={givenCents === null}
          className="h-14! text-right text-2xl! tabular-nums"
          onChange={(event) => setGiven(event.target.value)}
        />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button type="button" variant="outline" onClick={() => setGiven(yuanText(dueCents))}>
          {t('exact')}
        </Button>
        {notesAbove(dueCents).map((cents) => (
          <Button
            key={cents}
            type="button"
            variant="outline"
            onClick={() => setGiven(yuanText(cents))}
          >
            ¥{cents / 100}
          </Button>
        ))}
      </div>
      <p role="status" className="flex items-baseline justify-between border-line border-t pt-3">
        {givenCents === null ? (
          <span className="text-danger text-sm">{t('invalid')}</span>
        ) : (
          <>
            <span>{changeCents < 0 ? t('missing') : t('change')}</span>
            <strong className={cn('text-2xl tabular-nums', changeCents < 0 && 'text-danger')}>
              ¥{yuanText(Math.abs(changeCents))}
            </strong>
          </>
        )}
      </p>
      <Button
        type="submit"
        size="lg"
        className="w-full"
        disabled={take.isPending || givenCents === null || changeCents < 0}
      >
        {t('take')}
      </Button>
    </form>
  )
}

/** What people hand over for an amount: the next ten, fifty and hundred above it. */
function notesAbove(dueCents: number): number[] {
  const next = [1_000, 5_000, 10_000].map((note) => Math.ceil(dueCents / note) * note)
  return [...new Set(next)].filter((cents) => cents > dueCents)
}
