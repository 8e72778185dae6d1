// A code on the waiter's screen that the guest scans to pay; the screen follows by itself. A retry
// sends the same key.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDesk } from '@/components/desk/desk'
import { Button } from '@/components/ui/button'
import { useMoney } from '@/components/ui/money'
import { Qr } from '@/components/ui/qr'
import { AT_A_TABLE } from '@/components/wire/stale'
import { toast } from '@/components/wire/toast'
import { useTRPC } from '@/components/wire/trpc'
import { useCommand, useKeyedCommand } from '@/components/wire/use-command'
import type { CodeMethod } from '@/domain/methods'
import type { TakeProps } from './take-cash'

const REFRESH_MS = 3_000

export function TakeByCode({
  methods,
  orderId,
  dueCents,
  split,
  onBegin,
  onDone,
}: Omit<TakeProps, 'callId'> & {
  methods: readonly CodeMethod[]
  onBegin: (paymentId: number) => void
}) {
  const t = useTranslations('split')
  const { storeId } = useDesk()
  const [wanted, setWanted] = useState<CodeMethod | null>(null)
  const method = methods.find((each) => each === wanted) ?? methods[0]
  const create = useKeyedCommand((server) => server.payment.createForStaff.mutate, {
    stale: AT_A_TABLE,
    onDone: ({ id, state }) => (state === 'pending' ? onBegin(id) : onDone()),
  })
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!method) return
        create.run({ storeId, orderId, method, split, expectedCents: dueCents })
      }}
    >
      <fieldset className="flex flex-wrap gap-x-4">
        <legend className="mb-1.5 font-medium text-sm">{t('qrMethod')}</legend>
        {methods.map((each) => (
          <label key={each} className="flex min-h-11 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name="code-method"
              className="size-5 accent-primary"
              checked={each === method}
              onChange={() => setWanted(each)}
            />
            {t(each)}
          </label>
        ))}
      </fieldset>
      <Button type="submit" size="lg" className="w-full" disabled={create.isBusy}>
        {t('makeQr')}
      </Button>
    </form>
  )
}

/** The code of a payment under way, until it ends. */
export function CodeToScan({ paymentId, onDone }: { paymentId: number; onDone: () => void }) {
  const { sumOf } = useMoney()
  const t = useTranslations('split')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const payment = useQuery({
    ...trpc.payment.statusForStaff.queryOptions({ storeId, paymentId }),
    refetchInterval: REFRESH_MS,
  })
  const cancel = useCommand((server) => server.payment.cancelForStaff.mutate, { stale: AT_A_TABLE })
  const state = payment.data?.state
  useEffect(() => {
    if (state === undefined || state === 'pending') return
    if (state === 'succeeded') toast.success(t('qrPaid'))
    onDone()
  }, [state, onDone, t])

  if (!payment.data?.payUrl) return null
  return (
    <div className="grid justify-items-center gap-4">
      <strong className="text-3xl tabular-nums">{sumOf(payment.data.amountCents)}</strong>
      <Qr text={new URL(payment.data.payUrl, location.origin).href} className="w-64 max-w-full" />
      <p role="status" className="text-center text-ink-soft">
        {t('qrHint')}
      </p>
      <Button
        variant="outline"
        disabled={cancel.isBusy}
        onClick={() => cancel.run({ storeId, paymentId })}
      >
        {t('cancelQr')}
      </Button>
    </div>
  )
}
