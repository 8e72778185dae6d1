// A card at the terminal: the amount is typed there, the reference of its slip here.

import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { useTranslations } from 'use-intl'
import { newKey } from '@/components/guest/new-key'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useTRPC } from '@/components/wire/trpc'
import { useDesk } from './desk'
import type { TakeProps } from './take-cash'
import { useAfterDeed } from './use-after-deed'

export function TakeCard({ orderId, dueCents, split, callId, onDone }: TakeProps) {
  const t = useTranslations('staff.pay')
  const { storeId } = useDesk()
  const trpc = useTRPC()
  const [reference, setReference] = useState('')
  const key = useRef(newKey())
  const take = useMutation(
    trpc.payment.takeCard.mutationOptions({
      ...useAfterDeed(),
      onSuccess: () => {
        toast.success(t('cardTaken'))
        onDone()
      },
    }),
  )
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        take.mutate({
          storeId,
          orderId,
          split,
          callId,
          amountCents: dueCents,
          reference: reference.trim(),
          key: key.current,
        })
      }}
    >
      <label className="block space-y-1.5">
        <span className="font-medium text-sm">{t('reference')}</span>
        <Input
          required
          autoComplete="off"
          pattern="\s*[A-Za-z0-9\-]{1,40}\s*"
          title={t('referenceRule')}
          value={reference}
          onChange={(event) => setReference(event.target.value)}
        />
        <span className="block text-ink-soft text-sm">{t('referenceHint')}</span>
      </label>
      <Button type="submit" size="lg" className="w-full" disabled={take.isPending}>
        {t('takeCard')}
      </Button>
    </form>
  )
}
