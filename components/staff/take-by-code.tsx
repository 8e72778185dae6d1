// A code on the waiter's screen that the guest scans to pay; the screen follows by itself. A retry sends the same key.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { Button } from '@/components/ui/button'
import { Qr } from '@/components/ui/qr'
import { useTRPC } from '@/components/wire/trpc'
import { yuanText } from '@/domain/money'
import { wordOf } from '@/domain/split'
import { useDesk } from './desk'
import type { TakeProps } from './take-cash'
import { useAfterDeed } from './use-after-deed'

const METHODS = ['wechat', 'alipay'] as const
const REFRESH_MS = 3_000

export function TakeByCode({
  orderId,
  dueCents,
  split,
  onBegin,
  onDone,
}: Omit<TakeProps, 'callId'> & { onBegin: (paymentId: number) => void }) {
  const t = useTranslations('split')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [method, setMethod] = useState<(typeof METHODS)[number]>('wechat')
  const keys = useRef<Partial<Record<string, string>>>({})
  const create = useMutation(
    trpc.payment.createForStaff.mutationOptions({
      ...useAfterDeed(),
      onSuccess: ({ id, state }) => (state === 'pending' ? onBegin(id) : onDone()),
    }),
  )
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        const wish = `${method} ${wordOf(split)} ${dueCents}`
        const key = keys.current[wish] ?? newKey()
        keys.current[wish] = key
        create.mutate({ storeId, orderId, method, split, expectedCents: dueCents, key })
      }}
    >
      <fieldset className="flex gap-4">
        <legend className="mb-1.5 font-medium text-sm">{t('qrMethod')}</legend>
        {METHODS.map((each) => (
          <label key={each} className="flex min-h-11 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name="code-method"
              className="size-5 accent-primary"
              checked={each === method}
              onChange={() => setMethod(each)}
            />
            {t(each)}
          </label>
        ))}
      </fieldset>
      <Button type="submit" size="lg" className="w-full" disabled={create.isPending}>
        {t('makeQr')}
      </Button>
    </form>
  )
}

/** The code of a payment under way, until it ends. */
export function CodeToScan({ paymentId, onDone }: { paymentId: number; onDone: () => void }) {
  const t = useTranslations('split')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const payment = useQuery({
    ...trpc.payment.statusForStaff.queryOptions({ storeId, paymentId }),
    refetchInterval: REFRESH_MS,
  })
  const cancel = useMutation(trpc.payment.cancelForStaff.mutationOptions(useAfterDeed()))
  const state = payment.data?.state
  useEffect(() => {
    if (state === undefined || state === 'pending') return
    if (state === 'succeeded') toast.success(t('qrPaid'))
    onDone()
  }, [state, onDone, t])

  if (!payment.data?.payUrl) return null
  return (
    <div className="grid justify-items-center gap-4">
      <strong className="text-3xl tabular-nums">¥{yuanText(payment.data.amountCents)}</strong>
      <Qr text={new URL(payment.data.payUrl, location.origin).href} className="w-64 max-w-full" />
      <p role="status" className="text-center text-ink-soft">
        {t('qrHint')}
      </p>
      <Button
        variant="outline"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ storeId, paymentId })}
      >
        {t('cancelQr')}
      </Button>
    </div>
  )
}
