// Starts a payment. The key is made once per wish and sent again when nobody answered, so a retry never pays twice.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { isUnanswered, useTRPC } from '@/components/wire/trpc'
import type { PaymentMethod } from '@/domain/payment'
import { type SplitWish, wordOf } from '@/domain/split'

export function usePay(code: string) {
  const t = useTranslations('pay')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const unanswered = useRef<{ wish: string; key: string }>(null)

  const create = useMutation(
    trpc.payment.create.mutationOptions({
      onSuccess: ({ payUrl }) => {
        unanswered.current = null
        if (payUrl) location.assign(payUrl)
      },
      onError: (error) => {
        if (!isUnanswered(error)) unanswered.current = null
        toast.error(isUnanswered(error) ? t('unanswered') : error.message)
      },
      onSettled: () => queryClient.invalidateQueries(trpc.payment.pathFilter()),
    }),
  )

  return {
    // On the way to the pay page the button stays busy.
    isBusy: create.isPending || Boolean(create.data?.payUrl),
    /** @param expectedCents the price of the part as this phone shows it: another is asked about */
    pay: (orderId: number, method: PaymentMethod, split: SplitWish, expectedCents: number) => {
      const wish = `${orderId} ${method} ${wordOf(split)} ${expectedCents}`
      const earlier = unanswered.current?.wish === wish ? unanswered.current : null
      unanswered.current = earlier ?? { wish, key: newKey() }
      create.mutate({ code, orderId, method, split, expectedCents, key: unanswered.current.key })
    },
  }
}
